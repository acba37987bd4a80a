-- What people say to each other about a figure, a point of its chart or an initiative. A thread is a comment and its replies;
-- only the first one is resolved. Nothing is lost: an edit keeps the text before it, a deletion can be undone.
CREATE TABLE [Comment] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [ParentId] BIGINT NULL REFERENCES [Comment] ([Id]),
    [SubjectKind] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kpi] NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Dimension] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Member] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Period] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [InitiativeId] BIGINT NULL REFERENCES [Initiative] ([Id]),
    [AuthorId] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [Author] NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Text] NVARCHAR(MAX) NOT NULL,
    [Language] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [WrittenAt] DATETIME2(3) NOT NULL,
    [EditedAt] DATETIME2(3) NULL,
    [DeletedAt] DATETIME2(3) NULL,
    [ResolvedAt] DATETIME2(3) NULL,
    [ResolvedById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [Version] INT NOT NULL,
    [LastAction] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedById] BIGINT NULL REFERENCES [AppUser] ([Id])
);
GO
CREATE INDEX [IX_Comment_Kpi] ON [Comment] ([Kpi], [Dimension], [Member], [Period]);
GO
CREATE INDEX [IX_Comment_InitiativeId] ON [Comment] ([InitiativeId]);
GO
CREATE INDEX [IX_Comment_ParentId] ON [Comment] ([ParentId]);
GO
CREATE INDEX [IX_Comment_Author] ON [Comment] ([Author], [WrittenAt]);
GO
CREATE TABLE [CommentVersion] (
    [CommentId] BIGINT NOT NULL REFERENCES [Comment] ([Id]),
    [Version] INT NOT NULL,
    [Text] NVARCHAR(MAX) NOT NULL,
    [ReplacedAt] DATETIME2(3) NOT NULL,
    PRIMARY KEY ([CommentId], [Version])
);
GO
-- Somebody named in a comment; seen when the comment has been shown to that person.
CREATE TABLE [Mention] (
    [CommentId] BIGINT NOT NULL REFERENCES [Comment] ([Id]),
    [PersonId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [MentionedAt] DATETIME2(3) NOT NULL,
    [SeenAt] DATETIME2(3) NULL,
    [MailedAt] DATETIME2(3) NULL,
    [MailTries] INT NOT NULL,
    PRIMARY KEY ([CommentId], [PersonId])
);
GO
CREATE INDEX [IX_Mention_PersonId] ON [Mention] ([PersonId], [SeenAt]);
GO
CREATE INDEX [IX_Mention_MailedAt] ON [Mention] ([MailedAt], [MentionedAt]);
GO
-- What somebody is asked to do; what it is about stands with its comment.
CREATE TABLE [Task] (
    [Id] BIGINT NOT NULL PRIMARY KEY,
    [CommentId] BIGINT NOT NULL REFERENCES [Comment] ([Id]),
    [Title] NVARCHAR(200) NOT NULL,
    [OwnerId] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [DueOn] INT NULL,
    [AskedById] BIGINT NOT NULL REFERENCES [AppUser] ([Id]),
    [AskedAt] DATETIME2(3) NOT NULL,
    [DoneAt] DATETIME2(3) NULL,
    [DoneById] BIGINT NULL REFERENCES [AppUser] ([Id]),
    [ReopenedAt] DATETIME2(3) NULL,
    [MailedAt] DATETIME2(3) NULL,
    [MailTries] INT NOT NULL,
    [Version] INT NOT NULL,
    [LastAction] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ChangedAt] DATETIME2(3) NOT NULL,
    [ChangedById] BIGINT NOT NULL REFERENCES [AppUser] ([Id])
);
GO
CREATE INDEX [IX_Task_CommentId] ON [Task] ([CommentId]);
GO
CREATE INDEX [IX_Task_OwnerId] ON [Task] ([OwnerId], [DoneAt]);
GO
CREATE INDEX [IX_Task_AskedById] ON [Task] ([AskedById], [DoneAt]);
GO
CREATE INDEX [IX_Task_MailedAt] ON [Task] ([MailedAt], [AskedAt]);
GO
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('comment', 0), ('task', 0);
GO
