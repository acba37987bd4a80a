-- The board asks with every page whether anything of the strategy has changed.
CREATE INDEX [IX_AuditEntry_Newest] ON [AuditEntry] ([Subject], [Id]);
GO
CREATE INDEX [IX_Decision_DecidedAt] ON [Decision] ([DecidedAt]);
GO
CREATE INDEX [IX_Proposal_ProposedAt] ON [Proposal] ([ProposedAt]);
GO
CREATE INDEX [IX_Proposal_Status] ON [Proposal] ([Status]);
GO
