-- What one unit of a figure is worth in a year: of a ratio one percentage point, of points one point, of days one day. A change
-- ends the version in force and begins another. Through is the figure of money that it works through.
CREATE TABLE [UnitValue] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Kpi] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Amount] INTEGER NOT NULL,
    [Currency] TEXT NOT NULL,
    [Through] TEXT NULL,
    [OwnerId] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [Source] TEXT NOT NULL,
    [AsOf] INTEGER NOT NULL,
    [Version] INTEGER NOT NULL,
    [SetAt] TEXT NOT NULL,
    [SetBy] TEXT NOT NULL,
    [EndedAt] TEXT NULL,
    [EndedBy] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_UnitValue_InForce] ON [UnitValue] ([Kpi], [Dimension], [Member]) WHERE [EndedAt] IS NULL;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('unit-value', 0);
