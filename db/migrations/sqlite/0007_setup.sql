-- What the scheduler ran, and whether the guide through setting up is put away.
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('jobrun', 0);

CREATE TABLE [JobRun] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Job] TEXT NOT NULL,
    [StartedAt] TEXT NOT NULL,
    [FinishedAt] TEXT NOT NULL,
    [AskedBy] TEXT NULL,
    [Error] TEXT NULL
) STRICT;

CREATE INDEX [IX_JobRun_StartedAt] ON [JobRun] ([StartedAt]);

-- One row while the guide is put away; what is done shows in the data itself.
CREATE TABLE [SetupPutAway] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [At] TEXT NOT NULL,
    [By] TEXT NOT NULL
) STRICT;
