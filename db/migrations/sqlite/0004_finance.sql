-- Finance's own say: months that take no changes, what the general ledger says, and who counts as whom.
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('periodClose', 0), ('customerMerge', 0), ('customerExclusion', 0);
-- A month is closed while it has a row without ReopenedAt; the rows are its history.
CREATE TABLE [PeriodClose] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Month] INTEGER NOT NULL,
    [ClosedAt] TEXT NOT NULL,
    [ClosedBy] TEXT NOT NULL,
    [ClosedWhy] TEXT NOT NULL,
    [ReopenedAt] TEXT NULL,
    [ReopenedBy] TEXT NULL,
    [ReopenedWhy] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_PeriodClose_Month] ON [PeriodClose] ([Month]) WHERE [ReopenedAt] IS NULL;
CREATE TABLE [LedgerTotal] (
    [Month] INTEGER NOT NULL,
    [Currency] TEXT NOT NULL,
    [Amount] INTEGER NOT NULL,
    [EnteredAt] TEXT NOT NULL,
    [EnteredBy] TEXT NOT NULL,
    PRIMARY KEY ([Month], [Currency])
) STRICT, WITHOUT ROWID;
CREATE TABLE [CustomerMerge] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [FromId] INTEGER NOT NULL REFERENCES [Customer] ([Id]),
    [ToId] INTEGER NOT NULL REFERENCES [Customer] ([Id]),
    [MergedAt] TEXT NOT NULL,
    [MergedBy] TEXT NOT NULL,
    [UndoneAt] TEXT NULL,
    [UndoneBy] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_CustomerMerge_FromId] ON [CustomerMerge] ([FromId]) WHERE [UndoneAt] IS NULL;
CREATE INDEX [IX_CustomerMerge_ToId] ON [CustomerMerge] ([ToId]);
CREATE TABLE [CustomerExclusion] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [CustomerId] INTEGER NOT NULL REFERENCES [Customer] ([Id]),
    [Reason] TEXT NOT NULL,
    [ExcludedAt] TEXT NOT NULL,
    [ExcludedBy] TEXT NOT NULL,
    [UndoneAt] TEXT NULL,
    [UndoneBy] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_CustomerExclusion_CustomerId] ON [CustomerExclusion] ([CustomerId]) WHERE [UndoneAt] IS NULL;
-- Who is counted as somebody else (-1: in no figure), and as whom the figures in force count them: what the next refresh
-- has to do is where the two differ. Who is not in it is counted as themselves.
CREATE TABLE [CustomerCounting] (
    [CustomerId] INTEGER NOT NULL PRIMARY KEY,
    [CountedAs] INTEGER NOT NULL,
    [ReflectedAs] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL
) STRICT;
CREATE INDEX [IX_CustomerCounting_CountedAs] ON [CustomerCounting] ([CountedAs]);
