-- Who changed what, from where, as a chain: each entry's hash holds that of the one before it.
CREATE TABLE [AuditEntry] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [At] TEXT NOT NULL,
    [By] TEXT NOT NULL,
    [Address] TEXT NULL,
    [Action] TEXT NOT NULL,
    [Subject] TEXT NOT NULL,
    [SubjectKey] TEXT NOT NULL,
    [Before] TEXT NULL,
    [After] TEXT NULL,
    [ContentHash] TEXT NOT NULL,
    [ErasedAt] TEXT NULL,
    [Hash] TEXT NOT NULL
) STRICT;
CREATE INDEX [IX_AuditEntry_Subject] ON [AuditEntry] ([Subject], [SubjectKey], [Id]);
CREATE INDEX [IX_AuditEntry_By] ON [AuditEntry] ([By], [Id]);
-- The end of the chain. A missing last entry would not be noticed without it, and who appends waits here.
CREATE TABLE [AuditHead] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [Last] INTEGER NOT NULL,
    [Hash] TEXT NOT NULL
) STRICT;
INSERT INTO [AuditHead] ([Id], [Last], [Hash]) VALUES (1, 0, '');
