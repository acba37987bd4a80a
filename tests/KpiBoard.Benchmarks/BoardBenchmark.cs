using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KpiBoard.Benchmarks.Features.Empty;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Demo;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Benchmarks;

/// <summary>Fifty people who look at the demo company's board, and at an empty page of the same host, by wrk.</summary>
internal static partial class BoardBenchmark
{
    private const int People = 50;
    private const int Runs = 3;

    public static async Task RunAsync(Report report)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddMvcCore().AddApplicationPart(typeof(EmptyController).Assembly)
        );
        await app.Services.GetRequiredService<DemoFiller>().FillAsync(_ => { }, CancellationToken.None);
        var sessions = new List<string>();
        for (var i = 0; i < People; i++)
        {
            sessions.Add(await SignInAsync(app));
        }
        using var work = new Workspace();
        var script = work.File("sessions.lua");
        await File.WriteAllTextAsync(
            script,
            $$"""
            local sessions = { {{string.Join(", ", sessions.Select(session => $"\"{session}\""))}} }
            local last = 0
            request = function()
              last = last % #sessions + 1
              return wrk.format("GET", nil, { ["Cookie"] = sessions[last] })
            end
            """
        );
        var (empty, board) = (Load.None, Load.None);
        for (var run = 0; run < Runs; run++)
        {
            empty = Load.Better(empty, await LoadAsync(app, script, sessions[0], "empty"));
            board = Load.Better(board, await LoadAsync(app, script, sessions[0], ""));
        }
        report.Add(
            $"empty page, {People} signed-in people",
            string.Create(CultureInfo.InvariantCulture, $"{empty.PerSecond:0} requests/s")
        );
        report.Add(
            $"board, {People} signed-in people",
            string.Create(CultureInfo.InvariantCulture, $"{board.PerSecond:0} requests/s")
        );
        var share = (board.PerSecond / empty.PerSecond).ToString("0.00", CultureInfo.InvariantCulture);
        report.Add("board, requests for each of the empty page", share);
        report.Add(
            "board, half of the requests within, 99% within",
            string.Create(CultureInfo.InvariantCulture, $"{board.Median:0.0} ms, {board.Slowest:0.0} ms")
        );
    }

    private static async Task<Load> LoadAsync(AppFactory app, string script, string session, string path)
    {
        var address = new Uri(app.Address, path);
        await CheckAsync(address, session);
        var output = (
            await Child.MustAsync(
                Child.RunAsync("wrk", "-t1", $"-c{People}", "-d10s", "--latency", "-s", script, address.ToString())
            )
        ).Output;
        if (
            output.Contains("Non-2xx", StringComparison.Ordinal)
            || output.Contains("Socket errors", StringComparison.Ordinal)
        )
        {
            throw new InvalidOperationException(output);
        }
        return new Load(
            double.Parse(Rate().Match(output).Groups["rate"].ValueSpan, CultureInfo.InvariantCulture),
            Milliseconds(output, "50%"),
            Milliseconds(output, "99%")
        );
    }

    private static double Milliseconds(string output, string share)
    {
        var found = Latency().Matches(output).Single(match => match.Groups["share"].Value == share);
        var value = double.Parse(found.Groups["value"].ValueSpan, CultureInfo.InvariantCulture);
        return found.Groups["unit"].Value switch
        {
            "us" => value / 1_000,
            "ms" => value,
            _ => value * 1_000,
        };
    }

    /// <summary>The session opens the page itself, not the way to the sign-in page.</summary>
    private static async Task CheckAsync(Uri address, string session)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", session);
        using var answer = await client.GetAsync(address);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{address} answers {answer.StatusCode}.");
        }
    }

    private static async Task<string> SignInAsync(AppFactory app)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }
        );
        client.BaseAddress = app.Address;
        var person = new Dictionary<string, string>
        {
            ["Email"] = await app.AddUserAsync([Role.Executive]),
            ["Password"] = AppFactory.Password,
        };
        using var answer = await AppFactory.PostFormAsync(client, "/sign-in", person);
        return cookies.GetCookieHeader(app.Address);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();

    [GeneratedRegex(
        @"^\s+(?<share>\d+%)\s+(?<value>[\d.]+)(?<unit>us|ms|s)\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Latency();

    /// <summary>What the server did under load; times in milliseconds.</summary>
    private sealed record Load(double PerSecond, double Median, double Slowest)
    {
        public static readonly Load None = new(0, 0, 0);

        public static Load Better(Load one, Load other) => one.PerSecond > other.PerSecond ? one : other;
    }
}
