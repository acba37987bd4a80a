-- What a person was told on the board, so that it can tell what has changed since. Run, CheckInAt and At are what the
-- news is told from; Shown is what the board showed the person last; Before is what undo brings back. CheckInAt is the
-- instant of the newest check-in at that time, which is the same for everybody who looked before the next one.
CREATE TABLE [LastLook] (
    [PersonId] INTEGER NOT NULL PRIMARY KEY REFERENCES [AppUser] ([Id]),
    [Run] INTEGER NOT NULL,
    [CheckInAt] TEXT NULL,
    [At] TEXT NOT NULL,
    [ShownRun] INTEGER NOT NULL,
    [ShownCheckInAt] TEXT NULL,
    [ShownAt] TEXT NOT NULL,
    [BeforeRun] INTEGER NULL,
    [BeforeCheckInAt] TEXT NULL,
    [BeforeAt] TEXT NULL,
    [Version] INTEGER NOT NULL
) STRICT;

-- Figures that a person keeps at hand, each with the member it is of; both empty for the whole company.
CREATE TABLE [Favourite] (
    [PersonId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [Kpi] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [SortOrder] INTEGER NOT NULL,
    PRIMARY KEY ([PersonId], [Kpi], [Dimension], [Member])
) STRICT, WITHOUT ROWID;

-- The newest check-in at an instant is asked for with every board.
CREATE INDEX [IX_CheckIn_At] ON [CheckIn] ([At]);
