using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KpiBoard.Web.Infrastructure.CommandLine;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Configuration <c>Keys</c>: what protects the keys that sign sessions where they are kept. All nodes need the same.
/// </summary>
public sealed class KeyOptions
{
    /// <summary>A file with an RSA certificate and its private key: PKCS#12 (.pfx, .p12), or PEM with both in it.</summary>
    public string? Certificate { get; init; }

    /// <summary>What opens the file, where it is locked.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>
    /// Certificates that were used before, of the same password: keys are read with them and never written.
    /// </summary>
    public IReadOnlyList<string> EarlierCertificates { get; init; } = [];

    public static KeyOptions From(IConfiguration configuration) =>
        configuration.GetSection("Keys").Get<KeyOptions>() ?? new KeyOptions();

    /// <summary>The certificate in the file, with its key.</summary>
    /// <exception cref="CommandException">The file cannot be read, or does not hold what is needed.</exception>
    public X509Certificate2 Load(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            var certificate = file.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? LoadPem(file)
                : X509CertificateLoader.LoadPkcs12FromFile(file, CertificatePassword);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null
                ? certificate
                : throw CommandException.WrongUsage(
                    $"Keys:Certificate: {file} holds no RSA certificate with its private key."
                );
        }
        catch (Exception unreadable)
            when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongUsage($"Keys:Certificate: {file} cannot be read. {unreadable.Message}");
        }
    }

    private X509Certificate2 LoadPem(string file) =>
        CertificatePassword is null
            ? X509Certificate2.CreateFromPemFile(file)
            : X509Certificate2.CreateFromEncryptedPemFile(file, CertificatePassword);
}
