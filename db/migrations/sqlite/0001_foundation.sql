-- Instants are UTC; business dates are INT yyyymmdd and months INT yyyymm; money is BIGINT in ten-thousandths of the
-- currency unit; keys compare byte for byte.
CREATE TABLE [SchemaVersion] (
    [Version] INTEGER NOT NULL PRIMARY KEY,
    [Name] TEXT NOT NULL,
    [AppliedAt] TEXT NOT NULL
) STRICT;
CREATE TABLE [IdSequence] (
    [Name] TEXT NOT NULL PRIMARY KEY,
    [Last] INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('source', 0), ('batch', 0), ('customer', 0), ('run', 0), ('user', 0), ('token', 0), ('upload', 0);
CREATE TABLE [Lease] (
    [Name] TEXT NOT NULL PRIMARY KEY,
    [Holder] TEXT NULL,
    [Token] INTEGER NOT NULL,
    [ExpiresAt] TEXT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO [Lease] ([Name], [Token]) VALUES ('import', 0), ('refresh', 0);
CREATE TABLE [Setting] (
    [Key] TEXT NOT NULL PRIMARY KEY,
    [Value] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- People and tokens
CREATE TABLE [AppUser] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Email] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [PasswordHash] TEXT NULL,
    [SecurityStamp] TEXT NOT NULL,
    [Language] TEXT NULL,
    [FailedSignIns] INTEGER NOT NULL,
    [LockedUntil] TEXT NULL,
    [CreatedAt] TEXT NOT NULL,
    [DisabledAt] TEXT NULL,
    [LastSignInAt] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_AppUser_Email] ON [AppUser] ([Email]);
CREATE TABLE [UserRole] (
    [UserId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [Role] TEXT NOT NULL,
    PRIMARY KEY ([UserId], [Role])
) STRICT, WITHOUT ROWID;
CREATE TABLE [UserUnit] (
    [UserId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [BusinessUnit] TEXT NOT NULL,
    PRIMARY KEY ([UserId], [BusinessUnit])
) STRICT, WITHOUT ROWID;
CREATE TABLE [PasswordLink] (
    [TokenHash] TEXT NOT NULL PRIMARY KEY,
    [UserId] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [ExpiresAt] TEXT NOT NULL,
    [UsedAt] TEXT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE [ApiToken] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Name] TEXT NOT NULL,
    [TokenHash] TEXT NOT NULL,
    [Scopes] TEXT NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    [CreatedBy] TEXT NOT NULL,
    [ExpiresAt] TEXT NULL,
    [LastUsedAt] TEXT NULL,
    [RevokedAt] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_ApiToken_TokenHash] ON [ApiToken] ([TokenHash]);
-- Imports
CREATE TABLE [Source] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Kind] TEXT NOT NULL,
    [Name] TEXT NOT NULL,
    [HasVersions] INTEGER NOT NULL,
    [CadenceDays] INTEGER NULL,
    [FirstSeenAt] TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_Source_Kind_Name] ON [Source] ([Kind], [Name]);
