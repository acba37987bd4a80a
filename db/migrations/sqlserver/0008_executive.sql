-- What a person was told on the board, so that it can tell what has changed since. Run, CheckInAt and At are what the
-- news is told from; Shown is what the board showed the person last; Before is what undo brings back. CheckInAt is the
-- instant of the newest check-in at that time, which is the same for everybody who looked before the next one.
CREATE TABLE [LastLook] (
    [PersonId] BIGINT NOT NULL PRIMARY KEY REFERENCES [AppUser] ([Id]),
    [Run] BIGINT NOT NULL,
    [CheckInAt] DATETIME2(3) NULL,
    [At] DATETIME2(3) NOT NULL,
    [ShownRun] BIGINT NOT NULL,
    [ShownCheckInAt] DATETIME2(3) NULL,
    [ShownAt] DATETIME2(3) NOT NULL,
    [BeforeRun] BIGINT NULL,
    [BeforeCheckInAt] DATETIME2(3) NULL,
    [BeforeAt] DATETIME2(3) NULL,
    [Version] INT NOT NULL
);
GO

-- Figures that a person keeps at hand, each with the member it is of; both empty for the whole company.
CREATE TABLE [Favourite] (
    [PersonId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [Kpi] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [SortOrder] INT NOT NULL,
    PRIMARY KEY ([PersonId], [Kpi], [Dimension], [Member])
);
GO

-- The newest check-in at an instant is asked for with every board.
CREATE INDEX [IX_CheckIn_At] ON [CheckIn] ([At]);
GO
