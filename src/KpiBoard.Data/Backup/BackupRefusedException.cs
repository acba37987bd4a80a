namespace KpiBoard.Data.Backup;

/// <summary>A backup or restore that was not begun, or that was given up with everything as it was before.</summary>
public sealed class BackupRefusedException(string message) : Exception(message);