CREATE TABLE [ImportProfile] (
    [Name] TEXT NOT NULL PRIMARY KEY,
    [Kind] TEXT NOT NULL,
    [Definition] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- A batch is seen by nobody until its status says published; one statement publishes it. ReflectedStatus is the status
-- that the figures last took in: what the next refresh has to do is where the two differ.
CREATE TABLE [ImportBatch] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Kind] TEXT NOT NULL,
    [SourceId] INTEGER NOT NULL REFERENCES [Source] ([Id]),
    [FileName] TEXT NOT NULL,
    [ContentHash] TEXT NULL,
    [ProfileHash] TEXT NULL,
    [Status] TEXT NOT NULL,
    [ReflectedStatus] TEXT NULL,
    [StartedAt] TEXT NOT NULL,
    [StartedBy] TEXT NOT NULL,
    [PublishedAt] TEXT NULL,
    [UndoneAt] TEXT NULL,
    [UndoneBy] TEXT NULL,
    [ReplacesBatchId] INTEGER NULL,
    [RowsRead] INTEGER NOT NULL,
    [RowsNew] INTEGER NOT NULL,
    [RowsUpdated] INTEGER NOT NULL,
    [RowsUnchanged] INTEGER NOT NULL,
    [RowsQuarantined] INTEGER NOT NULL,
    [RowsNotAnswered] INTEGER NOT NULL,
    [RowsWithoutKey] INTEGER NOT NULL,
    [UnidentifiedRows] INTEGER NOT NULL,
    [NotDescribed] INTEGER NOT NULL,
    [FirstDate] INTEGER NULL,
    [LastDate] INTEGER NULL,
    [Detected] TEXT NULL,
    [Warnings] TEXT NULL,
    [IdempotencyKey] TEXT NULL,
    [Answer] TEXT NULL
) STRICT;
CREATE INDEX [IX_ImportBatch_Status] ON [ImportBatch] ([Status], [Kind]);
CREATE INDEX [IX_ImportBatch_ContentHash] ON [ImportBatch] ([ContentHash]);
CREATE INDEX [IX_ImportBatch_SourceId] ON [ImportBatch] ([SourceId], [Status], [LastDate]);
CREATE INDEX [IX_ImportBatch_ReflectedStatus] ON [ImportBatch] ([ReflectedStatus], [Status]);
CREATE TABLE [ImportTotal] (
    [BatchId] INTEGER NOT NULL REFERENCES [ImportBatch] ([Id]),
    [Currency] TEXT NOT NULL,
    [Month] INTEGER NOT NULL,
    [Rows] INTEGER NOT NULL,
    [Amount] INTEGER NOT NULL,
    [UnidentifiedRows] INTEGER NOT NULL,
    [UnidentifiedAmount] INTEGER NOT NULL,
    PRIMARY KEY ([BatchId], [Currency], [Month])
) STRICT, WITHOUT ROWID;
CREATE TABLE [ImportQuarantine] (
    [BatchId] INTEGER NOT NULL REFERENCES [ImportBatch] ([Id]),
    [Line] INTEGER NOT NULL,
    [Fields] TEXT NOT NULL,
    [Errors] TEXT NOT NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
-- A row that was sent again unchanged: the older version lives as long as one of the batches that hold it is published.
CREATE TABLE [ImportConfirmation] (
    [BatchId] INTEGER NOT NULL,
    [ConfirmedBatchId] INTEGER NOT NULL,
    [ConfirmedLine] INTEGER NOT NULL,
    PRIMARY KEY ([BatchId], [ConfirmedBatchId], [ConfirmedLine])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_ImportConfirmation_Confirmed] ON [ImportConfirmation] ([ConfirmedBatchId], [ConfirmedLine], [BatchId]);
CREATE TABLE [ImportUpload] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Kind] TEXT NOT NULL,
    [FileName] TEXT NOT NULL,
    [StoredFile] TEXT NOT NULL,
    [SizeBytes] INTEGER NOT NULL,
    [Options] TEXT NOT NULL,
    [Status] TEXT NOT NULL,
    [BytesRead] INTEGER NOT NULL,
    [RowsRead] INTEGER NOT NULL,
    [RequestedAt] TEXT NOT NULL,
    [RequestedBy] TEXT NOT NULL,
    [FinishedAt] TEXT NULL,
    [Answer] TEXT NULL
) STRICT;
CREATE INDEX [IX_ImportUpload_Status] ON [ImportUpload] ([Status]);
-- Facts. Every row of a published batch is a version; RowKey is its key within the source, null where the file gives
-- none. The newest version of a key from a published batch is current: the views say so once for everybody.
CREATE TABLE [Customer] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [CustomerId] TEXT NOT NULL,
    [RegisteredIn] INTEGER NULL
) STRICT;
CREATE UNIQUE INDEX [UX_Customer_CustomerId] ON [Customer] ([CustomerId]);
CREATE INDEX [IX_Customer_RegisteredIn] ON [Customer] ([RegisteredIn]);
-- Lines without a customer belong to customer 0.
INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (0, '');
CREATE TABLE [CustomerVersion] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [CustomerId] INTEGER NOT NULL,
    [Name] TEXT NULL,
    [Segment] TEXT NULL,
    [Region] TEXT NULL,
    [BusinessUnit] TEXT NULL,
    [JoinedOn] INTEGER NULL,
    [LeftOn] INTEGER NULL,
    [ValidFrom] INTEGER NOT NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_CustomerVersion_RowKey] ON [CustomerVersion] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
CREATE INDEX [IX_CustomerVersion_CustomerId] ON [CustomerVersion] ([CustomerId]);
CREATE VIEW [VisibleCustomerVersion] AS
SELECT f.*
  FROM [CustomerVersion] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentCustomerVersion] AS
SELECT f.*
  FROM [VisibleCustomerVersion] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleCustomerVersion] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
CREATE TABLE [RevenueLine] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [CustomerId] INTEGER NOT NULL,
    [BookedOn] INTEGER NOT NULL,
    [Amount] INTEGER NOT NULL,
    [Cost] INTEGER NULL,
    [Quantity] INTEGER NULL,
    [Currency] TEXT NOT NULL,
    [InvoiceId] TEXT NULL,
    [Product] TEXT NULL,
    [BookedMonth] INTEGER GENERATED ALWAYS AS ([BookedOn] / 100) VIRTUAL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_RevenueLine_RowKey] ON [RevenueLine] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
