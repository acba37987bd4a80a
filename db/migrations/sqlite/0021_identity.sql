-- Who people are to the company's identity provider; the key is the SHA-256 of issuer and subject, which are too long for one.
CREATE TABLE [ExternalIdentity] (
    [IdentityHash] TEXT NOT NULL PRIMARY KEY,
    [UserId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [Issuer] TEXT NOT NULL,
    [Subject] TEXT NOT NULL,
    [LinkedAt] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_ExternalIdentity_UserId] ON [ExternalIdentity] ([UserId]);
-- Answers of the identity provider that were taken: none is taken twice, on whichever node.
CREATE TABLE [TakenAnswer] (
    [AnswerHash] TEXT NOT NULL PRIMARY KEY,
    [TakenAt] TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Signed-in browsers. The cookie has the key, this its hash. A session whose stamp is no longer the person's has ended.
CREATE TABLE [UserSession] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [UserId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [KeyHash] TEXT NOT NULL,
    [Stamp] TEXT NOT NULL,
    [Way] TEXT NOT NULL,
    [StartedAt] TEXT NOT NULL,
    [SeenAt] TEXT NOT NULL,
    [EndsAt] TEXT NOT NULL,
    [Address] TEXT NOT NULL,
    [Browser] TEXT NOT NULL,
    [IdToken] TEXT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_UserSession_KeyHash] ON [UserSession] ([KeyHash]);
CREATE INDEX [IX_UserSession_UserId] ON [UserSession] ([UserId]);
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('session', 0);
-- Attempts to sign in on accounts that do not exist, counted by day. What was typed may be a password: only a keyed hash is kept.
CREATE TABLE [UnknownSignIn] (
    [Day] INTEGER NOT NULL,
    [TypedHash] TEXT NOT NULL,
    [Address] TEXT NOT NULL,
    [Attempts] INTEGER NOT NULL,
    [FirstAt] TEXT NOT NULL,
    [LastAt] TEXT NOT NULL,
    [Browser] TEXT NOT NULL,
    PRIMARY KEY ([Day], [TypedHash], [Address])
) STRICT, WITHOUT ROWID;
-- The key of those hashes, encrypted with the keys of the data folder.
CREATE TABLE [SignInKey] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Value] TEXT NOT NULL
) STRICT;
-- Two administrators may edit the same thing: who saves says which version was seen.
ALTER TABLE [AppUser] ADD [Version] INTEGER NOT NULL DEFAULT 0;
ALTER TABLE [Setting] ADD [Version] INTEGER NOT NULL DEFAULT 0;
-- Made by who runs the server: such a link works where passwords are otherwise switched off.
ALTER TABLE [PasswordLink] ADD [ByServer] INTEGER NOT NULL DEFAULT 0;
