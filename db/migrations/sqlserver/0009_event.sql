-- What happened that explains a figure. FromDay is its first day and ToDay its last; without a last day it still goes on.
-- Without a member it concerns everybody, and without figures all of them. A removed one is kept, to be brought back.
-- Language is the one that its words are written in.
CREATE TABLE [Event] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Title] NVARCHAR(150) NOT NULL,
    [Words] NVARCHAR(4000) NOT NULL,
    [Language] NVARCHAR(2) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FromDay] INT NOT NULL,
    [ToDay] INT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] INT NOT NULL,
    [AddedAt] DATETIME2(3) NOT NULL,
    [AddedBy] NVARCHAR(200) NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL,
    [RemovedBy] NVARCHAR(200) NULL
);
GO
CREATE INDEX [IX_Event_FromDay] ON [Event] ([FromDay]);
GO
CREATE TABLE [EventKpi] (
    [EventId] BIGINT NOT NULL REFERENCES [Event] ([Id]),
    [Kpi] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY ([EventId], [Kpi])
);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('event', 0);
