-- Instants are UTC; business dates are INT yyyymmdd and months INT yyyymm; money is BIGINT in ten-thousandths of the
-- currency unit; keys compare byte for byte.
CREATE TABLE [SchemaVersion] (
    [Version] INT NOT NULL PRIMARY KEY,
    [Name] NVARCHAR(200) NOT NULL,
    [AppliedAt] DATETIME2(3) NOT NULL
);
GO
CREATE TABLE [IdSequence] (
    [Name] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Last] BIGINT NOT NULL
);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('source', 0), ('batch', 0), ('customer', 0), ('run', 0), ('user', 0), ('token', 0), ('upload', 0);
GO
CREATE TABLE [Lease] (
    [Name] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Holder] NVARCHAR(200) NULL,
    [Token] BIGINT NOT NULL,
    [ExpiresAt] DATETIME2(3) NULL
);
GO
INSERT INTO [Lease] ([Name], [Token]) VALUES ('import', 0), ('refresh', 0);
GO
CREATE TABLE [Setting] (
    [Key] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Value] NVARCHAR(400) NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL
);
GO
-- People and tokens
CREATE TABLE [AppUser] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Email] NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Name] NVARCHAR(200) NOT NULL,
    [PasswordHash] NVARCHAR(400) NULL,
    [SecurityStamp] NVARCHAR(64) NOT NULL,
    [Language] NVARCHAR(5) NULL,
    [FailedSignIns] INT NOT NULL,
    [LockedUntil] DATETIME2(3) NULL,
    [CreatedAt] DATETIME2(3) NOT NULL,
    [DisabledAt] DATETIME2(3) NULL,
    [LastSignInAt] DATETIME2(3) NULL
);
GO
CREATE UNIQUE INDEX [UX_AppUser_Email] ON [AppUser] ([Email]);
GO
CREATE TABLE [UserRole] (
    [UserId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [Role] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY ([UserId], [Role])
);
GO
CREATE TABLE [UserUnit] (
    [UserId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY ([UserId], [BusinessUnit])
);
GO
CREATE TABLE [PasswordLink] (
    [TokenHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [UserId] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [ExpiresAt] DATETIME2(3) NOT NULL,
    [UsedAt] DATETIME2(3) NULL
);
GO
CREATE TABLE [ApiToken] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Name] NVARCHAR(200) NOT NULL,
    [TokenHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Scopes] NVARCHAR(100) NOT NULL,
    [CreatedAt] DATETIME2(3) NOT NULL,
    [CreatedBy] NVARCHAR(200) NOT NULL,
    [ExpiresAt] DATETIME2(3) NULL,
    [LastUsedAt] DATETIME2(3) NULL,
    [RevokedAt] DATETIME2(3) NULL
);
GO
CREATE UNIQUE INDEX [UX_ApiToken_TokenHash] ON [ApiToken] ([TokenHash]);
GO
-- Imports
CREATE TABLE [Source] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Name] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [HasVersions] BIT NOT NULL,
    [CadenceDays] INT NULL,
    [FirstSeenAt] DATETIME2(3) NOT NULL
);
GO
CREATE UNIQUE INDEX [UX_Source_Kind_Name] ON [Source] ([Kind], [Name]);
GO
CREATE TABLE [ImportProfile] (
    [Name] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Kind] NVARCHAR(20) NOT NULL,
    [Definition] NVARCHAR(MAX) NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL
);
GO
-- A batch is seen by nobody until its status says published; one statement publishes it. ReflectedStatus is the status
-- that the figures last took in: what the next refresh has to do is where the two differ.
CREATE TABLE [ImportBatch] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [SourceId] BIGINT NOT NULL REFERENCES [Source] ([Id]),
    [FileName] NVARCHAR(400) NOT NULL,
    [ContentHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
    [ProfileHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ReflectedStatus] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    [StartedAt] DATETIME2(3) NOT NULL,
    [StartedBy] NVARCHAR(200) NOT NULL,
    [PublishedAt] DATETIME2(3) NULL,
    [UndoneAt] DATETIME2(3) NULL,
    [UndoneBy] NVARCHAR(200) NULL,
    [ReplacesBatchId] BIGINT NULL,
    [RowsRead] BIGINT NOT NULL,
    [RowsNew] BIGINT NOT NULL,
    [RowsUpdated] BIGINT NOT NULL,
    [RowsUnchanged] BIGINT NOT NULL,
    [RowsQuarantined] BIGINT NOT NULL,
    [RowsNotAnswered] BIGINT NOT NULL,
    [RowsWithoutKey] BIGINT NOT NULL,
    [UnidentifiedRows] BIGINT NOT NULL,
    [NotDescribed] BIGINT NOT NULL,
    [FirstDate] INT NULL,
    [LastDate] INT NULL,
    [Detected] NVARCHAR(MAX) NULL,
    [Warnings] NVARCHAR(MAX) NULL,
    [IdempotencyKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Answer] NVARCHAR(MAX) NULL
);
GO
CREATE INDEX [IX_ImportBatch_Status] ON [ImportBatch] ([Status], [Kind]);
GO
CREATE INDEX [IX_ImportBatch_ContentHash] ON [ImportBatch] ([ContentHash]);
GO
CREATE INDEX [IX_ImportBatch_SourceId] ON [ImportBatch] ([SourceId], [Status], [LastDate]);
GO
CREATE INDEX [IX_ImportBatch_ReflectedStatus] ON [ImportBatch] ([ReflectedStatus], [Status]);
GO
CREATE TABLE [ImportTotal] (
    [BatchId] BIGINT NOT NULL REFERENCES [ImportBatch] ([Id]),
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Month] INT NOT NULL,
    [Rows] BIGINT NOT NULL,
    [Amount] BIGINT NOT NULL,
    [UnidentifiedRows] BIGINT NOT NULL,
    [UnidentifiedAmount] BIGINT NOT NULL,
    PRIMARY KEY ([BatchId], [Currency], [Month])
);
GO
CREATE TABLE [ImportQuarantine] (
    [BatchId] BIGINT NOT NULL REFERENCES [ImportBatch] ([Id]),
    [Line] BIGINT NOT NULL,
    [Fields] NVARCHAR(MAX) NOT NULL,
    [Errors] NVARCHAR(MAX) NOT NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
-- A row that was sent again unchanged: the older version lives as long as one of the batches that hold it is published.
CREATE TABLE [ImportConfirmation] (
    [BatchId] BIGINT NOT NULL,
    [ConfirmedBatchId] BIGINT NOT NULL,
    [ConfirmedLine] BIGINT NOT NULL,
    PRIMARY KEY ([BatchId], [ConfirmedBatchId], [ConfirmedLine])
);
GO
CREATE INDEX [IX_ImportConfirmation_Confirmed] ON [ImportConfirmation] ([ConfirmedBatchId], [ConfirmedLine], [BatchId]);
GO
CREATE TABLE [ImportUpload] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Kind] NVARCHAR(20) NOT NULL,
    [FileName] NVARCHAR(400) NOT NULL,
    [StoredFile] NVARCHAR(400) NOT NULL,
    [SizeBytes] BIGINT NOT NULL,
    [Options] NVARCHAR(MAX) NOT NULL,
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BytesRead] BIGINT NOT NULL,
    [RowsRead] BIGINT NOT NULL,
    [RequestedAt] DATETIME2(3) NOT NULL,
    [RequestedBy] NVARCHAR(200) NOT NULL,
    [FinishedAt] DATETIME2(3) NULL,
    [Answer] NVARCHAR(MAX) NULL
);
GO
CREATE INDEX [IX_ImportUpload_Status] ON [ImportUpload] ([Status]);
GO
-- Facts. Every row of a published batch is a version; RowKey is its key within the source, null where the file gives
-- none. The newest version of a key from a published batch is current: the views say so once for everybody.
CREATE TABLE [Customer] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [CustomerId] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [RegisteredIn] BIGINT NULL
);
GO
CREATE UNIQUE INDEX [UX_Customer_CustomerId] ON [Customer] ([CustomerId]);
GO
CREATE INDEX [IX_Customer_RegisteredIn] ON [Customer] ([RegisteredIn]);
GO
-- Lines without a customer belong to customer 0.
INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (0, '');
GO
CREATE TABLE [CustomerVersion] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [CustomerId] BIGINT NOT NULL,
    [Name] NVARCHAR(400) NULL,
    [Segment] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Region] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [JoinedOn] INT NULL,
    [LeftOn] INT NULL,
    [ValidFrom] INT NOT NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_CustomerVersion_RowKey] ON [CustomerVersion] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
