-- Two-step sign-in: the secret is encrypted with the keys of the data folder. It counts once a first code has confirmed it;
-- LastStep is the newest half minute of which a code was accepted, so that none is accepted twice.
CREATE TABLE [TwoStep] (
    [UserId] BIGINT NOT NULL PRIMARY KEY REFERENCES [AppUser] ([Id]),
    [Secret] NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [MadeAt] DATETIME2(3) NOT NULL,
    [ConfirmedAt] DATETIME2(3) NULL,
    [LastStep] BIGINT NULL
);
GO
CREATE TABLE [RecoveryCode] (
    [UserId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [CodeHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [UsedAt] DATETIME2(3) NULL,
    PRIMARY KEY ([UserId], [CodeHash])
);
GO
-- Who signed in, or tried to, with what, from where: for the person's own eyes, and only for a while.
CREATE TABLE [SignIn] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [UserId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [At] DATETIME2(3) NOT NULL,
    [Way] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Succeeded] BIT NOT NULL,
    [Address] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Browser] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
CREATE INDEX [IX_SignIn_UserId] ON [SignIn] ([UserId], [Id]);
GO
CREATE INDEX [IX_SignIn_At] ON [SignIn] ([At]);
GO
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('sign-in', 0);
GO
