-- What the scheduler ran, and whether the guide through setting up is put away.
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('jobrun', 0);
GO

CREATE TABLE [JobRun] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Job] NVARCHAR(150) NOT NULL,
    [StartedAt] DATETIME2(3) NOT NULL,
    [FinishedAt] DATETIME2(3) NOT NULL,
    [AskedBy] NVARCHAR(254) NULL,
    [Error] NVARCHAR(1000) NULL
);
GO

CREATE INDEX [IX_JobRun_StartedAt] ON [JobRun] ([StartedAt]);
GO

-- One row while the guide is put away; what is done shows in the data itself.
CREATE TABLE [SetupPutAway] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [At] DATETIME2(3) NOT NULL,
    [By] NVARCHAR(254) NOT NULL
);
GO
