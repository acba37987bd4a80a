using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>Takes requests for help to the sponsor, from wherever people ask.</summary>
public interface IHelpDesk
{
    /// <summary>Records a request together with what it was asked in.</summary>
    Task AskAsync(DatabaseTransaction transaction, HelpAsked asked);

    /// <summary>The check-in is taken back: its request goes with it, unless somebody has answered already.</summary>
    Task ForgetAsync(DatabaseTransaction transaction, long checkIn);
}

/// <summary>A request for help.</summary>
/// <param name="What">In the words of who asks; may be empty at a check-in.</param>
/// <param name="ById">None for a token.</param>
public sealed record HelpAsked(long Initiative, long? CheckIn, string What, long? ById, string By, DateTimeOffset At);
