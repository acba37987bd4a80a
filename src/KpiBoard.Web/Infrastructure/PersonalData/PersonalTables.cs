namespace KpiBoard.Web.Infrastructure.PersonalData;

/// <summary>Where customers' data can be, and why it cannot be in the other tables. Every table is in one of the two.</summary>
public static class PersonalTables
{
    public static readonly IReadOnlyDictionary<string, PersonalTable> All = new Dictionary<string, PersonalTable>
    {
        ["Customer"] = new("Id") { Customers = ["Id"], Numbers = ["CustomerId"] },
        ["CustomerVersion"] = new("BatchId", "Line")
        {
            Customers = ["CustomerId"],
            Cleared = ["Name"],
            Numbers = ["RowKey"],
        },
        ["RevenueLine"] = new("BatchId", "Line")
        {
            Customers = ["CustomerId"],
            Cleared = ["InvoiceId"],
            Numbers = ["RowKey"],
        },
        ["SurveyResponse"] = new("BatchId", "Line")
        {
            Customers = ["CustomerId"],
            Cleared = ["Comment"],
            Numbers = ["RowKey", "JourneyInstance"],
            Words = ["Comment"],
        },
        ["WalletEstimate"] = new("BatchId", "Line")
        {
            Customers = ["CustomerId"],
            Cleared = ["Origin"],
            Numbers = ["RowKey"],
        },
        ["CustomerMonth"] = new("CustomerId", "Month", "Currency") { Customers = ["CustomerId"] },
        ["CustomerMember"] = new("CustomerId", "ValidFrom") { Customers = ["CustomerId"] },
        ["CustomerCounting"] = new("CustomerId") { Customers = ["CustomerId", "CountedAs"] },
        ["CustomerMerge"] = new("Id") { Customers = ["FromId", "ToId"] },
        ["CustomerExclusion"] = new("Id") { Customers = ["CustomerId"], Blanked = ["Reason"] },
        ["InitiativeExposure"] = new("Id") { Customers = ["CustomerId"] },
        ["ErasedCustomer"] = new("CustomerId") { Customers = ["CustomerId"] },
        ["ImportQuarantine"] = new("BatchId", "Line") { Words = ["Fields", "Errors"], RowGoes = true },
        ["ImportBatch"] = new("Id") { Words = ["FileName", "Warnings", "Answer", "Profile"] },
        ["ImportUpload"] = new("Id") { Words = ["FileName", "Options", "Answer"] },
        ["InboxFile"] = new("Id") { Words = ["FileName", "Control", "Outcome", "AlertProblem"] },
        ["ImportProfile"] = new("Name") { Words = ["Definition"] },
        ["Theme"] = new("Id") { Words = ["Title", "Why"] },
        ["ThemeVersion"] = new("Id") { Words = ["Title", "Why"] },
        ["Initiative"] = new("Id")
        {
            Words =
            [
                "Title",
                "Why",
                "CustomersWords",
                "BriefCustomers",
                "BriefNeed",
                "BriefSituation",
                "BriefDifference",
                "KillCriterion",
                "Diagnosis",
            ],
        },
        ["InitiativeStep"] = new("Id") { Words = ["Why"] },
        ["Attachment"] = new("Id") { Words = ["FileName"] },
        ["Evidence"] = new("Id") { Words = ["Says", "Origin"] },
        ["Milestone"] = new("Id") { Words = ["Title"] },
        ["InitiativeDependency"] = new("InitiativeId", "NeedsId") { Words = ["Why"] },
        ["Risk"] = new("Id") { Words = ["Title", "Answer"] },
        ["SponsorAct"] = new("Id") { Words = ["What"] },
        ["HelpRequest"] = new("Id") { Words = ["What", "Answer"] },
        ["InitiativeCost"] = new("Id") { Words = ["What"] },
        ["UnitCommitment"] = new("InitiativeId", "BusinessUnit") { Words = ["Why", "WhyBefore"] },
        ["UnitValue"] = new("Id") { Words = ["Source"] },
        ["Scenario"] = new("Id") { Words = ["Name", "Why", "Changes"] },
        ["Decision"] = new("Id") { Words = ["Reason", "Content"] },
        ["InitiativeVersion"] = new("Id") { Words = ["Content"] },
        ["CheckIn"] = new("Id") { Words = ["Note"] },
        ["Comment"] = new("Id") { Words = ["Text"] },
        ["CommentVersion"] = new("CommentId", "Version") { Words = ["Text"] },
        ["Task"] = new("Id") { Words = ["Title"] },
        ["Event"] = new("Id") { Words = ["Title", "Words"] },
        ["OwnKpi"] = new("Code") { Words = ["NameEn", "NameDa", "NameNb", "MeaningEn", "MeaningDa", "MeaningNb"] },
        ["OwnKpiVersion"] = new("Id") { Words = ["Content"] },
        ["PeriodClose"] = new("Id") { Words = ["ClosedWhy", "ReopenedWhy"] },
        ["RefreshRun"] = new("Id") { Words = ["Error"] },
        ["JobRun"] = new("Id") { Words = ["Error"] },
        [Audit] = new("Id") { Words = ["Before", "After"] },
    };

