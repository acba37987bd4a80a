-- The work itself: milestones, what must come first, risks, money spent, help asked for, and whose days it takes.
CREATE TABLE [Milestone] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Title] NVARCHAR(150) NOT NULL,
    [DueOn] INT NOT NULL,
    [DoneOn] INT NULL,
    [Version] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL
);
GO
CREATE TABLE [InitiativeDependency] (
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [NeedsId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Why] NVARCHAR(MAX) NOT NULL,
    [AddedAt] DATETIME2(3) NOT NULL,
    [AddedBy] NVARCHAR(200) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL,
    PRIMARY KEY ([InitiativeId], [NeedsId])
);
GO
CREATE TABLE [Risk] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Title] NVARCHAR(150) NOT NULL,
    [Likelihood] INT NOT NULL,
    [Consequence] INT NOT NULL,
    [Answer] NVARCHAR(MAX) NOT NULL,
    [OwnerId] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [Version] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    [ClosedAt] DATETIME2(3) NULL,
    [RemovedAt] DATETIME2(3) NULL
);
GO
CREATE TABLE [SponsorAct] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [ActedOn] INT NOT NULL,
    [What] NVARCHAR(MAX) NOT NULL,
    [ById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [By] NVARCHAR(200) NOT NULL,
    [RecordedAt] DATETIME2(3) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL
);
GO
CREATE TABLE [HelpRequest] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [CheckInId] BIGINT NULL REFERENCES [CheckIn] ([Id]),
    [What] NVARCHAR(MAX) NOT NULL,
    [AskedById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [AskedBy] NVARCHAR(200) NOT NULL,
    [AskedAt] DATETIME2(3) NOT NULL,
    [Answer] NVARCHAR(MAX) NOT NULL,
    [AnsweredAt] DATETIME2(3) NULL,
    [AnsweredById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [AnsweredBy] NVARCHAR(200) NULL,
    [MailedAt] DATETIME2(3) NULL,
    [MailTries] INT NOT NULL,
    [Version] INT NOT NULL
);
GO
CREATE TABLE [InitiativeCost] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [BookedOn] INT NOT NULL,
    [Amount] BIGINT NOT NULL,
    [Currency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [What] NVARCHAR(MAX) NOT NULL,
    [AddedAt] DATETIME2(3) NOT NULL,
    [AddedBy] NVARCHAR(200) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL
);
GO
-- Person-days that are left to do, by unit and month; without any, the effort is spread evenly over the time that is left.
CREATE TABLE [WorkPlan] (
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Month] INT NOT NULL,
    [Days] FLOAT NOT NULL,
    PRIMARY KEY ([InitiativeId], [BusinessUnit], [Month])
);
GO
-- Person-days a month that a unit has for initiatives, from a month until the next row.
CREATE TABLE [UnitCapacity] (
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FromMonth] INT NOT NULL,
    [Days] FLOAT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    PRIMARY KEY ([BusinessUnit], [FromMonth])
);
GO
-- What a unit makes of an initiative: where it stands among its own, and what it commits to; and what it said before.
CREATE TABLE [UnitCommitment] (
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Place] INT NULL,
    [Commitment] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Why] NVARCHAR(MAX) NOT NULL,
    [Version] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    [PlaceBefore] INT NULL,
    [CommitmentBefore] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    [WhyBefore] NVARCHAR(MAX) NULL,
    PRIMARY KEY ([InitiativeId], [BusinessUnit])
);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('milestone', 0), ('risk', 0), ('sponsor-act', 0), ('help-request', 0), ('initiative-cost', 0);
