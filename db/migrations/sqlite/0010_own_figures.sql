-- Figures that a company brings itself. A name is in at least one language; where one is missing, another stands in. Every change is
-- a version, whose content is kept as it was.
DROP TABLE [OwnKpi];
CREATE TABLE [OwnKpi] (
    [Code] TEXT NOT NULL PRIMARY KEY,
    [NameEn] TEXT NULL,
    [NameDa] TEXT NULL,
    [NameNb] TEXT NULL,
    [MeaningEn] TEXT NULL,
    [MeaningDa] TEXT NULL,
    [MeaningNb] TEXT NULL,
    [Kind] TEXT NOT NULL,
    [Unit] TEXT NOT NULL,
    [Good] TEXT NOT NULL,
    [Decimals] INTEGER NOT NULL,
    [AddsUp] TEXT NOT NULL,
    [OnBoard] INTEGER NOT NULL,
    [Version] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [RetiredAt] TEXT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE [OwnKpiVersion] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Code] TEXT NOT NULL REFERENCES [OwnKpi] ([Code]),
    [Version] INTEGER NOT NULL,
    [At] TEXT NOT NULL,
    [By] TEXT NOT NULL,
    [Action] TEXT NOT NULL,
    [Content] TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_OwnKpiVersion_Code] ON [OwnKpiVersion] ([Code], [Version]);
CREATE INDEX [IX_Measure_Kpi] ON [Measure] ([Kpi], [SourceId]);
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('own-kpi-version', 0);
