using System.Data.Common;
using System.Globalization;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// One look at the inbox: what a killed process left is finished first, then every file that is ready is taken, imported
/// by its folder's profile, and put away with a report. Each step is entered before it is done, so it can be done again.
/// Of several nodes one works at a time: who has the lease knows that what is unfinished was left by one that ended.
/// </summary>
public sealed partial class InboxRunner(
    InboxFolder folder,
    InboxStore store,
    InboxReport report,
    ImportRunner imports,
    ProfileStore profiles,
    CompanySettingsStore settings,
    LeaseStore leases,
    ILogger<InboxRunner> log
)
{
    /// <summary>Who imports, in the ledger.</summary>
    public const string By = "inbox";

    private const string LeaseName = "inbox";

    public async Task RunAsync(CancellationToken ct)
    {
        var known = (await profiles.AllAsync(ct)).ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        var identity = folder.Prepare(known.Keys);
        var profilesHere = known.Keys.ToHashSet(StringComparer.Ordinal);
        // Most looks find nothing, and take nothing.
        var isQuiet =
            folder.Look(profilesHere).All(entry => entry.Wait != InboxWait.None)
            && (await store.UnfinishedAsync(identity, ct)).Count == 0;
        if (isQuiet || await leases.TryTakeAsync(LeaseName, ct) is not { } lease)
        {
            return;
        }
        await using (lease)
        {
            foreach (var left in await store.UnfinishedAsync(identity, ct))
            {
                await GuardedAsync(left.Profile, () => ContinueAsync(left, known, ct));
            }
            foreach (var entry in folder.Look(profilesHere).Where(entry => entry.Wait == InboxWait.None))
            {
                await GuardedAsync(entry.Profile, () => TakeAsync(entry, identity, known, ct));
            }
        }
    }

    private async Task TakeAsync(
        InboxEntry entry,
        string identity,
        Dictionary<string, StoredProfile> known,
        CancellationToken ct
    )
    {
        string? control = null;
        try
        {
            control = entry.DonePath is null ? null : InboxFolder.ReadDone(entry.DonePath);
        }
        catch (ImportRefusedException)
        {
            // Whatever it is, it is not what the sender should say.
            control = "?";
        }
        var id = await store.AddAsync(entry, identity, control, ct);
        if (!folder.Take(entry, id))
        {
            await store.RemoveAsync(id, ct);
            return;
        }
        var file = (await store.UnfinishedAsync(identity, ct)).First(taken => taken.Id == id);
        await ContinueAsync(file, known, ct);
    }

    /// <summary>Does what is left to do, wherever an earlier process stopped.</summary>
    private async Task ContinueAsync(InboxFile file, Dictionary<string, StoredProfile> known, CancellationToken ct)
    {
        var outcome = file.Result;
        if (outcome is null)
        {
            var taken = new FileInfo(folder.TakenPath(file.Profile, file.Id, file.FileName));
            if (!taken.Exists && taken.LinkTarget is null)
            {
                // It was entered and never moved: it lies where it lay, and is taken anew.
                await store.RemoveAsync(file.Id, ct);
                return;
            }
            outcome = await ImportAsync(file, taken, known, ct);
            await store.DecideAsync(file.Id, outcome, ct);
        }
        var company = await settings.GetAsync(ct);
        var language = Language.Find(company.Language) ?? Language.English;
        folder.Finish(
            file,
            outcome.Status,
            outcome.Target,
            report.Write(file, outcome, language, company.TimeZone),
            KpiJson.Serialize(
                new
                {
                    outcome.Status,
                    file = file.FileName,
                    file.Profile,
                    file.TakenAt,
                    reason = outcome.Problem?.ToString(),
                    outcome.Answer,
                }
            )
        );
        await store.FinishAsync(file.Id, outcome.Status, ct);
        LogFinished(file.Id, file.Profile, outcome.Status);
    }

    private async Task<InboxOutcome> ImportAsync(
        InboxFile file,
        FileInfo taken,
        Dictionary<string, StoredProfile> known,
        CancellationToken ct
    )
    {
        var target = string.Create(
            CultureInfo.InvariantCulture,
            $"{file.TakenAt:yyyyMMdd-HHmmss}-{file.Id}-{file.FileName}"
        );
        InboxOutcome Refuse(ImportMessage reason) => new(InboxFolder.Refused, target, null, reason);
        if (InboxFolder.IsLink(taken))
        {
            return Refuse(new ImportMessage("inbox.link"));
        }
        if (!known.TryGetValue(file.Profile, out var profile))
        {
            return Refuse(new ImportMessage("profile.unknown", file.Profile));
        }
        try
        {
            var request = await new ImportParameters { Profile = profile.Name }.ToRequestAsync(
                profile.Kind,
                By,
                profiles.GetAsync,
                ct
            );
            var answer = await imports.RunAsync(
                request with
                {
                    Path = taken.FullName,
                    FileName = file.FileName,
                    Control = file.Control is null ? null : ImportControl.Parse(file.Control),
                },
                _ => { },
                ct
            );
            var isRefused = answer.Status == ImportAnswer.Refused;
            return new InboxOutcome(
                isRefused ? InboxFolder.Refused : InboxFolder.Processed,
                target,
                IsOwn(answer, file) ? answer with { Status = ImportAnswer.Imported } : answer,
                null
            )
            {
                Notes = answer.Notes,
            };
        }
        catch (ImportUsageException wrong)
        {
            return Refuse(wrong.Reason);
        }
        catch (ImportRefusedException wrong)
        {
            return Refuse(wrong.Error.ToMessage());
        }
    }

    /// <summary>
    /// "Already imported" by the inbox since this very file was taken: an import that was published by a process killed
    /// before it could say so.
    /// </summary>
    private static bool IsOwn(ImportAnswer answer, InboxFile file) =>
        answer is { Status: ImportAnswer.AlreadyImported, By: By }
        && answer.File == file.FileName
        && answer.At >= file.TakenAt;

    /// <summary>One file that cannot be worked on now must not keep the others waiting; it is tried again.</summary>
    private async Task GuardedAsync(string profile, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
            when (failure is DbException or IOException or UnauthorizedAccessException or LeaseLostException)
        {
            LogFailed(failure, profile);
        }
    }

    // What a file is called may tell of somebody: the log has its number, and the page of the inbox the name.
    [LoggerMessage(Level = LogLevel.Information, Message = "Inbox: file {Id} of {Profile} is {Status}.")]
    private partial void LogFinished(long id, string profile, string status);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Inbox: a file of {Profile} could not be worked on; it is tried again."
    )]
    private partial void LogFailed(Exception failure, string profile);
}
