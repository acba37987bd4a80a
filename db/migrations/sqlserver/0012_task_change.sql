-- A task can change hands and its day, and be withdrawn by who asked; what was before each change is kept, and undone from.
ALTER TABLE [Task] ADD [HandedAt] DATETIME2(3) NULL;
GO
ALTER TABLE [Task] ADD [HandedById] BIGINT NULL REFERENCES [AppUser] ([Id]);
GO
ALTER TABLE [Task] ADD [WithdrawnAt] DATETIME2(3) NULL;
GO
CREATE TABLE [TaskChange] (
    [TaskId] BIGINT NOT NULL REFERENCES [Task] ([Id]),
    [Version] INT NOT NULL,
    [Action] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] DATETIME2(3) NOT NULL,
    [ById] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [OwnerBeforeId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [OwnerAfterId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [DueBefore] INT NULL,
    [DueAfter] INT NULL,
    PRIMARY KEY ([TaskId], [Version])
);
GO
