using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace KpiBoard.Testing;

/// <summary>A mail server on this machine that takes what it is sent and keeps nothing.</summary>
public sealed class LoopbackMail : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public LoopbackMail() => server.Start();

    /// <summary>What the app has to know to send through it.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings =>
        [
            ("Alerts:Smtp:Host", "127.0.0.1"),
            ("Alerts:Smtp:Port", ((IPEndPoint)server.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)),
            ("Alerts:Smtp:UseTls", "false"),
            ("Alerts:Smtp:From", "board@test.example"),
        ];

    /// <summary>Takes the mail of an app that is about to start.</summary>
    public void Receive(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (var (key, value) in Settings)
        {
            configuration[key] = value;
        }
    }

    /// <summary>Whether somebody is at the door whose mail has not been taken.</summary>
    public bool IsKnockedAt => server.Pending();

    public void Dispose() => server.Dispose();

    /// <summary>Takes one mail as a server would, and returns all that was said.</summary>
    public async Task<string> ReceiveAsync()
    {
        using var client = await server.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, new ASCIIEncoding()) { AutoFlush = true, NewLine = "\r\n" };
        var said = new StringBuilder();
        await writer.WriteLineAsync("220 test");
        var isBody = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            said.AppendLine(CultureInfo.InvariantCulture, $"{line}");
            if (isBody && line != ".")
            {
                continue;
            }
            if (line == "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                break;
            }
            if (isBody)
            {
                await writer.WriteLineAsync("250 taken");
                break;
            }
            isBody = line == "DATA";
            await writer.WriteLineAsync(isBody ? "354 go on" : "250 ok");
        }
        return said.ToString();
    }
}
