-- The computed order, what it was computed from, what was proposed and what people decided.
CREATE TABLE [PriorityRun] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [RefreshRunId] BIGINT NULL REFERENCES [RefreshRun] ([Id]),
    [Reason] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Seed] BIGINT NOT NULL,
    [Draws] INT NOT NULL,
    [Input] NVARCHAR(MAX) NOT NULL,
    [Result] NVARCHAR(MAX) NOT NULL,
    [At] DATETIME2(3) NOT NULL
);
GO
CREATE TABLE [Scenario] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Name] NVARCHAR(150) NOT NULL,
    [Why] NVARCHAR(MAX) NOT NULL,
    [Changes] NVARCHAR(MAX) NOT NULL,
    [OwnerId] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [Version] INT NOT NULL,
    [CreatedAt] DATETIME2(3) NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL,
    [RemovedAt] DATETIME2(3) NULL
);
GO
CREATE TABLE [Proposal] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [PriorityRunId] BIGINT NOT NULL REFERENCES [PriorityRun] ([Id]),
    [ScenarioId] BIGINT NULL REFERENCES [Scenario] ([Id]),
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [FromRank] INT NULL,
    [ToRank] INT NULL,
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Content] NVARCHAR(MAX) NOT NULL,
    [PostponedUntil] INT NULL,
    [ProposedAt] DATETIME2(3) NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [Version] INT NOT NULL
);
GO
CREATE TABLE [Decision] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [ProposalId] BIGINT NULL REFERENCES [Proposal] ([Id]),
    [PriorityRunId] BIGINT NOT NULL REFERENCES [PriorityRun] ([Id]),
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Reason] NVARCHAR(MAX) NOT NULL,
    [Content] NVARCHAR(MAX) NOT NULL,
    [ById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [By] NVARCHAR(200) NOT NULL,
    [DecidedAt] DATETIME2(3) NOT NULL,
    [UndoneAt] DATETIME2(3) NULL,
    [UndoneBy] NVARCHAR(200) NULL
);
GO
-- The order in force; what is not in it has not been decided on.
CREATE TABLE [DecidedRank] (
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Rank] INT NOT NULL,
    [DecisionId] BIGINT NOT NULL REFERENCES [Decision] ([Id]),
    PRIMARY KEY ([InitiativeId])
);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('priority-run', 0), ('proposal', 0), ('decision', 0), ('scenario', 0);
-- Orders are worked out and decided on by one at a time.
INSERT INTO [Lease] ([Name], [Token]) VALUES ('priorities', 0);
