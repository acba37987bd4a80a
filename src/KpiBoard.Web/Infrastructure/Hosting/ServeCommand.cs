using System.CommandLine;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Infrastructure.Hosting;

public static class ServeCommand
{
    public static Command Create(Func<ServeOptions, WebApplication> createWeb)
    {
        var urls = new Option<string?>("--urls")
        {
            Description = "Where to listen, for example http://0.0.0.0:8080. By default http://localhost:5000.",
        };
        var demo = new Option<bool>("--demo")
        {
            Description = "Shows the demo company, from a database of its own, with one-click personas.",
        };
        var serve = new Command("serve", "The web app and the scheduler.") { urls, demo };
        serve.SetAction(
            async (parsed, ct) =>
            {
                await using var app = createWeb(new ServeOptions(parsed.GetValue(urls), parsed.GetValue(demo)));
                await app.RunAsync(ct);
                return ExitCode.Done;
            }
        );
        return serve;
    }
}
