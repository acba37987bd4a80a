-- Strategy: what people decide to do, for whom, and what they say of it. Every version of an initiative is kept whole; a
-- check-in changes what is claimed and is no new version, so that it disturbs no editor.
CREATE TABLE [Theme] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Title] TEXT NOT NULL,
    [Why] TEXT NOT NULL,
    [SortOrder] INTEGER NOT NULL,
    [Version] INTEGER NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL
) STRICT;
CREATE TABLE [Initiative] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [ThemeId] INTEGER NOT NULL REFERENCES [Theme] ([Id]),
    [Title] TEXT NOT NULL,
    [Why] TEXT NOT NULL,
    [CustomersWords] TEXT NOT NULL,
    [BriefCustomers] TEXT NOT NULL,
    [BriefNeed] TEXT NOT NULL,
    [BriefSituation] TEXT NOT NULL,
    [BriefDifference] TEXT NOT NULL,
    [OwnerId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [SponsorId] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [Status] TEXT NOT NULL,
    [ClaimedStatus] TEXT NULL,
    [Progress] INTEGER NOT NULL,
    [Confidence] INTEGER NULL,
    [StartsOn] INTEGER NOT NULL,
    [EndsOn] INTEGER NULL,
    [EffortDays] INTEGER NULL,
    [Budget] INTEGER NULL,
    [BudgetCurrency] TEXT NULL,
    [Version] INTEGER NOT NULL,
    [CreatedAt] TEXT NOT NULL,
    [CreatedBy] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedBy] TEXT NOT NULL
) STRICT;
CREATE INDEX [IX_Initiative_ThemeId] ON [Initiative] ([ThemeId]);
CREATE INDEX [IX_Initiative_OwnerId] ON [Initiative] ([OwnerId]);
CREATE TABLE [InitiativeUnit] (
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [BusinessUnit] TEXT NOT NULL,
    PRIMARY KEY ([InitiativeId], [BusinessUnit])
) STRICT, WITHOUT ROWID;
-- The change that is meant for a figure, in the figure's own unit: a ratio, points, or the company's currency.
CREATE TABLE [InitiativeLink] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Kpi] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [ChangeLow] REAL NOT NULL,
    [ChangeLikely] REAL NOT NULL,
    [ChangeHigh] REAL NOT NULL,
    [ByWhen] INTEGER NOT NULL
) STRICT;
CREATE INDEX [IX_InitiativeLink_InitiativeId] ON [InitiativeLink] ([InitiativeId]);
-- Who has received it since when; the last day is one of them. Of a customer the id, of a segment or unit its name.
CREATE TABLE [InitiativeExposure] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Kind] TEXT NOT NULL,
    [Member] TEXT NULL,
    [CustomerId] INTEGER NULL,
    [FromDay] INTEGER NOT NULL,
    [ToDay] INTEGER NULL,
    [RecordedAt] TEXT NOT NULL,
    [RecordedBy] TEXT NOT NULL
) STRICT;
CREATE INDEX [IX_InitiativeExposure_InitiativeId] ON [InitiativeExposure] ([InitiativeId], [Kind]);
CREATE INDEX [IX_InitiativeExposure_CustomerId] ON [InitiativeExposure] ([CustomerId]);
CREATE TABLE [CheckIn] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [At] TEXT NOT NULL,
    [ById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [By] TEXT NOT NULL,
    [Progress] INTEGER NOT NULL,
    [Status] TEXT NOT NULL,
    [Confidence] INTEGER NOT NULL,
    [Note] TEXT NOT NULL,
    [NeedsHelp] INTEGER NOT NULL
) STRICT;
CREATE INDEX [IX_CheckIn_InitiativeId] ON [CheckIn] ([InitiativeId], [At]);
CREATE TABLE [InitiativeVersion] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [Version] INTEGER NOT NULL,
    [At] TEXT NOT NULL,
    [By] TEXT NOT NULL,
    [Action] TEXT NOT NULL,
    [Content] TEXT NOT NULL
) STRICT;
CREATE INDEX [IX_InitiativeVersion_InitiativeId] ON [InitiativeVersion] ([InitiativeId], [Version]);
CREATE TABLE [CheckInReminder] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [InitiativeId] INTEGER NOT NULL REFERENCES [Initiative] ([Id]),
    [PersonId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [RemindedAt] TEXT NOT NULL,
    [AnsweredAt] TEXT NULL
) STRICT;
CREATE INDEX [IX_CheckInReminder_InitiativeId] ON [CheckInReminder] ([InitiativeId], [AnsweredAt]);
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('theme', 0), ('initiative', 0), ('initiative-link', 0), ('initiative-exposure', 0), ('check-in', 0), ('initiative-version', 0), ('check-in-reminder', 0);
