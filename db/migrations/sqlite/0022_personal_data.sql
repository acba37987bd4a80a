-- Who was erased. Names and numbers are not in it: an erased number is known by its hash under a key that lies outside of the
-- database, so that a file sent again does not bring the person back. Work holds what is still to be found, until it is done.
CREATE TABLE [Erasure] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Uid] TEXT NOT NULL,
    [Ground] TEXT NOT NULL,
    [Requester] TEXT NOT NULL,
    [Reference] TEXT NOT NULL,
    [AskedAt] TEXT NOT NULL,
    [AskedBy] TEXT NOT NULL,
    [Work] TEXT NULL,
    [Proof] TEXT NULL,
    [FinishedAt] TEXT NULL,
    [ReplayedAt] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_Erasure_Uid] ON [Erasure] ([Uid]);
CREATE TABLE [ErasedCustomer] (
    [CustomerId] INTEGER NOT NULL PRIMARY KEY REFERENCES [Customer] ([Id]),
    [ErasureId] INTEGER NOT NULL REFERENCES [Erasure] ([Id]),
    [NumberHash] TEXT NOT NULL,
    [KeyName] TEXT NOT NULL,
    [Pseudonym] TEXT NOT NULL,
    [LiftedAt] TEXT NULL,
    [LiftedBy] TEXT NULL
) STRICT;
CREATE INDEX [IX_ErasedCustomer_ErasureId] ON [ErasedCustomer] ([ErasureId]);
-- How many months something is kept; 0 is for ever. What is not in it has its default.
CREATE TABLE [Retention] (
    [Kind] TEXT NOT NULL PRIMARY KEY,
    [Months] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('erasure', 0);
