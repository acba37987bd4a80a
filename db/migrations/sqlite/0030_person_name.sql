-- What people are called, by the address that a row is signed with. See the same for SQL Server, which needs it.
CREATE VIEW [PersonName] AS
SELECT u.[Email] AS [Email], u.[Name]
  FROM [AppUser] u;
-- What the author of a comment is called.
CREATE VIEW [CommentAuthor] AS
SELECT c.[Id] AS [CommentId], COALESCE(u.[Name], c.[Author]) AS [Name]
  FROM [Comment] c
  LEFT JOIN [AppUser] u ON u.[Id] = c.[AuthorId];
