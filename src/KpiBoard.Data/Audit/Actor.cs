namespace KpiBoard.Data.Audit;

/// <summary>Who writes.</summary>
/// <param name="By">As ledgers keep it: an e-mail address, <c>token NAME</c>, the command line, a job; empty before sign-in.</param>
/// <param name="Address">The network address that the request came from; none without a request.</param>
public sealed record Actor(string By, string? Address);

/// <summary>Knows who is at work where it is asked.</summary>
public interface IActorSource
{
    Actor Current { get; }
}

/// <summary>Always the same one: a command, or a process that works by itself.</summary>
public sealed class FixedActor(string by) : IActorSource
{
    public Actor Current { get; } = new(by, null);
}
