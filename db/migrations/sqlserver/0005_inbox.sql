-- Since when an upload is being read, for its rows per second; a draft waits until its sender has looked at it.
ALTER TABLE [ImportUpload] ADD [StartedAt] DATETIME2(3) NULL;
GO
-- What the file was read by, so that rows put aside can be corrected and tried again in the same way.
ALTER TABLE [ImportBatch] ADD [Profile] NVARCHAR(MAX) NULL;
GO
ALTER TABLE [ImportQuarantine] ADD [CorrectedIn] BIGINT NULL;
GO
-- Files that came in through the watched folder. A file is entered before it is moved, and its end is entered before its
-- report is written, so that whoever comes after a killed process knows what is left to do.
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('inbox', 0);
GO
CREATE TABLE [InboxFile] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Profile] NVARCHAR(100) NOT NULL,
    [FileName] NVARCHAR(400) NOT NULL,
    [Folder] NVARCHAR(200) NOT NULL,
    [SizeBytes] BIGINT NOT NULL,
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Control] NVARCHAR(MAX) NULL,
    [BatchId] BIGINT NULL,
    [Outcome] NVARCHAR(MAX) NULL,
    [TakenAt] DATETIME2(3) NOT NULL,
    [FinishedAt] DATETIME2(3) NULL,
    [AlertedAt] DATETIME2(3) NULL,
    [AlertTries] INT NOT NULL,
    [AlertProblem] NVARCHAR(MAX) NULL
);
GO
CREATE INDEX [IX_InboxFile_Status] ON [InboxFile] ([Status]);
GO