CREATE INDEX [IX_CustomerVersion_CustomerId] ON [CustomerVersion] ([CustomerId]);
GO
CREATE VIEW [VisibleCustomerVersion] AS
SELECT f.*
  FROM [CustomerVersion] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentCustomerVersion] AS
SELECT f.*
  FROM [VisibleCustomerVersion] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleCustomerVersion] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
CREATE TABLE [RevenueLine] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [CustomerId] BIGINT NOT NULL,
    [BookedOn] INT NOT NULL,
    [Amount] BIGINT NOT NULL,
    [Cost] BIGINT NULL,
    [Quantity] BIGINT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [InvoiceId] NVARCHAR(200) NULL,
    [Product] NVARCHAR(200) NULL,
    [BookedMonth] AS ([BookedOn] / 100),
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_RevenueLine_RowKey] ON [RevenueLine] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
-- By month first: a file is mostly of one month, so that its rows go to one place of the index and not to everywhere.
CREATE INDEX [IX_RevenueLine_BookedMonth] ON [RevenueLine] ([BookedMonth], [CustomerId]);
GO
CREATE VIEW [VisibleRevenueLine] AS
SELECT f.*
  FROM [RevenueLine] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentRevenueLine] AS
SELECT f.*
  FROM [VisibleRevenueLine] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleRevenueLine] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
