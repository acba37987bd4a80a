using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed class UnknownSignInsTests
{
    private const string Typed = "my secret sentence@home";
    private static readonly SignInPlace Place = new("192.0.2.7", "Firefox, Linux");

    [DatabaseTheory]
    public async Task Attempt_OnNoAccount_IsShownToAdministratorsWithoutWhatWasTyped(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var stranger = app.CreateClient();
        foreach (var name in new[] { Typed, Typed, "somebody@else.example" })
        {
            using var answer = await AppFactory.PostFormAsync(
                stranger,
                "/sign-in",
                [new("Email", name), new("Password", "whatever it is")]
            );
        }

        var html = await administrator.GetStringAsync(new Uri("/administration/sign-ins", UriKind.Relative));
        var csv = await administrator.GetStringAsync(new Uri("/administration/sign-ins/unknown/csv", UriKind.Relative));
        var rows = await app.Services.GetRequiredService<UnknownSignIns>().NewestAsync(10, default);

        Assert.Equal([1, 2], rows.Select(row => row.Attempts).Order());
        Assert.Equal(2, rows.Select(row => row.TypedHash).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(rows[0].TypedHash[..8], html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", html + csv, StringComparison.Ordinal);
        // Without the key of this installation, which is not the plain hash of anything, nobody can try passwords on it.
        Assert.DoesNotContain(rows, row => Secret.Hash(Typed).StartsWith(row.TypedHash, StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task Attempts_InExcess_AreCountedInOneRowAndForgottenInTime(string engine)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var unknown = app.Services.GetRequiredService<UnknownSignIns>();
        for (var n = 0; n < UnknownSignIns.RowsPerDay + 5; n++)
        {
            await unknown.AddAsync($"name {n}", Place, default);
        }
        var full = await unknown.NewestAsync(10_000, default);
        clock.Advance(SignInLog.Kept + TimeSpan.FromDays(1));
        await unknown.AddAsync("later", Place, default);

        Assert.Equal(UnknownSignIns.RowsPerDay + 1, full.Count);
        Assert.Equal(5, full.Single(row => row.TypedHash.Length == 0).Attempts);
        Assert.Single(await unknown.NewestAsync(10_000, default));
    }
}
