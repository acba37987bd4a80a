using KpiBoard.Data.Audit;

namespace KpiBoard.Web.Infrastructure.Audit;

/// <summary>Which changes are kept, and why those of other tables are not. Every table that the product writes is here.</summary>
public static class AuditedTables
{
    public static readonly IReadOnlyDictionary<string, AuditedTable> All = new Dictionary<string, AuditedTable>
    {
        ["Setting"] = new("Key") { Ignored = ["Version"] },
        ["AppUser"] = new("Id") { Secrets = ["PasswordHash", "SecurityStamp"], Ignored = ["Version"] },
        ["ExternalIdentity"] = new("IdentityHash"),
        ["UserRole"] = new("UserId", "Role"),
        ["UserUnit"] = new("UserId", "BusinessUnit"),
        ["PasswordLink"] = new("TokenHash") { Secrets = ["TokenHash"] },
        ["TwoStep"] = new("UserId") { Secrets = ["Secret"], Ignored = ["LastStep"] },
        ["RecoveryCode"] = new("UserId", "CodeHash") { Secrets = ["CodeHash"] },
        ["ApiToken"] = new("Id") { Secrets = ["TokenHash"], Ignored = ["LastUsedAt"] },
        ["Source"] = new("Id"),
        ["ImportProfile"] = new("Name"),
        ["ImportBatch"] = new("Id") { Ignored = ["ReflectedStatus"] },
        ["ImportQuarantine"] = new("BatchId", "Line") { OnlyChanges = true },
        ["ImportUpload"] = new("Id")
        {
            Ignored = ["Status", "BytesRead", "RowsRead", "Answer", "StartedAt", "FinishedAt"],
        },
        ["InboxFile"] = new("Id") { Ignored = ["AlertedAt", "AlertTries", "AlertProblem"] },
        ["LedgerTotal"] = new("Month", "Currency"),
        ["PeriodClose"] = new("Id"),
        ["CustomerMerge"] = new("Id"),
        ["CustomerExclusion"] = new("Id"),
        ["RefreshRun"] = new("Id") { Ignored = ["Stage", "Progress", "LeaseToken", "Basis", "Summary"] },
        ["Target"] = new("Id"),
        ["OwnKpi"] = new("Code"),
        ["Theme"] = new("Id"),
        ["Initiative"] = new("Id"),
        ["InitiativeUnit"] = new("InitiativeId", "BusinessUnit"),
        ["InitiativeLink"] = new("Id"),
        ["InitiativeExposure"] = new("Id"),
        ["InitiativeStep"] = new("Id"),
        ["Attachment"] = new("Id"),
        ["Evidence"] = new("Id"),
        ["Milestone"] = new("Id"),
        ["InitiativeDependency"] = new("InitiativeId", "NeedsId"),
        ["Risk"] = new("Id"),
        ["SponsorAct"] = new("Id"),
        ["HelpRequest"] = new("Id") { Ignored = ["MailedAt", "MailTries"] },
        ["InitiativeCost"] = new("Id"),
        ["WorkPlan"] = new("InitiativeId", "BusinessUnit", "Month"),
        ["UnitCapacity"] = new("BusinessUnit", "FromMonth"),
        ["UnitCommitment"] = new("InitiativeId", "BusinessUnit"),
        ["UnitValue"] = new("Id"),
        ["Scenario"] = new("Id"),
        ["Decision"] = new("Id"),
        ["CheckIn"] = new("Id"),
        ["CheckInReminder"] = new("Id") { Ignored = ["MailedAt"] },
        ["Event"] = new("Id"),
        ["EventKpi"] = new("EventId", "Kpi"),
        ["Comment"] = new("Id"),
        ["Mention"] = new("CommentId", "PersonId") { Ignored = ["SeenAt", "MailedAt", "MailTries"] },
        ["Task"] = new("Id") { Ignored = ["MailedAt", "MailTries"] },
        ["SetupPutAway"] = new("Id"),
        ["Erasure"] = new("Id") { Ignored = ["Work"] },
        ["ErasedCustomer"] = new("CustomerId") { Secrets = ["NumberHash"] },
        ["Retention"] = new("Kind"),
    };

    /// <summary>What entries can be about: what is changed, and what is read.</summary>
    public static IEnumerable<string> Subjects => [.. All.Keys, "Customer", AuditSubject.Database];

    private const string FromFile = "comes from a file: the import, with the hash of the file, stands for its rows";
    private const string Computed = "is computed from what is kept";
    private const string Copy = "is a copy of a row whose changes are kept";
    private const string Housekeeping = "is how the product keeps itself in order";
    private const string SignedIn =
        "is for the person's own eyes, for a while; that somebody signed in is kept with the person";
    private const string Viewing = "is how somebody looks at the board, and changes nothing on it";

    /// <summary>Tables whose changes are not kept, and the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["Customer"] = FromFile,
        ["CustomerVersion"] = FromFile,
        ["RevenueLine"] = FromFile,
        ["SurveyResponse"] = FromFile,
        ["ExchangeRate"] = FromFile,
        ["PlannedTarget"] = FromFile,
        ["WalletEstimate"] = FromFile,
        ["Measure"] = FromFile,
        ["ImportTotal"] = FromFile,
        ["ImportConfirmation"] = FromFile,
        ["ImportUploadPart"] = FromFile,
        ["CustomerMonth"] = Computed,
        ["CustomerMember"] = Computed,
        ["CustomerCounting"] = Computed,
        ["MonthRate"] = Computed,
        ["Bridge"] = Computed,
        ["BridgeAhead"] = Computed,
        ["KpiValue"] = Computed,
        ["GuessworkShare"] = Computed,
        ["PriorityRun"] = Computed,
        ["Proposal"] = "is computed; what people make of it is a decision, whose changes are kept",
        ["DecidedRank"] = Copy,
        ["AttachmentContent"] = "is a file, whose hash stands with its name",
        ["InitiativeVersion"] = Copy,
        ["ThemeVersion"] = Copy,
        ["OwnKpiVersion"] = Copy,
        ["CommentVersion"] = Copy,
        ["TaskChange"] = Copy,
        ["SchemaVersion"] = Housekeeping,
        ["IdSequence"] = Housekeeping,
        ["Lease"] = Housekeeping,
        ["Node"] = Housekeeping,
        ["ProtectionKey"] = Housekeeping,
        ["JobRun"] = Housekeeping,
        ["AuditEntry"] = Housekeeping,
        ["AuditHead"] = Housekeeping,
        ["SignIn"] = SignedIn,
        ["UserSession"] = SignedIn,
        ["UnknownSignIn"] = "is a count of attempts by nobody who is known, kept for a while",
        ["TakenAnswer"] = Housekeeping,
        ["SignInKey"] = Housekeeping,
        ["LastLook"] = Viewing,
        ["Favourite"] = Viewing,
    };
}
