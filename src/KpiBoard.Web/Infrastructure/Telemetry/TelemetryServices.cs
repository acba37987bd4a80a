namespace KpiBoard.Web.Infrastructure.Telemetry;

public static class TelemetryServices
{
    /// <summary>Registered first, so that it begins before and ends after whatever it measures.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(TelemetryOptions.From(builder.Configuration));
        builder.Services.AddHostedService<TelemetryWork>();
    }

    private sealed class TelemetryWork(TelemetryOptions options, ILoggerFactory logs) : IHostedService, IDisposable
    {
        private TelemetryExport? export;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            export = TelemetryExport.Start(options, logs);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => export?.Dispose();
    }
}
