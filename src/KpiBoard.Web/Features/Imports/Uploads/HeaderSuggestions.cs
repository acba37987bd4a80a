using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Which column a header probably means: what ERP systems call things in English, Danish and Norwegian.</summary>
public static class HeaderSuggestions
{
    /// <summary>The likeliest word first: a file may have both a posting date and a due date.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["customer_id"] =
            "customernumber customerno custno customer account client kundenummer kundenr kundeid kundekode kunde debitornr debitor",
        ["name"] = "customername companyname company kundenavn firmanavn navn firma",
        ["segment"] = "customersegment customergroup kundesegment kundegruppe gruppe group",
        ["region"] = "area territory område landsdel fylke",
        ["business_unit"] =
            "unit department division forretningsenhed forretningsenhet enhed enhet afdeling avdeling forretningsområde",
        ["joined_on"] = "joined customersince startdate kundesiden oprettet opprettet startdato kundefra",
        ["left_on"] = "left enddate ophørsdato ophørt ophør slutdato sluttdato oppsagt udmeldt utmeldt",
        ["valid_from"] = "from gyldigfra gælderfra gjelderfra",
        ["booked_on"] =
            "postingdate bookingdate booked bogføringsdato bokføringsdato bogført bokført bokførtdato posteringsdato invoicedate fakturadato bilagsdato date dato",
        ["amount"] =
            "netamount nettobeløb nettobeløp beløb beløp revenue sales turnover omsætning omsetning salg total sum value værdi verdi",
        ["quantity"] = "qty antal antall mængde mengde",
        ["unit_price"] = "price enhedspris enhetspris stykpris stykkpris pris",
        ["line_id"] = "linenumber lineno line linjenummer linjenr linjeid linje posteringsnr løbenr løpenr",
        ["invoice_id"] =
            "invoicenumber invoiceno invoice fakturanummer fakturanr faktura bilagsnummer bilagsnr bilag voucher",
        ["cost"] = "costamount costofsales cogs kostbeløb kostpris varekost vareforbrug kostnad omkostning kost",
        ["currency"] = "currencycode curr valutakode valuta val",
        ["product"] = "item sku productname produktnavn produkt varenummer varenr vare artikel artikkel",
        ["score"] = "nps rating grade karakter bedømmelse vurdering poeng",
        ["answered_at"] =
            "answered completed submitted timestamp besvaret besvart svardato tidspunkt date dato responsedate",
        ["response_id"] = "response besvarelsesid besvarelse svarid id",
        ["audience"] = "målgruppe respondenttype",
        ["level"] = "niveau nivå surveytype",
        ["touchpoint"] = "kundekontaktpunkt kontaktpunkt channel kanal",
        ["journey"] = "kunderejse rejse kundereise reise",
        ["journey_instance"] = "case caseid sagsnr sag saksnr sak forløb",
        ["weight"] = "vægt vekt",
        ["comment"] = "text kommentar bemærkning merknad fritekst",
        ["emotion"] = "feeling følelse",
        ["period"] = "month periode måned year år",
        ["rate"] = "exchangerate valutakurs kurs",
        ["kpi"] = "code indicator measure figure kode måling nøgletal nøkkeltall",
        ["value"] = "værdi verdi tal tall result resultat actual",
        ["n"] = "count sample observations antal antall observationer observasjoner svar",
        ["lower"] = "low from nedre nedregrænse nedregrense fra",
        ["upper"] = "high to øvre øvregrænse øvregrense til",
        ["category_spend"] = "spend indkøb innkjøp",
        ["occurred_at"] = "occurred timestamp tidspunkt date dato",
        ["event_id"] = "event hændelse hendelse id",
        ["outcome"] = "result resultat udfald utfall",
    };

    /// <summary>By the kind's columns: the header that each probably is, or -1. What is found already stays.</summary>
    public static int[] Complete(ImportKind kind, IReadOnlyList<string> headers, IReadOnlyList<int> found)
    {
        var fields = found.ToArray();
        var plain = headers.Select(Plain).ToList();
        // First what is called as in the contract, then what sounds like it.
        for (var column = 0; column < fields.Length; column++)
        {
            fields[column] =
                fields[column] < 0 ? Free(plain, fields, Plain(kind.Columns[column].Name)) : fields[column];
        }
        foreach (var column in Enumerable.Range(0, fields.Length).Where(column => fields[column] < 0).ToList())
        {
            fields[column] = Words
                .GetValueOrDefault(kind.Columns[column].Name, "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => Free(plain, fields, word))
                .FirstOrDefault(field => field >= 0, -1);
        }
        return fields;
    }

    private static int Free(List<string> plain, int[] taken, string word)
    {
        var field = plain.IndexOf(word);
        return taken.Contains(field) ? -1 : field;
    }

    /// <summary>Letters and digits: "Beløb (DKK)" is "beløb", "Customer No." is "customerno".</summary>
    private static string Plain(string header)
    {
        var bracket = header.IndexOf('(');
        return string.Concat((bracket > 0 ? header[..bracket] : header).Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }
}
