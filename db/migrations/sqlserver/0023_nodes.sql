-- Several nodes on one database: who is there, what they share, and who works on what.
CREATE TABLE [Node] (
    [Name] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Version] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [InboxFolder] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
    [StartedAt] DATETIME2(3) NOT NULL,
    [LastSeenAt] DATETIME2(3) NOT NULL
);
GO
-- The keys that sign sessions and protect the secrets of the second step, as the framework writes them.
CREATE TABLE [ProtectionKey] (
    [Name] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [Content] NVARCHAR(MAX) NOT NULL,
    [AddedAt] DATETIME2(3) NOT NULL
);
GO
-- The content of a file that waits for its import, in pieces, so that every node can read it.
CREATE TABLE [ImportUploadPart] (
    [StoredFile] NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Part] INT NOT NULL,
    [Content] VARBINARY(MAX) NOT NULL,
    [AddedAt] DATETIME2(3) NOT NULL,
    PRIMARY KEY ([StoredFile], [Part])
);
GO
INSERT INTO [Lease] ([Name], [Token]) VALUES ('inbox', 0), ('uploads', 0);
GO
