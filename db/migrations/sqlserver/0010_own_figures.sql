-- Figures that a company brings itself. A name is in at least one language; where one is missing, another stands in. Every change is
-- a version, whose content is kept as it was.
DROP TABLE [OwnKpi];
GO
CREATE TABLE [OwnKpi] (
    [Code] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [NameEn] NVARCHAR(100) NULL,
    [NameDa] NVARCHAR(100) NULL,
    [NameNb] NVARCHAR(100) NULL,
    [MeaningEn] NVARCHAR(1000) NULL,
    [MeaningDa] NVARCHAR(1000) NULL,
    [MeaningNb] NVARCHAR(1000) NULL,
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Unit] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Good] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Decimals] INT NOT NULL,
    [AddsUp] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [OnBoard] INT NOT NULL,
    [Version] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    [RetiredAt] DATETIME2(3) NULL
);
GO
CREATE TABLE [OwnKpiVersion] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Code] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES [OwnKpi] ([Code]),
    [Version] INT NOT NULL,
    [At] DATETIME2(3) NOT NULL,
    [By] NVARCHAR(200) NOT NULL,
    [Action] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Content] NVARCHAR(MAX) NOT NULL
);
GO
CREATE UNIQUE INDEX [UX_OwnKpiVersion_Code] ON [OwnKpiVersion] ([Code], [Version]);
GO
CREATE INDEX [IX_Measure_Kpi] ON [Measure] ([Kpi], [SourceId]);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('own-kpi-version', 0);
GO
