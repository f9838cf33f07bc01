using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Shortener.Conversions;

/// <summary>One line of a file of sales.</summary>
/// <param name="Line">Where it begins in the file, from 1; the header is line 1.</param>
/// <param name="Sale">
/// Null where the line cannot be read; then <paramref name="Problems"/> says why, by column.
/// </param>
public sealed record SalesLine(int Line, NewSale? Sale, IReadOnlyDictionary<string, string[]> Problems);

/// <summary>
/// Sales that were made elsewhere (in a shop, on the phone), as CSV whose header has the names of the JSON
/// fields.
/// </summary>
public static class SalesFile
{
    /// <summary>The columns there may be, in any order; the first three must be there.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "invoiceId", "amount", "currency", "occurredAt", "clickId", "visitorId", "customerId", "event",
        "code", "lookbackDays",
    ];

    private const int Needed = 3;

    /// <summary>Reads the file; in place of its lines, a sentence where its header is none.</summary>
    /// <param name="text">Separated by commas, or by semicolons where the header is.</param>
    public static (IReadOnlyList<SalesLine> Lines, string? Fault) Read(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var header = end < 0 ? text : text[..end];
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = header.Contains(';') && !header.Contains(',') ? ";" : ",",
            // A stray quote is part of the text.
            BadDataFound = null,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        if (!parser.Read())
        {
            return (
                [],
                "The file is empty. Its first line names the columns: " + string.Join(',', Columns) + ".");
        }

        var names = parser.Record!.Select(name => name.Trim()).ToArray();
        if (names.FirstOrDefault(name => !Columns.Contains(name)) is { } unknown)
        {
            return ([], $"There is no column '{unknown}'; there is {string.Join(", ", Columns)}.");
        }
        if (names.Distinct().Count() < names.Length) return ([], "A column is there twice.");
        if (Columns.Take(Needed).FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            return ([], $"The column {missing} is missing.");
        }

        var lines = new List<SalesLine>();
        while (parser.Read())
        {
            lines.Add(ReadLine(parser.RawRow - Breaks(parser.RawRecord), names, parser.Record!));
        }
        return (lines, null);
    }

    private static SalesLine ReadLine(int line, string[] names, string[] cells)
    {
        var problems = new Dictionary<string, string[]>();
        if (cells.Length != names.Length)
        {
            problems["line"] = [$"has {cells.Length} cells, and the header {names.Length}"];
            return new SalesLine(line, null, problems);
        }
        string? Cell(string name) => Array.IndexOf(names, name) is var at and >= 0
            && cells[at].Trim() is { Length: > 0 } cell
            ? cell
            : null;

        var amount = Number(
            "amount", Cell("amount"), "must be a whole number of minor units: 1999 for 19.99", problems);
        var days = Number("lookbackDays", Cell("lookbackDays"), "must be a whole number", problems);
        var sale = new NewSale
        {
            InvoiceId = Cell("invoiceId") ?? "",
            Amount = amount ?? 0,
            Currency = Cell("currency") ?? "",
            OccurredAt = Instant(Cell("occurredAt"), problems),
            ClickId = Cell("clickId"),
            VisitorId = Cell("visitorId"),
            CustomerId = Cell("customerId"),
            Event = Cell("event"),
            Code = Cell("code"),
            // What is no number of days is refused with the other rules.
            LookbackDays = days is { } some ? (int)Math.Clamp(some, 0, int.MaxValue) : null,
        };
        if (Cell("amount") is null) problems["amount"] = ["is missing"];
        return new SalesLine(line, problems.Count == 0 ? sale : null, problems);
    }

    private static long? Number(
        string name, string? cell, string sentence, Dictionary<string, string[]> problems)
    {
        if (cell is null) return null;
        if (long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        problems[name] = [sentence];
        return null;
    }

    private static DateTimeOffset? Instant(string? cell, Dictionary<string, string[]> problems)
    {
        if (cell is null) return null;
        // A time without an offset is no moment; spreadsheets write it with a blank.
        if (cell.Length > 16 && (cell[^1] is 'Z' or 'z' || cell[^6] is '+' or '-')
            && DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at.ToUniversalTime();
        }
        problems["occurredAt"] = ["must be a time with its offset, such as 2026-11-21T17:16:39Z"];
        return null;
    }

    // A cell in quotes may hold line breaks, and the parser counts the line it has reached.
    private static int Breaks(string record) => record.TrimEnd('\r', '\n').Count(c => c == '\n');
}
