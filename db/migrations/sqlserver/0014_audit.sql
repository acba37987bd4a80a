-- Who changed what, from where, as a chain: each entry's hash holds that of the one before it.
CREATE TABLE [AuditEntry] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [At] DATETIME2(3) NOT NULL,
    [By] NVARCHAR(254) NOT NULL,
    [Address] NVARCHAR(60) NULL,
    [Action] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Subject] NVARCHAR(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [SubjectKey] NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Before] NVARCHAR(MAX) NULL,
    [After] NVARCHAR(MAX) NULL,
    [ContentHash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ErasedAt] DATETIME2(3) NULL,
    [Hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
CREATE INDEX [IX_AuditEntry_Subject] ON [AuditEntry] ([Subject], [SubjectKey], [Id]);
GO
CREATE INDEX [IX_AuditEntry_By] ON [AuditEntry] ([By], [Id]);
GO
-- The end of the chain. A missing last entry would not be noticed without it, and who appends waits here.
CREATE TABLE [AuditHead] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [Last] BIGINT NOT NULL,
    [Hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL
);
GO
INSERT INTO [AuditHead] ([Id], [Last], [Hash]) VALUES (1, 0, '');
GO
