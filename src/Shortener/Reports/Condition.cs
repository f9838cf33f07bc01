using System.Text;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Web;

namespace Shortener.Reports;

/// <summary>
/// One filter: hits whose value of a grouping is one of these, or (a leading minus) none of these.
/// </summary>
/// <param name="Values">At least one; empty stands for "unknown".</param>
public sealed record Condition(Grouping By, bool Except, IReadOnlyList<string> Values)
{
    /// <summary>How one asks for hits of which the value is not known.</summary>
    public const string Unknown = "(unknown)";

    /// <summary>Only hits of certain links pass, by their ids, tags or domains.</summary>
    public bool NamesLinks => By.Dimension is Dimension.Link && !Except;

    /// <summary>Hits of certain links do not pass, by their ids, tags or domains.</summary>
    public bool TakesLinksAway => By.Dimension is Dimension.Link && Except;

    /// <summary>All filters among the parameters. What cannot be read is refused there.</summary>
    public static IReadOnlyList<Condition> Read(Parameters parameters)
    {
        foreach (var name in Grouping.Later.Where(name => parameters.Take(name) is not null))
        {
            parameters.Refuse(name, "does not exist yet");
        }
        return [.. Grouping.Filters
            .Select(by => parameters.Take(by.Name) is { } text ? Parse(by, text, parameters) : null)
            .OfType<Condition>()];
    }

    private static Condition? Parse(Grouping by, string text, Parameters parameters)
    {
        var items = Items(text);
        if (items.Count == 0)
        {
            parameters.Refuse(by.Name, $"names no value; write {Unknown} for hits of which it is not known");
            return null;
        }
        var except = items[0].IsMinus;
        if (!except && items.Exists(item => item.IsMinus))
        {
            parameters.Refuse(by.Name, "mixes values with and without a minus; a minus before the first means none of them (write \\- for a value that begins with one)");
            return null;
        }
        var values = items.Select(item => item.Value == Unknown ? "" : item.Value).Distinct().ToList();
        if (values.Find(value => !IsPossible(by, value)) is { } impossible)
        {
            parameters.Refuse(by.Name, $"takes {What(by)}, not '{impossible}'");
            return null;
        }
        return new Condition(by, except, values);
    }

    private static bool IsPossible(Grouping by, string value)
    {
        if (by == Grouping.Tag || by == Grouping.Domain) return true;
        if (OwnNumbers.Has(by.Dimension)) return OwnNumbers.Read(by.Dimension!.Value, value) is not null;
        return by != Grouping.Trigger || HitWords.Find<HitTrigger>(value) is not null;
    }

    private static string What(Grouping by) => by.Name switch
    {
        "link" => "the ids of links",
        "share" => "the tokens of shares",
        "generation" => "numbers from 0 (the bare link)",
        "advocate" => "the ids of advocates",
        _ => "link, qr and share",
    };

    /// <summary>
    /// Values are separated by commas; a backslash makes a comma, a minus or a backslash part of a value.
    /// </summary>
    private static List<(bool IsMinus, string Value)> Items(string text)
    {
        var items = new List<(bool, string)>();
        var (isMinus, value, isEscaped) = (false, new StringBuilder(), false);
        foreach (var letter in text)
        {
            if (isEscaped || letter is not (',' or '-' or '\\')) value.Append(letter);
            else if (letter is '-' && (value.Length > 0 || isMinus)) value.Append(letter);
            else if (letter is '-') isMinus = true;
            else if (letter is ',') Finish();
            isEscaped = !isEscaped && letter is '\\';
        }
        Finish();
        return items;

        void Finish()
        {
            if (value.Length > 0) items.Add((isMinus, value.ToString()));
            (isMinus, value) = (false, new StringBuilder());
        }
    }
}
