-- Themes keep their versions as initiatives do, and a reminder knows when its mail went out.
CREATE TABLE [ThemeVersion] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [ThemeId] INTEGER NOT NULL REFERENCES [Theme] ([Id]),
    [Version] INTEGER NOT NULL,
    [At] TEXT NOT NULL,
    [By] TEXT NOT NULL,
    [Action] TEXT NOT NULL,
    [Title] TEXT NOT NULL,
    [Why] TEXT NOT NULL,
    [SortOrder] INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX [UX_ThemeVersion_ThemeId] ON [ThemeVersion] ([ThemeId], [Version]);
INSERT INTO [ThemeVersion] ([Id], [ThemeId], [Version], [At], [By], [Action], [Title], [Why], [SortOrder])
SELECT [Id], [Id], [Version], [ChangedAt], [ChangedBy], CASE [Version] WHEN 1 THEN 'created' ELSE 'changed' END, [Title], [Why], [SortOrder]
  FROM [Theme];
INSERT INTO [IdSequence] ([Name], [Last])
SELECT 'theme-version', COALESCE(MAX([Id]), 0) FROM [Theme];
ALTER TABLE [CheckInReminder] ADD [MailedAt] TEXT NULL;
