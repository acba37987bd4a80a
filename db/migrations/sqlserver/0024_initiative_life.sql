-- How an initiative goes about it, how it came to be what it is, and the bets among them.
ALTER TABLE [Initiative] ADD [Approach] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE [Initiative] ADD [IsBet] BIT NOT NULL DEFAULT 0;
GO
ALTER TABLE [Initiative] ADD [ProofDate] INT NULL;
GO
ALTER TABLE [Initiative] ADD [KillCriterion] NVARCHAR(MAX) NOT NULL DEFAULT '';
GO
ALTER TABLE [Initiative] ADD [Diagnosis] NVARCHAR(MAX) NOT NULL DEFAULT '';
GO
-- A step in an initiative's life, with who took it and why.
CREATE TABLE [InitiativeStep] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [FromStatus] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ToStatus] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Why] NVARCHAR(MAX) NOT NULL,
    [At] DATETIME2(3) NOT NULL,
    [By] NVARCHAR(200) NOT NULL
);
GO
-- Which figure's movement a reminder of a check-in is about, and the last month in which it was seen to have moved.
ALTER TABLE [CheckInReminder] ADD [MovedKpi] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE [CheckInReminder] ADD [MovedDimension] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE [CheckInReminder] ADD [MovedMember] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL;
GO
ALTER TABLE [CheckInReminder] ADD [MovedMonth] INT NULL;
GO
-- What was planned had not been approved.
UPDATE [Initiative]
   SET [Status] = 'idea'
 WHERE [Status] = 'planned';
GO
UPDATE [InitiativeVersion]
   SET [Content] = REPLACE([Content], '"status":"planned"', '"status":"idea"')
 WHERE [Content] LIKE '%"status":"planned"%';
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('initiative-step', 0);
