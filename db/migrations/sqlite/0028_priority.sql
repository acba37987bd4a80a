-- The computed order, what it was computed from, what was proposed and what people decided.
CREATE TABLE [PriorityRun] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [RefreshRunId] INTEGER NULL REFERENCES [RefreshRun] ([Id]),
    [Reason] TEXT NOT NULL,
    [Seed] INTEGER NOT NULL,
    [Draws] INTEGER NOT NULL,
    [Input] TEXT NOT NULL,
    [Result] TEXT NOT NULL,
    [At] TEXT NOT NULL
) STRICT;
CREATE TABLE [Scenario] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Name] TEXT NOT NULL,
    [Why] TEXT NOT NULL,
    [Changes] TEXT NOT NULL,
    [OwnerId] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [Version] INTEGER NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL,
    [RemovedAt] TEXT NULL
) STRICT;
CREATE TABLE [Proposal] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [PriorityRunId] INTEGER NOT NULL REFERENCES [PriorityRun] ([Id]),
    [ScenarioId] INTEGER NULL REFERENCES [Scenario] ([Id]),
    [Kind] TEXT NOT NULL,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [FromRank] INTEGER NULL,
    [ToRank] INTEGER NULL,
    [Status] TEXT NOT NULL,
    [Content] TEXT NOT NULL,
    [PostponedUntil] INTEGER NULL,
    [ProposedAt] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [Version] INTEGER NOT NULL
) STRICT;
CREATE TABLE [Decision] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [ProposalId] INTEGER NULL REFERENCES [Proposal] ([Id]),
    [PriorityRunId] INTEGER NOT NULL REFERENCES [PriorityRun] ([Id]),
    [Kind] TEXT NOT NULL,
    [Reason] TEXT NOT NULL,
    [Content] TEXT NOT NULL,
    [ById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [By] TEXT NOT NULL,
    [DecidedAt] TEXT NOT NULL,
    [UndoneAt] TEXT NULL,
    [UndoneBy] TEXT NULL
) STRICT;
-- The order in force; what is not in it has not been decided on.
CREATE TABLE [DecidedRank] (
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Rank] INTEGER NOT NULL,
    [DecisionId] INTEGER NOT NULL REFERENCES [Decision] ([Id]),
    PRIMARY KEY ([InitiativeId])
) STRICT, WITHOUT ROWID;
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('priority-run', 0), ('proposal', 0), ('decision', 0), ('scenario', 0);
-- Orders are worked out and decided on by one at a time.
INSERT INTO [Lease] ([Name], [Token]) VALUES ('priorities', 0);
