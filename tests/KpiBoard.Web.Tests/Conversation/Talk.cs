using System.Net;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Conversation;

/// <summary>What people do in a conversation, by its forms.</summary>
internal static class Talk
{
    public static async Task SayAsync(HttpClient client, string subject, string text)
    {
        using var answer = await PostAsync(client, "/comments", ("Subject", subject), ("Text", text));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public static Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string action,
        params (string Key, string Value)[] fields
    ) =>
        AppFactory.PostFormAsync(
            client,
            "/account",
            fields.Select(field => new KeyValuePair<string, string>(field.Key, field.Value)),
            action
        );
}
