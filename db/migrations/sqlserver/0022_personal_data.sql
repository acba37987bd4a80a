-- Who was erased. Names and numbers are not in it: an erased number is known by its hash under a key that lies outside of the
-- database, so that a file sent again does not bring the person back. Work holds what is still to be found, until it is done.
CREATE TABLE [Erasure] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Uid] NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Ground] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Requester] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Reference] NVARCHAR(100) NOT NULL,
    [AskedAt] DATETIME2(3) NOT NULL,
    [AskedBy] NVARCHAR(254) NOT NULL,
    [Work] NVARCHAR(MAX) NULL,
    [Proof] NVARCHAR(MAX) NULL,
    [FinishedAt] DATETIME2(3) NULL,
    [ReplayedAt] DATETIME2(3) NULL
);
GO
CREATE UNIQUE INDEX [UX_Erasure_Uid] ON [Erasure] ([Uid]);
GO
CREATE TABLE [ErasedCustomer] (
    [CustomerId] BIGINT NOT NULL PRIMARY KEY REFERENCES [Customer] ([Id]),
    [ErasureId] BIGINT NOT NULL REFERENCES [Erasure] ([Id]),
    [NumberHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [KeyName] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Pseudonym] NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LiftedAt] DATETIME2(3) NULL,
    [LiftedBy] NVARCHAR(254) NULL
);
GO
CREATE INDEX [IX_ErasedCustomer_ErasureId] ON [ErasedCustomer] ([ErasureId]);
GO
-- How many months something is kept; 0 is for ever. What is not in it has its default.
CREATE TABLE [Retention] (
    [Kind] NVARCHAR(40) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Months] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(254) NOT NULL
);
GO
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('erasure', 0);
GO
