using System.Buffers.Binary;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed class PasswordHashTests
{
    /// <summary>The tests' own app hashes faster, so what the product does is looked at here: the hash says how it was made.</summary>
    [Fact]
    public async Task Hash_OfThePassword_IsSlowOnPurpose()
    {
        await using var services = new ServiceCollection().AddPeople().BuildServiceProvider();
        var hasher = services.GetRequiredService<IPasswordHasher<AppUser>>();
        var hash = Convert.FromBase64String(hasher.HashPassword(new AppUser(), "a sentence for tests"));
        Assert.Equal(
            KeyDerivationPrf.HMACSHA512,
            (KeyDerivationPrf)BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1))
        );
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)) >= 210_000);
    }
}
