using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;

namespace Shortener.Web;

/// <summary>A table as CSV (RFC 4180, UTF-8), sent row by row while it is being read.</summary>
/// <param name="header">The names of the JSON fields.</param>
/// <param name="rows">
/// Cells in the order of the header: text, numbers, booleans, instants, or null for an empty cell.
/// </param>
public sealed class CsvAnswer(IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows)
    : IResult, IEndpointMetadataProvider
{
    public const string ContentType = "text/csv";

    private const int RowsAFlush = 500;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [ContentType]));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = ContentType + "; charset=utf-8; header=present";
        await using var text = new StreamWriter(
            response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await text.WriteAsync(Line(header));
        var written = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            await text.WriteAsync(Line(row));
            if (++written % RowsAFlush == 0) await text.FlushAsync(ct);
        }
    }

    /// <summary>One line with its end.</summary>
    internal static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Harmless(text)),
        bool yes => yes ? "true" : "false",
        DateTimeOffset at => InstantConverter.Format(at),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell cannot be a {value.GetType().Name}."),
    };

    // A spreadsheet takes such a cell for a formula, and would run what a visitor wrote into a link. Some
    // drop the space before it; those for Chinese, Japanese and Korean read the wide signs, too.
    private static string Harmless(string text) =>
        text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] ? "'"
            + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
