-- Finance's own say: months that take no changes, what the general ledger says, and who counts as whom.
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('periodClose', 0), ('customerMerge', 0), ('customerExclusion', 0);
GO
-- A month is closed while it has a row without ReopenedAt; the rows are its history.
CREATE TABLE [PeriodClose] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Month] INT NOT NULL,
    [ClosedAt] DATETIME2(3) NOT NULL,
    [ClosedBy] NVARCHAR(200) NOT NULL,
    [ClosedWhy] NVARCHAR(400) NOT NULL,
    [ReopenedAt] DATETIME2(3) NULL,
    [ReopenedBy] NVARCHAR(200) NULL,
    [ReopenedWhy] NVARCHAR(400) NULL
);
GO
CREATE UNIQUE INDEX [UX_PeriodClose_Month] ON [PeriodClose] ([Month]) WHERE [ReopenedAt] IS NULL;
GO
CREATE TABLE [LedgerTotal] (
    [Month] INT NOT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Amount] BIGINT NOT NULL,
    [EnteredAt] DATETIME2(3) NOT NULL,
    [EnteredBy] NVARCHAR(200) NOT NULL,
    PRIMARY KEY ([Month], [Currency])
);
GO
CREATE TABLE [CustomerMerge] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [FromId] BIGINT NOT NULL REFERENCES [Customer] ([Id]),
    [ToId] BIGINT NOT NULL REFERENCES [Customer] ([Id]),
    [MergedAt] DATETIME2(3) NOT NULL,
    [MergedBy] NVARCHAR(200) NOT NULL,
    [UndoneAt] DATETIME2(3) NULL,
    [UndoneBy] NVARCHAR(200) NULL
);
GO
CREATE UNIQUE INDEX [UX_CustomerMerge_FromId] ON [CustomerMerge] ([FromId]) WHERE [UndoneAt] IS NULL;
GO
CREATE INDEX [IX_CustomerMerge_ToId] ON [CustomerMerge] ([ToId]);
GO
CREATE TABLE [CustomerExclusion] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [CustomerId] BIGINT NOT NULL REFERENCES [Customer] ([Id]),
    [Reason] NVARCHAR(400) NOT NULL,
    [ExcludedAt] DATETIME2(3) NOT NULL,
    [ExcludedBy] NVARCHAR(200) NOT NULL,
    [UndoneAt] DATETIME2(3) NULL,
    [UndoneBy] NVARCHAR(200) NULL
);
GO
CREATE UNIQUE INDEX [UX_CustomerExclusion_CustomerId] ON [CustomerExclusion] ([CustomerId]) WHERE [UndoneAt] IS NULL;
GO
-- Who is counted as somebody else (-1: in no figure), and as whom the figures in force count them: what the next refresh
-- has to do is where the two differ. Who is not in it is counted as themselves.
CREATE TABLE [CustomerCounting] (
    [CustomerId] BIGINT NOT NULL PRIMARY KEY,
    [CountedAs] BIGINT NOT NULL,
    [ReflectedAs] BIGINT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL
);
GO
CREATE INDEX [IX_CustomerCounting_CountedAs] ON [CustomerCounting] ([CountedAs]);
GO
