using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using KpiBoard.Testing;

namespace KpiBoard.Benchmarks;

/// <summary>The product as a server on a data folder, with a token for its endpoints.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient client;

    private Server(Process process, HttpClient client, string token)
    {
        this.process = process;
        this.client = client;
        Token = token;
    }

    public Uri Address => client.BaseAddress!;

    /// <summary>With every scope.</summary>
    public string Token { get; }

    /// <summary>The memory of the process that is not swapped out.</summary>
    public long ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    public static async Task<Server> StartAsync(string data, params (string Key, string Value)[] settings)
    {
        var token = await Child.MustAsync(
            Child.ProductAsync(data, "token", "add", "benchmark", "--scope", "imports", "read", "write")
        );
        var address = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
        var started = Child.StartProduct(data, settings, "serve", "--urls", address.ToString());
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.ErrorDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        var caller = new HttpClient { BaseAddress = address };
        var secret = token.Output.Trim().Split('\n')[0].Trim();
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        while (!await IsUpAsync(caller))
        {
            await Task.Delay(50);
        }
        return new Server(started, caller, secret);
    }

    public async Task ImportAsync(string kind, string file)
    {
        await using var stream = File.OpenRead(file);
        using var content = new StreamContent(stream);
        using var answer = await client.PostAsync($"api/v1/imports/{kind}", content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Asks for a refresh and waits until it is done.</summary>
    public async Task<string> RefreshAsync()
    {
        using var asked = await client.PostAsync("api/v1/refreshes", content: null);
        asked.EnsureSuccessStatusCode();
        while (true)
        {
            var answer = await client.GetStringAsync(asked.Headers.Location);
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.GetProperty("status").GetString() == "done")
            {
                return answer;
            }
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsUpAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
