-- The work itself: milestones, what must come first, risks, money spent, help asked for, and whose days it takes.
CREATE TABLE [Milestone] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Title] TEXT NOT NULL,
    [DueOn] INTEGER NOT NULL,
    [DoneOn] INTEGER NULL,
    [Version] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [RemovedAt] TEXT NULL
) STRICT;
CREATE TABLE [InitiativeDependency] (
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [NeedsId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Why] TEXT NOT NULL,
    [AddedAt] TEXT NOT NULL,
    [AddedBy] TEXT NOT NULL,
    [RemovedAt] TEXT NULL,
    PRIMARY KEY ([InitiativeId], [NeedsId])
) STRICT, WITHOUT ROWID;
CREATE TABLE [Risk] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Title] TEXT NOT NULL,
    [Likelihood] INTEGER NOT NULL,
    [Consequence] INTEGER NOT NULL,
    [Answer] TEXT NOT NULL,
    [OwnerId] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [Version] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [ClosedAt] TEXT NULL,
    [RemovedAt] TEXT NULL
) STRICT;
CREATE TABLE [SponsorAct] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [ActedOn] INTEGER NOT NULL,
    [What] TEXT NOT NULL,
    [ById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [By] TEXT NOT NULL,
    [RecordedAt] TEXT NOT NULL,
    [RemovedAt] TEXT NULL
) STRICT;
CREATE TABLE [HelpRequest] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [CheckInId] INTEGER NULL REFERENCES [CheckIn] ([Id]),
    [What] TEXT NOT NULL,
    [AskedById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [AskedBy] TEXT NOT NULL,
    [AskedAt] TEXT NOT NULL,
    [Answer] TEXT NOT NULL,
    [AnsweredAt] TEXT NULL,
    [AnsweredById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [AnsweredBy] TEXT NULL,
    [MailedAt] TEXT NULL,
    [MailTries] INTEGER NOT NULL,
    [Version] INTEGER NOT NULL
) STRICT;
CREATE TABLE [InitiativeCost] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [BookedOn] INTEGER NOT NULL,
    [Amount] INTEGER NOT NULL,
    [Currency] TEXT NOT NULL,
    [What] TEXT NOT NULL,
    [AddedAt] TEXT NOT NULL,
    [AddedBy] TEXT NOT NULL,
    [RemovedAt] TEXT NULL
) STRICT;
-- Person-days that are left to do, by unit and month; without any, the effort is spread evenly over the time that is left.
CREATE TABLE [WorkPlan] (
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [BusinessUnit] TEXT NOT NULL,
    [Month] INTEGER NOT NULL,
    [Days] REAL NOT NULL,
    PRIMARY KEY ([InitiativeId], [BusinessUnit], [Month])
) STRICT, WITHOUT ROWID;
-- Person-days a month that a unit has for initiatives, from a month until the next row.
CREATE TABLE [UnitCapacity] (
    [BusinessUnit] TEXT NOT NULL,
    [FromMonth] INTEGER NOT NULL,
    [Days] REAL NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    PRIMARY KEY ([BusinessUnit], [FromMonth])
) STRICT, WITHOUT ROWID;
-- What a unit makes of an initiative: where it stands among its own, and what it commits to; and what it said before.
CREATE TABLE [UnitCommitment] (
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [BusinessUnit] TEXT NOT NULL,
    [Place] INTEGER NULL,
    [Commitment] TEXT NOT NULL,
    [Why] TEXT NOT NULL,
    [Version] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [PlaceBefore] INTEGER NULL,
    [CommitmentBefore] TEXT NULL,
    [WhyBefore] TEXT NULL,
    PRIMARY KEY ([InitiativeId], [BusinessUnit])
) STRICT, WITHOUT ROWID;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('milestone', 0), ('risk', 0), ('sponsor-act', 0), ('help-request', 0), ('initiative-cost', 0);
