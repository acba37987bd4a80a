-- A task can change hands and its day, and be withdrawn by who asked; what was before each change is kept, and undone from.
ALTER TABLE [Task] ADD [HandedAt] TEXT NULL;
ALTER TABLE [Task] ADD [HandedById] INTEGER NULL REFERENCES [AppUser] ([Id]);
ALTER TABLE [Task] ADD [WithdrawnAt] TEXT NULL;
CREATE TABLE [TaskChange] (
    [TaskId] INTEGER NOT NULL REFERENCES [Task] ([Id]),
    [Version] INTEGER NOT NULL,
    [Action] TEXT NOT NULL,
    [At] TEXT NOT NULL,
    [ById] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [OwnerBeforeId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [OwnerAfterId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [DueBefore] INTEGER NULL,
    [DueAfter] INTEGER NULL,
    PRIMARY KEY ([TaskId], [Version])
) STRICT, WITHOUT ROWID;
