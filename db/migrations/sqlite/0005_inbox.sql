-- Since when an upload is being read, for its rows per second; a draft waits until its sender has looked at it.
ALTER TABLE [ImportUpload] ADD [StartedAt] TEXT NULL;
-- What the file was read by, so that rows put aside can be corrected and tried again in the same way.
ALTER TABLE [ImportBatch] ADD [Profile] TEXT NULL;
ALTER TABLE [ImportQuarantine] ADD [CorrectedIn] INTEGER NULL;
-- Files that came in through the watched folder. A file is entered before it is moved, and its end is entered before its
-- report is written, so that whoever comes after a killed process knows what is left to do.
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('inbox', 0);
CREATE TABLE [InboxFile] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Profile] TEXT NOT NULL,
    [FileName] TEXT NOT NULL,
    [Folder] TEXT NOT NULL,
    [SizeBytes] INTEGER NOT NULL,
    [Status] TEXT NOT NULL,
    [Control] TEXT NULL,
    [BatchId] INTEGER NULL,
    [Outcome] TEXT NULL,
    [TakenAt] TEXT NOT NULL,
    [FinishedAt] TEXT NULL,
    [AlertedAt] TEXT NULL,
    [AlertTries] INTEGER NOT NULL,
    [AlertProblem] TEXT NULL
) STRICT;
CREATE INDEX [IX_InboxFile_Status] ON [InboxFile] ([Status]);