    /// <summary>Its rows are never changed: their content goes whole, and its hash stays.</summary>
    public const string Audit = "AuditEntry";

    private const string OfStaff = "is about the people who use the product, not about customers";
    private const string Totals = "holds sums over all customers";
    private const string Names = "holds names of figures, members, units and sources, which are no persons";
    private const string Housekeeping = "is how the product keeps itself in order";

    /// <summary>Tables that hold no customer's data, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Others = new Dictionary<string, string>
    {
        ["AppUser"] = OfStaff,
        ["UserRole"] = OfStaff,
        ["UserUnit"] = OfStaff,
        ["PasswordLink"] = OfStaff,
        ["TwoStep"] = OfStaff,
        ["RecoveryCode"] = OfStaff,
        ["SignIn"] = OfStaff,
        ["ApiToken"] = OfStaff,
        ["LastLook"] = OfStaff,
        ["Favourite"] = OfStaff,
        ["ExternalIdentity"] = OfStaff,
        ["UserSession"] = OfStaff,
        ["UnknownSignIn"] = OfStaff,
        ["TakenAnswer"] = Housekeeping,
        ["SignInKey"] = Housekeeping,
        ["Mention"] = OfStaff,
        ["TaskChange"] = OfStaff,
        ["CheckInReminder"] = OfStaff,
        ["Bridge"] = Totals,
        ["BridgeAhead"] = Totals,
        ["KpiValue"] = Totals,
        ["ImportTotal"] = Totals,
        ["LedgerTotal"] = Totals,
        ["Measure"] = Totals,
        ["PlannedTarget"] = Totals,
        ["Target"] = Totals,
        ["ExchangeRate"] = Totals,
        ["MonthRate"] = Totals,
        ["Source"] = Names,
        ["Setting"] = Names,
        ["InitiativeUnit"] = Names,
        ["WorkPlan"] = Names,
        ["UnitCapacity"] = Names,
        ["GuessworkShare"] = Totals,
        ["PriorityRun"] = Totals,
        ["Proposal"] = Totals,
        ["DecidedRank"] = Totals,
        ["AttachmentContent"] = "holds files that people keep with an initiative, which they look through themselves",
        ["InitiativeLink"] = Names,
        ["EventKpi"] = Names,
        ["ImportConfirmation"] = Housekeeping,
        ["SchemaVersion"] = Housekeeping,
        ["IdSequence"] = Housekeeping,
        ["Lease"] = Housekeeping,
        ["Node"] = Housekeeping,
        ["ProtectionKey"] = Housekeeping,
        ["SetupPutAway"] = Housekeeping,
        ["AuditHead"] = Housekeeping,
        ["Retention"] = Housekeeping,
        ["ImportUploadPart"] = "holds files for as long as they wait for their import, which leaves out who was erased",
        ["Erasure"] = "is the proof of erasures, made without names",
    };
}