-- AnsweredOn is the date in the company's time zone; AnsweredAt orders answers: milliseconds since 1970-01-01 UTC.
CREATE TABLE [SurveyResponse] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [CustomerId] BIGINT NOT NULL,
    [AnsweredOn] INT NOT NULL,
    [AnsweredAt] BIGINT NOT NULL,
    [Audience] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Level] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Score] INT NULL,
    [Weight] FLOAT NULL,
    [Segment] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Touchpoint] NVARCHAR(200) NULL,
    [Journey] NVARCHAR(200) NULL,
    [JourneyInstance] NVARCHAR(200) NULL,
    [Emotion] NVARCHAR(200) NULL,
    [Comment] NVARCHAR(MAX) NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_SurveyResponse_RowKey] ON [SurveyResponse] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
CREATE INDEX [IX_SurveyResponse_AnsweredOn] ON [SurveyResponse] ([AnsweredOn], [Level]);
GO
CREATE INDEX [IX_SurveyResponse_CustomerId] ON [SurveyResponse] ([CustomerId]);
GO
CREATE INDEX [IX_SurveyResponse_Level] ON [SurveyResponse] ([SourceId], [Level], [BatchId]);
GO
CREATE VIEW [VisibleSurveyResponse] AS
SELECT f.*
  FROM [SurveyResponse] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentSurveyResponse] AS
SELECT f.*
  FROM [VisibleSurveyResponse] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleSurveyResponse] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
-- Which levels of survey a source brings: a level is complete when these sources have reported.
CREATE VIEW [SurveySourceLevel] AS
SELECT s.[Id] AS [SourceId], l.[Level]
  FROM [Source] s
 CROSS JOIN (SELECT 'relationship' AS [Level] UNION ALL SELECT 'journey' UNION ALL SELECT 'transaction') l
 WHERE s.[Kind] = 'surveys'
   AND EXISTS (SELECT 1
                 FROM [SurveyResponse] f
                CROSS JOIN [ImportBatch] b
                WHERE f.[SourceId] = s.[Id] AND f.[Level] = l.[Level] AND b.[Id] = f.[BatchId] AND b.[Status] = 'published');
GO
-- Rate is company currency per unit of Currency, in ten-billionths.
CREATE TABLE [ExchangeRate] (
    [BatchId] BIGINT NOT NULL,
    [Line] BIGINT NOT NULL,
    [SourceId] BIGINT NOT NULL,
    [RowKey] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Fingerprint] BIGINT NOT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Month] INT NOT NULL,
    [Rate] BIGINT NOT NULL,
    PRIMARY KEY ([BatchId], [Line])
);
GO
CREATE UNIQUE INDEX [UX_ExchangeRate_RowKey] ON [ExchangeRate] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
GO
CREATE VIEW [VisibleExchangeRate] AS
SELECT f.*
  FROM [ExchangeRate] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
GO
CREATE VIEW [CurrentExchangeRate] AS
SELECT f.*
  FROM [VisibleExchangeRate] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleExchangeRate] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
