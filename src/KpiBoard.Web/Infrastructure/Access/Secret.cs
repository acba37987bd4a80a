using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>Secrets that are shown once and stored as their hash. With 256 random bits a plain hash is enough.</summary>
public static class Secret
{
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
