-- Themes keep their versions as initiatives do, and a reminder knows when its mail went out.
CREATE TABLE [ThemeVersion] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [ThemeId] BIGINT NOT NULL REFERENCES [Theme] ([Id]),
    [Version] INT NOT NULL,
    [At] DATETIME2(3) NOT NULL,
    [By] NVARCHAR(200) NOT NULL,
    [Action] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Title] NVARCHAR(150) NOT NULL,
    [Why] NVARCHAR(MAX) NOT NULL,
    [SortOrder] INT NOT NULL
);
GO
CREATE UNIQUE INDEX [UX_ThemeVersion_ThemeId] ON [ThemeVersion] ([ThemeId], [Version]);
GO
INSERT INTO [ThemeVersion] ([Id], [ThemeId], [Version], [At], [By], [Action], [Title], [Why], [SortOrder])
SELECT [Id], [Id], [Version], [ChangedAt], [ChangedBy], CASE [Version] WHEN 1 THEN 'created' ELSE 'changed' END, [Title], [Why], [SortOrder]
  FROM [Theme];
GO
INSERT INTO [IdSequence] ([Name], [Last])
SELECT 'theme-version', COALESCE(MAX([Id]), 0) FROM [Theme];
GO
ALTER TABLE [CheckInReminder] ADD [MailedAt] DATETIME2(3) NULL;
GO
