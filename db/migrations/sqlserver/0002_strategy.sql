-- Strategy: what people decide to do, for whom, and what they say of it. Every version of an initiative is kept whole; a
-- check-in changes what is claimed and is no new version, so that it disturbs no editor.
CREATE TABLE [Theme] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Title] NVARCHAR(150) NOT NULL,
    [Why] NVARCHAR(MAX) NOT NULL,
    [SortOrder] INT NOT NULL,
    [Version] INT NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL
);
GO
CREATE TABLE [Initiative] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [ThemeId] BIGINT NOT NULL REFERENCES [Theme] ([Id]),
    [Title] NVARCHAR(150) NOT NULL,
    [Why] NVARCHAR(MAX) NOT NULL,
    [CustomersWords] NVARCHAR(MAX) NOT NULL,
    [BriefCustomers] NVARCHAR(MAX) NOT NULL,
    [BriefNeed] NVARCHAR(MAX) NOT NULL,
    [BriefSituation] NVARCHAR(MAX) NOT NULL,
    [BriefDifference] NVARCHAR(MAX) NOT NULL,
    [OwnerId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [SponsorId] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ClaimedStatus] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
    [Progress] INT NOT NULL,
    [Confidence] INT NULL,
    [StartsOn] INT NOT NULL,
    [EndsOn] INT NULL,
    [EffortDays] INT NULL,
    [Budget] BIGINT NULL,
    [BudgetCurrency] NVARCHAR(3) COLLATE Latin1_General_100_BIN2 NULL,
    [Version] INT NOT NULL,
    [CreatedAt] DATETIME2(3) NOT NULL,
    [CreatedBy] NVARCHAR(200) NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedBy] NVARCHAR(200) NOT NULL
);
GO
CREATE INDEX [IX_Initiative_ThemeId] ON [Initiative] ([ThemeId]);
GO
CREATE INDEX [IX_Initiative_OwnerId] ON [Initiative] ([OwnerId]);
GO
CREATE TABLE [InitiativeUnit] (
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [BusinessUnit] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY ([InitiativeId], [BusinessUnit])
);
GO
-- The change that is meant for a figure, in the figure's own unit: a ratio, points, or the company's currency.
CREATE TABLE [InitiativeLink] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Kpi] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ChangeLow] FLOAT NOT NULL,
    [ChangeLikely] FLOAT NOT NULL,
    [ChangeHigh] FLOAT NOT NULL,
    [ByWhen] INT NOT NULL
);
GO
CREATE INDEX [IX_InitiativeLink_InitiativeId] ON [InitiativeLink] ([InitiativeId]);
GO
-- Who has received it since when; the last day is one of them. Of a customer the id, of a segment or unit its name.
CREATE TABLE [InitiativeExposure] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Kind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL,
    [CustomerId] BIGINT NULL,
    [FromDay] INT NOT NULL,
    [ToDay] INT NULL,
    [RecordedAt] DATETIME2(3) NOT NULL,
    [RecordedBy] NVARCHAR(200) NOT NULL
);
GO
CREATE INDEX [IX_InitiativeExposure_InitiativeId] ON [InitiativeExposure] ([InitiativeId], [Kind]);
GO
CREATE INDEX [IX_InitiativeExposure_CustomerId] ON [InitiativeExposure] ([CustomerId]);
GO
CREATE TABLE [CheckIn] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [At] DATETIME2(3) NOT NULL,
    [ById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [By] NVARCHAR(200) NOT NULL,
    [Progress] INT NOT NULL,
    [Status] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Confidence] INT NOT NULL,
    [Note] NVARCHAR(MAX) NOT NULL,
    [NeedsHelp] BIT NOT NULL
);
GO
CREATE INDEX [IX_CheckIn_InitiativeId] ON [CheckIn] ([InitiativeId], [At]);
GO
CREATE TABLE [InitiativeVersion] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [Version] INT NOT NULL,
    [At] DATETIME2(3) NOT NULL,
    [By] NVARCHAR(200) NOT NULL,
    [Action] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Content] NVARCHAR(MAX) NOT NULL
);
GO
CREATE INDEX [IX_InitiativeVersion_InitiativeId] ON [InitiativeVersion] ([InitiativeId], [Version]);
GO
CREATE TABLE [CheckInReminder] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [InitiativeId] BIGINT NOT NULL REFERENCES [Initiative] ([Id]),
    [PersonId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [RemindedAt] DATETIME2(3) NOT NULL,
    [AnsweredAt] DATETIME2(3) NULL
);
GO
CREATE INDEX [IX_CheckInReminder_InitiativeId] ON [CheckInReminder] ([InitiativeId], [AnsweredAt]);
GO
INSERT INTO [IdSequence] ([Name], [Last])
VALUES ('theme', 0), ('initiative', 0), ('initiative-link', 0), ('initiative-exposure', 0), ('check-in', 0), ('initiative-version', 0), ('check-in-reminder', 0);
GO
