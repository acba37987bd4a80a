using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Identity;

namespace KpiBoard.Benchmarks;

/// <summary>
/// Two hundred callers at once, by wrk, for half a minute each: the sign-in page, wrong passwords, the board, the
/// endpoints. Nothing may fail: no answer of 500 and above, no broken connection; and memory must not keep growing.
/// </summary>
internal static partial class LoadTest
{
    private const string Email = "load@test.example";
    private const int Rounds = 3;

    /// <summary>Counts answers by status in each thread of wrk, and adds them up at the end.</summary>
    private const string Counting = """
        local threads = {}
        function setup(thread) table.insert(threads, thread) end
        function init(args) good, aside, refused, toomany, failed = 0, 0, 0, 0, 0 end
        function response(status)
          if status >= 500 then failed = failed + 1
          elseif status == 429 then toomany = toomany + 1
          elseif status >= 400 then refused = refused + 1
          elseif status >= 300 then aside = aside + 1
          else good = good + 1 end
        end
        function done(summary)
          local sums = { good = 0, aside = 0, refused = 0, toomany = 0, failed = 0 }
          for _, thread in ipairs(threads) do
            for name in pairs(sums) do sums[name] = sums[name] + thread:get(name) end
          end
          local errors = summary.errors
          io.write(string.format("counted 2xx=%d 3xx=%d 4xx=%d 429=%d 5xx=%d broken=%d\n", sums.good, sums.aside,
            sums.refused, sums.toomany, sums.failed, errors.connect + errors.read + errors.write + errors.timeout))
        end
        """;

    public static async Task RunAsync(Report report)
    {
        using var work = new Workspace();
        var data = await work.MigratedAsync();
        await Child.MustAsync(Child.ProductAsync(data, "demo"));
        await AddPersonAsync(data);
        // The limit of the endpoints is lifted, so that they are called and not only refused; those of sign-in stand.
        await using var server = await Server.StartAsync(data, ("RateLimits__Api", "0"));
        var (session, form) = await SignInAsync(server.Address);
        (string Name, string Path, string Request)[] loads =
        [
            ("sign-in page", "sign-in", "request = function() return wrk.format(\"GET\") end"),
            ("wrong passwords", "sign-in", Post(form)),
            (
                "board",
                "",
                $"request = function() return wrk.format(\"GET\", nil, {{ [\"Cookie\"] = \"{session}\" }}) end"
            ),
            ("endpoint", "api/v1/kpis/churn.logo", Bearer(server.Token)),
        ];
        var memory = new List<long> { server.ResidentMegabytes };
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (name, path, request) in loads)
            {
                var script = work.File("load.lua");
                await File.WriteAllTextAsync(script, $"{Counting}\n{request}\n");
                var address = new Uri(server.Address, path);
                var wrk = Child.RunAsync(
                    "wrk",
                    "-t2",
                    "-c200",
                    "-d30s",
                    "--timeout",
                    "30s",
                    "-s",
                    script,
                    $"{address}"
                );
                report.Add($"round {round}, {name}", Answers((await Child.MustAsync(wrk)).Output));
            }
            memory.Add(server.ResidentMegabytes);
        }
        report.Add("memory before, and after each round", $"{string.Join(", ", memory)} MB");
        await Child.MustAsync(Child.ProductAsync(data, "audit", "verify"));
        report.Add("change log", "verified");
    }

    private static string Answers(string output)
    {
        var counted = Counted().Match(output);
        if (!counted.Success || counted.Groups["failed"].Value != "0" || counted.Groups["broken"].Value != "0")
        {
            throw new InvalidOperationException(output);
        }
        return $"{Rate().Match(output).Groups["rate"].Value} requests/s; {counted.Groups["all"].Value}";
    }

    private static string Bearer(string token) =>
        $"request = function() return wrk.format(\"GET\", nil, {{ [\"Authorization\"] = \"Bearer {token}\" }}) end";

    private static string Post((string Cookie, string Token) form) =>
        $$"""
            local number = 0
            request = function()
              number = number + 1
              local body = "Email=guess" .. number .. "@test.example&Password=wrong&__RequestVerificationToken={{Uri.EscapeDataString(
                form.Token
            )}}"
              return wrk.format("POST", nil, { ["Cookie"] = "{{form.Cookie}}", ["Content-Type"] = "application/x-www-form-urlencoded" }, body)
            end
            """;

    private static async Task AddPersonAsync(string data)
    {
        var store = new UserStore(Workspace.Open(data), TimeProvider.System);
        var id = await store.AddAsync(new UserDetails(Email, "Load", [Role.Executive], []), CancellationToken.None);
        var hasher = new PasswordHasher<AppUser>();
        await store.SetPasswordAsync(
            id!.Value,
            hasher.HashPassword(new AppUser(), AppFactory.Password),
            CancellationToken.None
        );
    }

    /// <summary>A session, and a form of somebody who has none.</summary>
    private static async Task<(string Session, (string Cookie, string Token) Form)> SignInAsync(Uri address)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var token = AppFactory.FormToken(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)));
        var form = (cookies.GetCookieHeader(address), token);
        using var inside = await AppFactory.PostFormAsync(
            client,
            "/sign-in",
            [new("Email", Email), new("Password", AppFactory.Password)]
        );
        using var board = await client.GetAsync(new Uri("/", UriKind.Relative));
        return board.StatusCode == HttpStatusCode.OK
            ? (cookies.GetCookieHeader(address), form)
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The board answers {board.StatusCode}.")
            );
    }

    [GeneratedRegex(
        @"counted (?<all>.* 5xx=(?<failed>\d+) broken=(?<broken>\d+))",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();
}
