-- The board asks with every page whether anything of the strategy has changed.
CREATE INDEX [IX_AuditEntry_Newest] ON [AuditEntry] ([Subject], [Id]);
CREATE INDEX [IX_Decision_DecidedAt] ON [Decision] ([DecidedAt]);
CREATE INDEX [IX_Proposal_ProposedAt] ON [Proposal] ([ProposedAt]);
CREATE INDEX [IX_Proposal_Status] ON [Proposal] ([Status]);
