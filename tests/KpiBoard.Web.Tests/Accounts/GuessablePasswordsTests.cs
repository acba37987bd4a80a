using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed class GuessablePasswordsTests
{
    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Velkommen1234")]
    [InlineData("Sommer2026!!")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop123")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("abcabcabcabcabc")]
    [InlineData("KpiBoard-2026")]
    [InlineData("almaberg1987")]
    [InlineData("Aldervik12345")]
    [InlineData("adgangskode123")]
    [InlineData("iloveyou2024!")]
    public void Contains_WhatSomebodyTriesFirst_IsTrue(string password) =>
        Assert.True(GuessablePasswords.Contains(password, "alma.berg@test.example", "Alma Berg", "Aldervik Services"));

    [Theory]
    [InlineData("a sentence for tests")]
    [InlineData("correct horse battery staple")]
    [InlineData("kaffe smager bedst i regnvejr")]
    [InlineData("tr4nsp0rt-vik-91-lampe")]
    [InlineData("Kx7#mQ2p!vR9zL")]
    [InlineData("summer rain on my old blue boat")]
    public void Contains_WordsOfOnesOwn_IsFalse(string password) =>
        Assert.False(GuessablePasswords.Contains(password, "alma.berg@test.example", "Alma Berg", "Aldervik Services"));

    [Fact]
    public async Task NewPassword_ThatIsGuessable_IsRefusedWithTheReason()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/account",
            [new("Current", AppFactory.Password), new("Password", "person1person1"), new("Repeat", "person1person1")],
            "/account/password"
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("easy to guess", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
