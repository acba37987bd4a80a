using System.Text.Encodings.Web;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Infrastructure.Figures;
using Xunit;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class CommentTextTests
{
    private static readonly PersonChoice[] People = [new(1, "Eva", true), new(2, "Eva Thorsen", true)];

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData(
        "See https://a.example/x?y=1, or not.",
        "See <a rel=\"noopener noreferrer nofollow ugc\" href=\"https://a.example/x?y=1\">https://a.example/x?y=1</a>, or not."
    )]
    [InlineData(
        "http://a.example/\" onmouseover=\"alert(1)",
        "<a rel=\"noopener noreferrer nofollow ugc\" href=\"http://a.example/\">http://a.example/</a>&quot; onmouseover=&quot;alert(1)"
    )]
    [InlineData("@Eva Thorsen, look", "<span class=\"mention\">@Eva Thorsen</span>, look")]
    [InlineData("eva@Eva.example", "eva@Eva.example")]
    [InlineData("@Evander", "@Evander")]
    public void Html_OfATypedText_EncodesItAndMarksOnlyLinksAndNames(string text, string expected)
    {
        using var writer = new StringWriter();

        new CommentText().Html(text, People).WriteTo(writer, HtmlEncoder.Default);

        Assert.Equal(expected, writer.ToString());
    }

    [Theory]
    [InlineData("initiative:7")]
    [InlineData("figure:churn.logo")]
    [InlineData("figure:churn.logo/segment:Small / medium: business")]
    [InlineData("point:churn.logo/2026-10")]
    [InlineData("point:nrr/R12-2026-10/business_unit:Norway")]
    public void Subject_WrittenAndRead_IsTheSame(string text) =>
        Assert.Equal(text, Subject.Parse(text, new PeriodCalendar(), KpiBook.BuiltIn)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("initiative:-1")]
    [InlineData("figure:nonsense")]
    [InlineData("figure:churn.logo/shoe size:44")]
    [InlineData("point:churn.logo/last month")]
    public void Subject_OfNonsense_IsNone(string? text) =>
        Assert.Null(Subject.Parse(text, new PeriodCalendar(), KpiBook.BuiltIn));
}
