-- What people are called, by the address that a row is signed with: signatures compare by the rules of the database, and
-- addresses in AppUser byte for byte, so that SQL Server refuses to compare the one with the other.
CREATE VIEW [PersonName] AS
SELECT u.[Email] COLLATE DATABASE_DEFAULT AS [Email], u.[Name]
  FROM [AppUser] u;
GO
-- What the author of a comment is called; what is left of one who is gone compares byte for byte.
CREATE VIEW [CommentAuthor] AS
SELECT c.[Id] AS [CommentId], COALESCE(u.[Name], c.[Author] COLLATE DATABASE_DEFAULT) AS [Name]
  FROM [Comment] c
  LEFT JOIN [AppUser] u ON u.[Id] = c.[AuthorId];
GO
