-- What people say to each other about a figure, a point of its chart or an initiative. A thread is a comment and its replies;
-- only the first one is resolved. Nothing is lost: an edit keeps the text before it, a deletion can be undone.
CREATE TABLE [Comment] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [ParentId] INTEGER NULL REFERENCES [Comment] ([Id]),
    [SubjectKind] TEXT NOT NULL,
    [Kpi] TEXT NOT NULL,
    [Dimension] TEXT NOT NULL,
    [Member] TEXT NOT NULL,
    [Period] TEXT NOT NULL,
    [InitiativeId] INTEGER NULL REFERENCES [Initiative] ([Id]),
    [AuthorId] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [Author] TEXT NOT NULL,
    [Text] TEXT NOT NULL,
    [Language] TEXT NOT NULL,
    [WrittenAt] TEXT NOT NULL,
    [EditedAt] TEXT NULL,
    [DeletedAt] TEXT NULL,
    [ResolvedAt] TEXT NULL,
    [ResolvedById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [Version] INTEGER NOT NULL,
    [LastAction] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedById] INTEGER NULL REFERENCES [AppUser] ([Id])
) STRICT;
CREATE INDEX [IX_Comment_Kpi] ON [Comment] ([Kpi], [Dimension], [Member], [Period]);
CREATE INDEX [IX_Comment_InitiativeId] ON [Comment] ([InitiativeId]);
CREATE INDEX [IX_Comment_ParentId] ON [Comment] ([ParentId]);
CREATE INDEX [IX_Comment_Author] ON [Comment] ([Author], [WrittenAt]);
CREATE TABLE [CommentVersion] (
    [CommentId] INTEGER NOT NULL REFERENCES [Comment] ([Id]),
    [Version] INTEGER NOT NULL,
    [Text] TEXT NOT NULL,
    [ReplacedAt] TEXT NOT NULL,
    PRIMARY KEY ([CommentId], [Version])
) STRICT, WITHOUT ROWID;
-- Somebody named in a comment; seen when the comment has been shown to that person.
CREATE TABLE [Mention] (
    [CommentId] INTEGER NOT NULL REFERENCES [Comment] ([Id]),
    [PersonId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [MentionedAt] TEXT NOT NULL,
    [SeenAt] TEXT NULL,
    [MailedAt] TEXT NULL,
    [MailTries] INTEGER NOT NULL,
    PRIMARY KEY ([CommentId], [PersonId])
) STRICT, WITHOUT ROWID;
CREATE INDEX [IX_Mention_PersonId] ON [Mention] ([PersonId], [SeenAt]);
CREATE INDEX [IX_Mention_MailedAt] ON [Mention] ([MailedAt], [MentionedAt]);
-- What somebody is asked to do; what it is about stands with its comment.
CREATE TABLE [Task] (
    [Id] INTEGER NOT NULL PRIMARY KEY,
    [CommentId] INTEGER NOT NULL REFERENCES [Comment] ([Id]),
    [Title] TEXT NOT NULL,
    [OwnerId] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [DueOn] INTEGER NULL,
    [AskedById] INTEGER NOT NULL REFERENCES [AppUser] ([Id]),
    [AskedAt] TEXT NOT NULL,
    [DoneAt] TEXT NULL,
    [DoneById] INTEGER NULL REFERENCES [AppUser] ([Id]),
    [ReopenedAt] TEXT NULL,
    [MailedAt] TEXT NULL,
    [MailTries] INTEGER NOT NULL,
    [Version] INTEGER NOT NULL,
    [LastAction] TEXT NOT NULL,
    [ChangedAt] TEXT NOT NULL,
    [ChangedById] INTEGER NOT NULL REFERENCES [AppUser] ([Id])
) STRICT;
CREATE INDEX [IX_Task_CommentId] ON [Task] ([CommentId]);
CREATE INDEX [IX_Task_OwnerId] ON [Task] ([OwnerId], [DoneAt]);
CREATE INDEX [IX_Task_AskedById] ON [Task] ([AskedById], [DoneAt]);
CREATE INDEX [IX_Task_MailedAt] ON [Task] ([MailedAt], [AskedAt]);
INSERT INTO [IdSequence] ([Name], [Last]) VALUES ('comment', 0), ('task', 0);
