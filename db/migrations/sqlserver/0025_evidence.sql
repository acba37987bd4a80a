-- What an initiative rests on, and the files that people keep with it.
CREATE TABLE [Attachment] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [FileName] NVARCHAR(200) NOT NULL,
    [ContentType] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Size] BIGINT NOT NULL,
    [Hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [AddedAt] DATETIME2(3) NOT NULL,
    [AddedBy] NVARCHAR(200) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL,
    [RemovedBy] NVARCHAR(200) NULL
);
GO
CREATE TABLE [AttachmentContent] (
    [AttachmentId] BIGINT NOT NULL PRIMARY KEY REFERENCES [Attachment] ([Id]),
    [Content] VARBINARY(MAX) NOT NULL
);
GO
CREATE TABLE [Evidence] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grade] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FoundOn] INT NOT NULL,
    [Says] NVARCHAR(MAX) NOT NULL,
    [Origin] NVARCHAR(MAX) NOT NULL,
    [IsAgainst] BIT NOT NULL,
    [AttachmentId] BIGINT NULL REFERENCES [Attachment] ([Id]),
    [AssessedById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [AssessedBy] NVARCHAR(200) NOT NULL,
    [AssessedAt] DATETIME2(3) NOT NULL,
    [Version] INT NOT NULL,
    [RemovedAt] DATETIME2(3) NULL,
    [RemovedBy] NVARCHAR(200) NULL
);
GO
-- The part of the remaining budget that rests on assumptions or on stale evidence, and that of bets, as of a day.
CREATE TABLE [GuessworkShare] (
    [OnDay] INT NOT NULL,
    [Remaining] BIGINT NOT NULL,
    [Assumed] BIGINT NOT NULL,
    [Stale] BIGINT NOT NULL,
    [Bets] BIGINT NOT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [KnownAt] DATETIME2(3) NOT NULL,
    PRIMARY KEY ([OnDay])
);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('attachment', 0), ('evidence', 0);
