using System.Globalization;
using System.Reflection;
using Shortener.Channels.Patterns;

namespace Shortener.Channels.Dark;

/// <summary>What is assumed of an app on a platform; all numbers but reach are parts of 1.</summary>
/// <param name="Reach">How much it is used there, against other apps (1: as by all).</param>
/// <param name="Shown">Part of its taps that name it.</param>
/// <param name="Handed">Part of the others that arrive with <c>Sec-Fetch-Site: cross-site</c>.</param>
public sealed record Showing(double Reach, double Shown, double Handed);

/// <summary>An app whose hidden taps can be estimated, and what is assumed of it.</summary>
/// <param name="ClicksPerShare">
/// Clicks that follow one share that was seen; null where previews say nothing about it.
/// </param>
/// <param name="On">By platform; null where it does not exist.</param>
public sealed record AppHabit(string App, double? ClicksPerShare, IReadOnlyList<Showing?> On);

/// <summary>
/// What is assumed of every app before an audience of one's own teaches better: <c>Data/visibility.csv</c>.
/// </summary>
public sealed record Visibility(IReadOnlyList<AppHabit> Apps)
{
    private static readonly Lazy<Visibility> Read = new(ReadDefaults);

    /// <summary>The numbers that come with the product.</summary>
    public static Visibility Default => Read.Value;

    /// <summary>The place of an app in <see cref="Apps"/>; −1 for one that is not there.</summary>
    public int IndexOf(string? app)
    {
        for (var i = 0; i < Apps.Count; i++)
        {
            if (Apps[i].App == app) return i;
        }
        return -1;
    }

    /// <summary>What is assumed of an app; null for one that is not there.</summary>
    public AppHabit? Find(string app) => IndexOf(app) is >= 0 and var at ? Apps[at] : null;

    private static Visibility ReadDefaults()
    {
        var clicks = Sharing.Default.ClicksPerShare;
        return new Visibility(
            [.. EmbeddedRows.Read("visibility.csv").GroupBy(row => row.Get("app")).Select(rows =>
        {
            var on = new Showing?[Platforms.Count];
            foreach (var row in rows)
            {
                on[(int)Enum.Parse<Platform>(row.Get("platform"), ignoreCase: true)] = Of(row);
            }
            return new AppHabit(rows.Key, clicks.TryGetValue(rows.Key, out var number) ? number : null, on);
        })]);
    }

    private static Showing Of(DataRow row) =>
        new(row.Number("reach"), row.Number("shown"), row.Number("handed"));
}

/// <summary>The rows of the product's own tables that are not about single requests.</summary>
internal static class EmbeddedRows
{
    /// <exception cref="PatternFileException">A line cannot be read.</exception>
    public static IReadOnlyList<DataRow> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Channels/{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        var faults = new List<string>();
        var rows = DataFile.Read(file, file, reader.ReadToEnd(), faults).Select(row => row.Row).ToList();
        return faults.Count > 0 ? throw new PatternFileException(faults) : rows;
    }

    /// <summary>A number with a point.</summary>
    /// <exception cref="FormatException">The cell is empty or none.</exception>
    public static double Number(this DataRow row, string column) =>
        double.Parse(row.Get(column), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
