using System.Net;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Nodes;

/// <summary>Sends a file as the page does.</summary>
internal static class Uploads
{
    /// <summary>Sends one file, and returns where the sender is led.</summary>
    public static async Task<string> SendAsync(HttpClient person, string deed, string kind, string name, byte[] content)
    {
        var page = await person.GetStringAsync(new Uri("/imports/new", UriKind.Relative));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(AppFactory.FormToken(page)), "__RequestVerificationToken" },
            { new StringContent(kind), "Kind" },
            { new StringContent(deed), "Do" },
            { new ByteArrayContent(content), "File", name },
        };
        using var answer = await person.PostAsync(new Uri("/imports/new", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