GO
-- Figures. CustomerMonth is kept with the facts by the refresh; customer 0 holds what has no customer.
CREATE TABLE [CustomerMonth] (
    [CustomerId] BIGINT NOT NULL,
    [Month] INT NOT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Amount] BIGINT NOT NULL,
    [Lines] BIGINT NOT NULL,
    [CoveredAmount] BIGINT NOT NULL,
    [CoveredCost] BIGINT NOT NULL,
    [CoveredLines] BIGINT NOT NULL,
    [FirstDay] INT NOT NULL,
    [LastDay] INT NOT NULL,
    PRIMARY KEY ([CustomerId], [Month], [Currency])
);
GO
CREATE INDEX [IX_CustomerMonth_Month] ON [CustomerMonth] ([Month]);
GO
-- What the figures rest on besides: each customer's members from a day on, and the rates, as the last run took them in.
CREATE TABLE [CustomerMember] (
    [CustomerId] BIGINT NOT NULL,
    [ValidFrom] INT NOT NULL,
    [Segment] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Region] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY ([CustomerId], [ValidFrom])
);
GO
CREATE TABLE [MonthRate] (
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Month] INT NOT NULL,
    [Rate] BIGINT NOT NULL,
    PRIMARY KEY ([Currency], [Month])
);
GO
CREATE TABLE [RefreshRun] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Trigger] NVARCHAR(20) NOT NULL,
    [IsFull] BIT NOT NULL,
    [RequestedAt] DATETIME2(3) NOT NULL,
    [RequestedBy] NVARCHAR(200) NOT NULL,
    [StartedAt] DATETIME2(3) NULL,
    [FinishedAt] DATETIME2(3) NULL,
    [LeaseToken] BIGINT NULL,
    [Stage] NVARCHAR(50) NULL,
    [Progress] INT NOT NULL,
    [PeriodsTouched] INT NOT NULL,
    [ValuesChanged] INT NOT NULL,
    [BatchesTaken] INT NOT NULL,
    [Basis] NVARCHAR(MAX) NULL,
    [Summary] NVARCHAR(MAX) NULL,
    [Error] NVARCHAR(MAX) NULL
);
GO
CREATE INDEX [IX_RefreshRun_Status] ON [RefreshRun] ([Status], [Id]);
GO
-- Twice-timed: a row says what was known of a period from run FromRun until before run ToRun; the row in force has the
-- largest BIGINT as ToRun. Moments holds the exact sums of products behind the intervals.
CREATE TABLE [Bridge] (
    [Measure] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grain] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] NVARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FromRun] BIGINT NOT NULL,
    [ToRun] BIGINT NOT NULL,
    [LastMonth] INT NOT NULL,
    [Start] BIGINT NOT NULL,
    [New] BIGINT NOT NULL,
    [Reactivated] BIGINT NOT NULL,
    [Expansion] BIGINT NOT NULL,
    [Contraction] BIGINT NOT NULL,
    [Churned] BIGINT NOT NULL,
    [End] BIGINT NOT NULL,
    [CustomersStart] BIGINT NOT NULL,
    [CustomersNew] BIGINT NOT NULL,
    [CustomersReactivated] BIGINT NOT NULL,
    [CustomersExpanded] BIGINT NOT NULL,
    [CustomersContracted] BIGINT NOT NULL,
    [CustomersFlat] BIGINT NOT NULL,
    [CustomersChurned] BIGINT NOT NULL,
    [CustomersEnd] BIGINT NOT NULL,
    [Moved] BIGINT NOT NULL,
    [Unidentified] BIGINT NOT NULL,
    [CoveredAmount] BIGINT NOT NULL,
    [TotalAmount] BIGINT NOT NULL,
    [Moments] VARBINARY(2000) NOT NULL,
    [IsComplete] BIT NOT NULL,
    [IsGap] BIT NOT NULL,
    PRIMARY KEY ([Measure], [Grain], [Dimension], [Member], [Period], [FromRun])
);
GO
CREATE INDEX [IX_Bridge_ToRun] ON [Bridge] ([ToRun], [Measure], [Grain], [LastMonth]);
GO
-- The period after the last one of each grain, with nothing in it yet: it costs a pass over all customers, and is kept
-- so that the first file of a new month does not have to pay for it.
CREATE TABLE [BridgeAhead] (
    [Measure] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grain] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LastMonth] INT NOT NULL,
    [Moved] BIGINT NOT NULL,
    [CoveredAmount] BIGINT NOT NULL,
    [TotalAmount] BIGINT NOT NULL,
    [Moments] VARBINARY(2000) NOT NULL,
    PRIMARY KEY ([Measure], [Grain], [Dimension], [Member], [LastMonth])
);
GO
CREATE TABLE [KpiValue] (
    [Kpi] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Grain] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] NVARCHAR(12) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FromRun] BIGINT NOT NULL,
    [ToRun] BIGINT NOT NULL,
    [LastMonth] INT NOT NULL,
    [Value] FLOAT NULL,
    [MoneyValue] BIGINT NULL,
    [Lower] FLOAT NULL,
    [Upper] FLOAT NULL,
    [StandardError] FLOAT NULL,
    [Centre] FLOAT NULL,
    [Unweighted] FLOAT NULL,
    [N] BIGINT NOT NULL,
    [Reason] NVARCHAR(50) NULL,
    [IsComplete] BIT NOT NULL,
    [IsGap] BIT NOT NULL,
    [ComparedWith] NVARCHAR(12) NULL,
    [Difference] FLOAT NULL,
    [DifferenceLower] FLOAT NULL,
    [DifferenceUpper] FLOAT NULL,
    [PValue] FLOAT NULL,
    PRIMARY KEY ([Kpi], [Grain], [Dimension], [Member], [Period], [FromRun])
);
GO
CREATE INDEX [IX_KpiValue_ToRun] ON [KpiValue] ([ToRun], [Kpi], [Grain], [LastMonth]);
GO
