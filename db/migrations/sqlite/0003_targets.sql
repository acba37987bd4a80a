-- Targets that people set. A change ends the version in force and begins another, so that what was aimed at is kept.
-- StartMonth and StartValue say where the path to the target begins, if there is one.
CREATE TABLE [Target] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Kpi] TEXT NOT NULL,
    [Grain] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [LastMonth] INTEGER NOT NULL,
    [Value] REAL NOT NULL,
    [Threshold] REAL NULL,
    [StartMonth] INTEGER NULL,
    [StartValue] REAL NULL,
    [Version] INTEGER NOT NULL,
    [SetAt] TEXT NOT NULL,
    [SetBy] TEXT NOT NULL,
    [EndedAt] TEXT NULL,
    [EndedBy] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_Target_InForce] ON [Target] ([Kpi], [Grain], [Dimension], [Member], [Period]) WHERE [EndedAt] IS NULL;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('target', 0);
-- Targets from a plan that was imported; one that people set for the same period goes before it.
CREATE TABLE [PlannedTarget] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [Kpi] TEXT NOT NULL,
    [Grain] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [LastMonth] INTEGER NOT NULL,
    [Value] REAL NOT NULL,
    [Threshold] REAL NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_PlannedTarget_RowKey] ON [PlannedTarget] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
CREATE VIEW [VisiblePlannedTarget] AS
SELECT f.*
  FROM [PlannedTarget] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentPlannedTarget] AS
SELECT f.*
  FROM [VisiblePlannedTarget] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisiblePlannedTarget] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
-- What a customer spends in our category in a year, or how the customer ranks us among so many brands.
CREATE TABLE [WalletEstimate] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [CustomerId] INTEGER NOT NULL,
    [Year] INTEGER NOT NULL,
    [CategorySpend] INTEGER NULL,
    [Currency] TEXT NULL,
    [Rank] INTEGER NULL,
    [Brands] INTEGER NULL,
    [Origin] TEXT NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_WalletEstimate_RowKey] ON [WalletEstimate] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
CREATE INDEX [IX_WalletEstimate_CustomerId] ON [WalletEstimate] ([CustomerId]);
CREATE VIEW [VisibleWalletEstimate] AS
SELECT f.*
  FROM [WalletEstimate] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentWalletEstimate] AS
SELECT f.*
  FROM [VisibleWalletEstimate] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleWalletEstimate] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
-- Figures that a company brings itself: values come in files of measures.
CREATE TABLE [OwnKpi] (
    [Code] TEXT NOT NULL PRIMARY KEY,
    [Name] TEXT NOT NULL,
    [Unit] TEXT NOT NULL,
    [Good] TEXT NOT NULL,
    [HasInterval] INTEGER NOT NULL,
    [Version] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE [Measure] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [Kpi] TEXT NOT NULL,
    [Grain] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [LastMonth] INTEGER NOT NULL,
    [Segment] TEXT NOT NULL,
    [Value] REAL NULL,
    [MoneyValue] INTEGER NULL,
    [Lower] REAL NULL,
    [Upper] REAL NULL,
    [N] INTEGER NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_Measure_RowKey] ON [Measure] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
CREATE VIEW [VisibleMeasure] AS
SELECT f.*
  FROM [Measure] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentMeasure] AS
SELECT f.*
  FROM [VisibleMeasure] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleMeasure] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
