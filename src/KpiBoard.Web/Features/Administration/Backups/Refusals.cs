using KpiBoard.Data.Backup;
using KpiBoard.Data.Migrations;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Features.Administration.Backups;

internal static class Refusals
{
    /// <summary>Runs a backup or restore; one that was refused ends the command as a refused input does.</summary>
    public static async Task<T> AsCommandAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception refused) when (refused is BackupRefusedException or DatabaseTooNewException)
        {
            throw CommandException.Refused(refused.Message);
        }
    }
}
