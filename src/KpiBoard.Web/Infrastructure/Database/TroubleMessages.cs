using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>The troubles of a database in the words of commands and endpoints, with what to do; pages have words of their own.</summary>
public static class TroubleMessages
{
    public static string Of(DatabaseTrouble trouble) =>
        trouble switch
        {
            DatabaseTrouble.Busy =>
                "The database is busy: something else has held it for too long. Nothing was changed; try again.",
            DatabaseTrouble.Full =>
                "There is no space left for the database. Nothing was changed; make space on its disk and try again.",
            DatabaseTrouble.ReadOnly =>
                "The database cannot be opened or written. Nothing was changed; see that its folder is there, and that this account may write in it.",
            DatabaseTrouble.Damaged =>
                "The file of the database is damaged. Stop the program, keep the file, and bring back the last backup.",
            _ =>
                "The database does not answer. Nothing was changed; see that it runs and can be reached, and try again.",
        };
}
