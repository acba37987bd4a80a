-- What one unit of a figure is worth in a year: of a ratio one percentage point, of points one point, of days one day. A change
-- ends the version in force and begins another. Through is the figure of money that it works through.
CREATE TABLE [UnitValue] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Kpi] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Amount] BIGINT NOT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Through] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL,
    [OwnerId] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [Source] NVARCHAR(MAX) NOT NULL,
    [AsOf] INT NOT NULL,
    [Version] INT NOT NULL,
    [SetAt] DATETIME2(3) NOT NULL,
    [SetBy] NVARCHAR(200) NOT NULL,
    [EndedAt] DATETIME2(3) NULL,
    [EndedBy] NVARCHAR(200) NULL
);
GO
CREATE UNIQUE INDEX [UX_UnitValue_InForce] ON [UnitValue] ([Kpi], [Dimension], [Member]) WHERE [EndedAt] IS NULL;
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('unit-value', 0);