-- By month first: a file is mostly of one month, so that its rows go to one place of the index and not to everywhere.
CREATE INDEX [IX_RevenueLine_BookedMonth] ON [RevenueLine] ([BookedMonth], [CustomerId]);
CREATE VIEW [VisibleRevenueLine] AS
SELECT f.*
  FROM [RevenueLine] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentRevenueLine] AS
SELECT f.*
  FROM [VisibleRevenueLine] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleRevenueLine] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
-- AnsweredOn is the date in the company's time zone; AnsweredAt orders answers: milliseconds since 1970-01-01 UTC.
CREATE TABLE [SurveyResponse] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [CustomerId] INTEGER NOT NULL,
    [AnsweredOn] INTEGER NOT NULL,
    [AnsweredAt] INTEGER NOT NULL,
    [Audience] TEXT NOT NULL,
    [Level] TEXT NOT NULL,
    [Score] INTEGER NULL,
    [Weight] REAL NULL,
    [Segment] TEXT NULL,
    [Touchpoint] TEXT NULL,
    [Journey] TEXT NULL,
    [JourneyInstance] TEXT NULL,
    [Emotion] TEXT NULL,
    [Comment] TEXT NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_SurveyResponse_RowKey] ON [SurveyResponse] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
CREATE INDEX [IX_SurveyResponse_AnsweredOn] ON [SurveyResponse] ([AnsweredOn], [Level]);
CREATE INDEX [IX_SurveyResponse_CustomerId] ON [SurveyResponse] ([CustomerId]);
CREATE INDEX [IX_SurveyResponse_Level] ON [SurveyResponse] ([SourceId], [Level], [BatchId]);
CREATE VIEW [VisibleSurveyResponse] AS
SELECT f.*
  FROM [SurveyResponse] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentSurveyResponse] AS
SELECT f.*
  FROM [VisibleSurveyResponse] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleSurveyResponse] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
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
-- Rate is company currency per unit of Currency, in ten-billionths.
CREATE TABLE [ExchangeRate] (
    [BatchId] INTEGER NOT NULL,
    [Line] INTEGER NOT NULL,
    [SourceId] INTEGER NOT NULL,
    [RowKey] TEXT NULL,
    [Fingerprint] INTEGER NOT NULL,
    [Currency] TEXT NOT NULL,
    [Month] INTEGER NOT NULL,
    [Rate] INTEGER NOT NULL,
    PRIMARY KEY ([BatchId], [Line])
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX [UX_ExchangeRate_RowKey] ON [ExchangeRate] ([SourceId], [RowKey], [BatchId]) WHERE [RowKey] IS NOT NULL;
CREATE VIEW [VisibleExchangeRate] AS
SELECT f.*
  FROM [ExchangeRate] f
 WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
    OR EXISTS (SELECT 1
                 FROM [ImportConfirmation] c
                 JOIN [ImportBatch] b ON b.[Id] = c.[BatchId]
                WHERE c.[ConfirmedBatchId] = f.[BatchId] AND c.[ConfirmedLine] = f.[Line] AND b.[Status] = 'published');
CREATE VIEW [CurrentExchangeRate] AS
SELECT f.*
  FROM [VisibleExchangeRate] f
  JOIN [Source] s ON s.[Id] = f.[SourceId]
 WHERE s.[HasVersions] = 0
    OR f.[RowKey] IS NULL
    OR NOT EXISTS (SELECT 1
                     FROM [VisibleExchangeRate] n
                    WHERE n.[SourceId] = f.[SourceId] AND n.[RowKey] = f.[RowKey] AND n.[BatchId] > f.[BatchId]);
-- Figures. CustomerMonth is kept with the facts by the refresh; customer 0 holds what has no customer.
CREATE TABLE [CustomerMonth] (
    [CustomerId] INTEGER NOT NULL,
    [Month] INTEGER NOT NULL,
    [Currency] TEXT NOT NULL,
    [Amount] INTEGER NOT NULL,
    [Lines] INTEGER NOT NULL,
    [CoveredAmount] INTEGER NOT NULL,
    [CoveredCost] INTEGER NOT NULL,
    [CoveredLines] INTEGER NOT NULL,
    [FirstDay] INTEGER NOT NULL,
    [LastDay] INTEGER NOT NULL,
    PRIMARY KEY ([CustomerId], [Month], [Currency])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_CustomerMonth_Month] ON [CustomerMonth] ([Month]);
-- What the figures rest on besides: each customer's members from a day on, and the rates, as the last run took them in.
CREATE TABLE [CustomerMember] (
    [CustomerId] INTEGER NOT NULL,
    [ValidFrom] INTEGER NOT NULL,
    [Segment] TEXT NOT NULL,
    [Region] TEXT NOT NULL,
    [BusinessUnit] TEXT NOT NULL,
    PRIMARY KEY ([CustomerId], [ValidFrom])
) STRICT, WITHOUT ROWID;
CREATE TABLE [MonthRate] (
    [Currency] TEXT NOT NULL,
    [Month] INTEGER NOT NULL,
    [Rate] INTEGER NOT NULL,
    PRIMARY KEY ([Currency], [Month])
) STRICT, WITHOUT ROWID;
CREATE TABLE [RefreshRun] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Status] TEXT NOT NULL,
    [Trigger] TEXT NOT NULL,
    [IsFull] INTEGER NOT NULL,
    [RequestedAt] TEXT NOT NULL,
    [RequestedBy] TEXT NOT NULL,
    [StartedAt] TEXT NULL,
    [FinishedAt] TEXT NULL,
    [LeaseToken] INTEGER NULL,
    [Stage] TEXT NULL,
    [Progress] INTEGER NOT NULL,
    [PeriodsTouched] INTEGER NOT NULL,
    [ValuesChanged] INTEGER NOT NULL,
    [BatchesTaken] INTEGER NOT NULL,
    [Basis] TEXT NULL,
    [Summary] TEXT NULL,
    [Error] TEXT NULL
) STRICT;
CREATE INDEX [IX_RefreshRun_Status] ON [RefreshRun] ([Status], [Id]);
-- Twice-timed: a row says what was known of a period from run FromRun until before run ToRun; the row in force has the
-- largest BIGINT as ToRun. Moments holds the exact sums of products behind the intervals.
CREATE TABLE [Bridge] (
    [Measure] TEXT NOT NULL,
    [Grain] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [FromRun] INTEGER NOT NULL,
    [ToRun] INTEGER NOT NULL,
    [LastMonth] INTEGER NOT NULL,
    [Start] INTEGER NOT NULL,
    [New] INTEGER NOT NULL,
    [Reactivated] INTEGER NOT NULL,
    [Expansion] INTEGER NOT NULL,
    [Contraction] INTEGER NOT NULL,
    [Churned] INTEGER NOT NULL,
    [End] INTEGER NOT NULL,
    [CustomersStart] INTEGER NOT NULL,
    [CustomersNew] INTEGER NOT NULL,
    [CustomersReactivated] INTEGER NOT NULL,
    [CustomersExpanded] INTEGER NOT NULL,
    [CustomersContracted] INTEGER NOT NULL,
    [CustomersFlat] INTEGER NOT NULL,
    [CustomersChurned] INTEGER NOT NULL,
    [CustomersEnd] INTEGER NOT NULL,
    [Moved] INTEGER NOT NULL,
    [Unidentified] INTEGER NOT NULL,
    [CoveredAmount] INTEGER NOT NULL,
    [TotalAmount] INTEGER NOT NULL,
    [Moments] BLOB NOT NULL,
    [IsComplete] INTEGER NOT NULL,
    [IsGap] INTEGER NOT NULL,
    PRIMARY KEY ([Measure], [Grain], [Dimension], [Member], [Period], [FromRun])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Bridge_ToRun] ON [Bridge] ([ToRun], [Measure], [Grain], [LastMonth]);
