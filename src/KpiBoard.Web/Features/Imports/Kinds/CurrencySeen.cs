using System.Text;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>Which currencies a file holds: none, one, or more than one.</summary>
public sealed class CurrencySeen
{
    private int first;

    public string? First { get; private set; }

    public string? Second { get; private set; }

    public void Add(ReadOnlySpan<byte> currency)
    {
        if (currency.Length != 3)
        {
            return;
        }
        var code = (currency[0] << 16) | (currency[1] << 8) | currency[2];
        if (code == first)
        {
            return;
        }
        if (first == 0)
        {
            first = code;
            First = Encoding.ASCII.GetString(currency);
        }
        else
        {
            Second ??= Encoding.ASCII.GetString(currency);
        }
    }
}
