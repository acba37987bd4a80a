-- How an initiative goes about it, how it came to be what it is, and the bets among them.
ALTER TABLE [Initiative] ADD [Approach] TEXT NULL;
ALTER TABLE [Initiative] ADD [IsBet] INTEGER NOT NULL DEFAULT 0;
ALTER TABLE [Initiative] ADD [ProofDate] INTEGER NULL;
ALTER TABLE [Initiative] ADD [KillCriterion] TEXT NOT NULL DEFAULT '';
ALTER TABLE [Initiative] ADD [Diagnosis] TEXT NOT NULL DEFAULT '';
-- A step in an initiative's life, with who took it and why.
CREATE TABLE [InitiativeStep] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [FromStatus] TEXT NOT NULL,
    [ToStatus] TEXT NOT NULL,
    [Why] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    [By] TEXT NOT NULL
) STRICT;
-- Which figure's movement a reminder of a check-in is about, and the last month in which it was seen to have moved.
ALTER TABLE [CheckInReminder] ADD [MovedKpi] TEXT NULL;
ALTER TABLE [CheckInReminder] ADD [MovedDimension] TEXT NULL;
ALTER TABLE [CheckInReminder] ADD [MovedMember] TEXT NULL;
ALTER TABLE [CheckInReminder] ADD [MovedMonth] INTEGER NULL;
-- What was planned had not been approved.
UPDATE [Initiative]
   SET [Status] = 'idea'
 WHERE [Status] = 'planned';
UPDATE [InitiativeVersion]
   SET [Content] = REPLACE([Content], '"status":"planned"', '"status":"idea"')
 WHERE [Content] LIKE '%"status":"planned"%';
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('initiative-step', 0);
