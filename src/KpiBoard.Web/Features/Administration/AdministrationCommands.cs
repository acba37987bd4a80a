using System.CommandLine;
using KpiBoard.Web.Features.Administration.Backups;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Features.Administration;

public static class AdministrationCommands
{
    /// <summary>What ledgers keep as "by" for the command line.</summary>
    internal const string By = AuditServices.CommandLine;

    public static IEnumerable<Command> Create(CommandHost host) =>
        [
            UserCommands.Create(host),
            TokenCommands.Create(host),
            SettingCommands.Create(host),
            BackupCommand.Create(host),
            RestoreCommand.Create(host),
        ];
}
