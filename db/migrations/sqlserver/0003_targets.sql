-- Targets that people set. A change ends the version in force and begins another, so that what was aimed at is kept.
-- StartMonth and StartValue say where the path to the target begins, if there is one.
CREATE TABLE [Target] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Kpi] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grain] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] NVARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LastMonth] INT NOT NULL,
    [Value] FLOAT NOT NULL,
    [Threshold] FLOAT NULL,
    [StartMonth] INT NULL,
    [StartValue] FLOAT NULL,
    [Version] INT NOT NULL,
    [SetAt] DATETIME2(3) NOT NULL,
    [SetBy] NVARCHAR(200) NOT NULL,
    [EndedAt] DATETIME2(3) NULL,
    [EndedBy] NVARCHAR(200) NULL
);
GO
CREATE UNIQUE INDEX [UX_Target_InForce] ON [Target] ([Kpi], [Grain], [Dimension], [Member], [Period]) WHERE [EndedAt] IS NULL;
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('target', 0);
GO
-- Targets from a plan that was imported; one that people set for the same period goes before it.
CREATE TABLE [PlannedTarget] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [Kpi] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grain] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] NVARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LastMonth] INT NOT NULL,
    [Value] FLOAT NOT NULL,
    [Threshold] FLOAT NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_PlannedTarget_RowKey] ON [PlannedTarget] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
CREATE VIEW [VisiblePlannedTarget] AS
SELECT f.*
  FROM [PlannedTarget] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentPlannedTarget] AS
SELECT f.*
  FROM [VisiblePlannedTarget] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisiblePlannedTarget] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
-- What a customer spends in our category in a year, or how the customer ranks us among so many brands.
CREATE TABLE [WalletEstimate] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [CustomerId] BIGINT NOT NULL,
    [Year] INT NOT NULL,
    [CategorySpend] BIGINT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NULL,
    [Rank] INT NULL,
    [Brands] INT NULL,
    [Origin] NVARCHAR(200) NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_WalletEstimate_RowKey] ON [WalletEstimate] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
CREATE INDEX [IX_WalletEstimate_CustomerId] ON [WalletEstimate] ([CustomerId]);
GO
CREATE VIEW [VisibleWalletEstimate] AS
SELECT f.*
  FROM [WalletEstimate] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentWalletEstimate] AS
SELECT f.*
  FROM [VisibleWalletEstimate] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleWalletEstimate] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
-- Figures that a company brings itself: values come in files of measures.
CREATE TABLE [OwnKpi] (
    [Code] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Name] NVARCHAR(200) NOT NULL,
    [Unit] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Good] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [HasInterval] INT NOT NULL,
    [Version] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL
);
GO
CREATE TABLE [Measure] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [Kpi] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grain] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] NVARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LastMonth] INT NOT NULL,
    [Segment] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Value] FLOAT NULL,
    [MoneyValue] BIGINT NULL,
    [Lower] FLOAT NULL,
    [Upper] FLOAT NULL,
    [N] BIGINT NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_Measure_RowKey] ON [Measure] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
CREATE VIEW [VisibleMeasure] AS
SELECT f.*
  FROM [Measure] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentMeasure] AS
SELECT f.*
  FROM [VisibleMeasure] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleMeasure] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
