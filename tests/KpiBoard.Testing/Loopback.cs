using System.Net;
using System.Net.Sockets;

namespace KpiBoard.Testing;

/// <summary>The machine itself, for processes that must be told where to listen.</summary>
public static class Loopback
{
    /// <summary>A port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
