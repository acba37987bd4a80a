namespace KpiBoard.Data;

/// <summary>What an administrator wants to know of the engine.</summary>
/// <param name="Version">Of the engine.</param>
/// <param name="Bytes">What the database takes on disk; null when the server does not tell this login.</param>
public sealed record EngineFacts(string Version, long? Bytes);
