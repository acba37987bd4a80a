-- Two-step sign-in: the secret is encrypted with the keys of the data folder. It counts once a first code has confirmed it;
-- LastStep is the newest half minute of which a code was accepted, so that none is accepted twice.
CREATE TABLE [TwoStep] (
    [UserId] INTEGER NOT NULL PRIMARY KEY REFERENCES [AppUser] ([Id]),
    [Secret] TEXT NOT NULL,
    [MadeAt] TEXT NOT NULL,
    [ConfirmedAt] TEXT NULL,
    [LastStep] INTEGER NULL
) STRICT;
CREATE TABLE [RecoveryCode] (
    [UserId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [CodeHash] TEXT NOT NULL,
    [UsedAt] TEXT NULL,
    PRIMARY KEY ([UserId], [CodeHash])
) STRICT, WITHOUT ROWID;
-- Who signed in, or tried to, with what, from where: for the person's own eyes, and only for a while.
CREATE TABLE [SignIn] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [UserId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [At] TEXT NOT NULL,
    [Way] TEXT NOT NULL,
    [Succeeded] INTEGER NOT NULL,
    [Address] TEXT NOT NULL,
    [Browser] TEXT NOT NULL
) STRICT;
CREATE INDEX [IX_SignIn_UserId] ON [SignIn] ([UserId], [Id]);
CREATE INDEX [IX_SignIn_At] ON [SignIn] ([At]);
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('sign-in', 0);