-- The period after the last one of each grain, with nothing in it yet: it costs a pass over all customers, and is kept
-- so that the first file of a new month does not have to pay for it.
CREATE TABLE [BridgeAhead] (
    [Measure] TEXT NOT NULL,
    [Grain] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [LastMonth] INTEGER NOT NULL,
    [Moved] INTEGER NOT NULL,
    [CoveredAmount] INTEGER NOT NULL,
    [TotalAmount] INTEGER NOT NULL,
    [Moments] BLOB NOT NULL,
    PRIMARY KEY ([Measure], [Grain], [Dimension], [Member], [LastMonth])
) STRICT, WITHOUT ROWID;
CREATE TABLE [KpiValue] (
    [Kpi] TEXT NOT NULL,
    [Grain] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [FromRun] INTEGER NOT NULL,
    [ToRun] INTEGER NOT NULL,
    [LastMonth] INTEGER NOT NULL,
    [Value] REAL NULL,
    [MoneyValue] INTEGER NULL,
    [Lower] REAL NULL,
    [Upper] REAL NULL,
    [StandardError] REAL NULL,
    [Centre] REAL NULL,
    [Unweighted] REAL NULL,
    [N] INTEGER NOT NULL,
    [Reason] TEXT NULL,
    [IsComplete] INTEGER NOT NULL,
    [IsGap] INTEGER NOT NULL,
    [ComparedWith] TEXT NULL,
    [Difference] REAL NULL,
    [DifferenceLower] REAL NULL,
    [DifferenceUpper] REAL NULL,
    [PValue] REAL NULL,
    PRIMARY KEY ([Kpi], [Grain], [Dimension], [Member], [Period], [FromRun])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_KpiValue_ToRun] ON [KpiValue] ([ToRun], [Kpi], [Grain], [LastMonth]);
