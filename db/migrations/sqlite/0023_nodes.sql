-- Several nodes on one database: who is there, what they share, and who works on what.
CREATE TABLE [Node] (
    [Name] TEXT NOT NULL PRIMARY KEY,
    [Version] TEXT NOT NULL,
    [InboxFolder] TEXT NULL,
    [StartedAt] TEXT NOT NULL,
    [LastSeenAt] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The keys that sign sessions and protect the secrets of the second step, as the framework writes them.
CREATE TABLE [ProtectionKey] (
    [Name] TEXT NOT NULL PRIMARY KEY,
    [Content] TEXT NOT NULL,
    [AddedAt] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The content of a file that waits for its import, in pieces, so that every node can read it.
CREATE TABLE [ImportUploadPart] (
    [StoredFile] TEXT NOT NULL,
    [Part] INTEGER NOT NULL,
    [Content] BLOB NOT NULL,
    [AddedAt] TEXT NOT NULL,
    PRIMARY KEY ([StoredFile], [Part])
) STRICT, WITHOUT ROWID;
INSERT INTO [Lease] ([Name], [Token]) VALUES ('inbox', 0), ('uploads', 0);
