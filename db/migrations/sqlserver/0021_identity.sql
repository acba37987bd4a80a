-- Who people are to the company's identity provider; the key is the SHA-256 of issuer and subject, which are too long for one.
CREATE TABLE [ExternalIdentity] (
    [IdentityHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [UserId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [Issuer] NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Subject] NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [LinkedAt] DATETIME2(3) NOT NULL
);
GO
CREATE INDEX [IX_ExternalIdentity_UserId] ON [ExternalIdentity] ([UserId]);
GO
-- Answers of the identity provider that were taken: none is taken twice, on whichever node.
CREATE TABLE [TakenAnswer] (
    [AnswerHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    [TakenAt] DATETIME2(3) NOT NULL
);
GO
-- Signed-in browsers. The cookie has the key, this its hash. A session whose stamp is no longer the person's has ended.
CREATE TABLE [UserSession] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [UserId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [KeyHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Stamp] NVARCHAR(64) NOT NULL,
    [Way] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [StartedAt] DATETIME2(3) NOT NULL,
    [SeenAt] DATETIME2(3) NOT NULL,
    [EndsAt] DATETIME2(3) NOT NULL,
    [Address] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Browser] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [IdToken] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL
);
GO
CREATE UNIQUE INDEX [UX_UserSession_KeyHash] ON [UserSession] ([KeyHash]);
GO
CREATE INDEX [IX_UserSession_UserId] ON [UserSession] ([UserId]);
GO
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('session', 0);
GO
-- Attempts to sign in on accounts that do not exist, counted by day. What was typed may be a password: only a keyed hash is kept.
CREATE TABLE [UnknownSignIn] (
    [Day] INT NOT NULL,
    [TypedHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Address] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Attempts] INT NOT NULL,
    [FirstAt] DATETIME2(3) NOT NULL,
    [LastAt] DATETIME2(3) NOT NULL,
    [Browser] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    PRIMARY KEY ([Day], [TypedHash], [Address])
);
GO
-- The key of those hashes, encrypted with the keys of the data folder.
CREATE TABLE [SignInKey] (
    [Id] INT NOT NULL PRIMARY KEY,
    [Value] NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
-- Two administrators may edit the same thing: who saves says which version was seen.
ALTER TABLE [AppUser] ADD [Version] INT NOT NULL DEFAULT 0;
GO
ALTER TABLE [Setting] ADD [Version] INT NOT NULL DEFAULT 0;
GO
-- Made by who runs the server: such a link works where passwords are otherwise switched off.
ALTER TABLE [PasswordLink] ADD [ByServer] BIT NOT NULL DEFAULT 0;
GO
