using System.Net;
using System.Net.Sockets;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>Stands between the product and its server, and cuts the line when it is told to.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly (string Host, int Port) server;
    private readonly Task accepting;
    private long cutAfter = long.MaxValue;

    public CuttingProxy(string host, int port)
    {
        server = (host, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many lines were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts the first line on which so much has been sent to the server; the others, and later ones, hold.</summary>
    public void CutOnceAfter(long bytes) => Interlocked.Exchange(ref cutAfter, bytes);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                lines.Add(CarryAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(server.Host, server.Port, stop.Token);
            await Task.WhenAny(
                CopyAsync(near.GetStream(), far.GetStream(), isToServer: true),
                CopyAsync(far.GetStream(), near.GetStream(), isToServer: false)
            );
            // Without a word to either side: what a cable does that is pulled out.
            near.Client.LingerState = far.Client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or IOException)
        {
            // One side has gone; the other one goes with it.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isToServer)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            for (long sent = 0; await from.ReadAsync(buffer, stop.Token) is > 0 and var read; )
            {
                sent += read;
                if (isToServer && sent >= Interlocked.Read(ref cutAfter))
                {
                    Interlocked.Exchange(ref cutAfter, long.MaxValue);
                    Cuts++;
                    return;
                }
                await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or IOException)
        {
            // One side has gone.
        }
    }
}
