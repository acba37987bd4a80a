-- What an initiative rests on, and the files that people keep with it.
CREATE TABLE [Attachment] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [FileName] TEXT NOT NULL,
    [ContentType] TEXT NOT NULL,
    [Size] INTEGER NOT NULL,
    [Hash] TEXT NOT NULL,
    [AddedAt] TEXT NOT NULL,
    [AddedBy] TEXT NOT NULL,
    [RemovedAt] TEXT NULL,
    [RemovedBy] TEXT NULL
) STRICT;
CREATE TABLE [AttachmentContent] (
    [AttachmentId] INTEGER NOT NULL PRIMARY KEY REFERENCES [Attachment] ([Id]),
    [Content] BLOB NOT NULL
) STRICT;
CREATE TABLE [Evidence] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Kind] TEXT NOT NULL,
    [Grade] TEXT NOT NULL,
    [FoundOn] INTEGER NOT NULL,
    [Says] TEXT NOT NULL,
    [Origin] TEXT NOT NULL,
    [IsAgainst] INTEGER NOT NULL,
    [AttachmentId] INTEGER NULL REFERENCES [Attachment] ([Id]),
    [AssessedById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [AssessedBy] TEXT NOT NULL,
    [AssessedAt] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [RemovedAt] TEXT NULL,
    [RemovedBy] TEXT NULL
) STRICT;
-- The part of the remaining budget that rests on assumptions or on stale evidence, and that of bets, as of a day.
CREATE TABLE [GuessworkShare] (
    [OnDay] INTEGER NOT NULL,
    [Remaining] INTEGER NOT NULL,
    [Assumed] INTEGER NOT NULL,
    [Stale] INTEGER NOT NULL,
    [Bets] INTEGER NOT NULL,
    [Currency] TEXT NOT NULL,
    [KnownAt] TEXT NOT NULL,
    PRIMARY KEY ([OnDay])
) STRICT, WITHOUT ROWID;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('attachment', 0), ('evidence', 0);
