-- What happened that explains a figure. FromDay is its first day and ToDay its last; without a last day it still goes on.
-- Without a member it concerns everybody, and without figures all of them. A removed one is kept, to be brought back.
-- Language is the one that its words are written in.
CREATE TABLE [Event] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Title] TEXT NOT NULL,
    [Words] TEXT NOT NULL,
    [Language] TEXT NOT NULL,
    [FromDay] INTEGER NOT NULL,
    [ToDay] INTEGER NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [AddedAt] TEXT NOT NULL,
    [AddedBy] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [RemovedAt] TEXT NULL,
    [RemovedBy] TEXT NULL
) STRICT;
CREATE INDEX [IX_Event_FromDay] ON [Event] ([FromDay]);
CREATE TABLE [EventKpi] (
    [EventId] INTEGER NOT NULL REFERENCES [Event] ([Id]),
    [Kpi] TEXT NOT NULL,
    PRIMARY KEY ([EventId], [Kpi])
) STRICT, WITHOUT ROWID;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('event', 0);
