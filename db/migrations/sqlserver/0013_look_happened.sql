-- A look also knows up to where it was told of initiatives and events: the instant of the newest change of one of them, the
-- same for everybody who looked before the next one. Who has looked before is not told of all that ever happened.
ALTER TABLE [LastLook] ADD [HappenedAt] DATETIME2(3) NULL;
GO
ALTER TABLE [LastLook] ADD [ShownHappenedAt] DATETIME2(3) NULL;
GO
ALTER TABLE [LastLook] ADD [BeforeHappenedAt] DATETIME2(3) NULL;
GO
UPDATE [LastLook] SET [HappenedAt] = [At], [ShownHappenedAt] = [ShownAt], [BeforeHappenedAt] = [BeforeAt];
GO
