using Shortener.Channels.Patterns;

namespace Shortener.Channels;

/// <summary>What a rule about user agents decides; each has a table of its own.</summary>
internal enum Field
{
    Preview,
    Bot,
    InApp,
    Browser,
    Os,
    Device,
}

/// <summary>A row about user agents: what it says when its pattern is there.</summary>
/// <param name="Name">
/// The app, bot, browser, system or device; null for <c>-</c>, a row that says "none of these".
/// </param>
/// <param name="Pattern">Has to be in the user agent.</param>
/// <param name="Needs">Of these one at least has to be there too; may be empty.</param>
/// <param name="Unless">Of these none may be there.</param>
/// <param name="Source">For previews and in-app browsers the app.</param>
/// <param name="Shared">For previews: the fetch is evidence that somebody posted the link.</param>
/// <param name="OwnDevice">
/// For bots: the code of an app on somebody's own device, whose system is worth keeping. For previews: the
/// sharer's.
/// </param>
internal sealed record Rule(
    Field Field, string? Name, string Pattern, string[] Needs, string[] Unless, Source? Source, bool Shared,
    bool OwnDevice, DataRow Row)
{
    private const string NoneOfThese = "-";

    /// <summary>The words for a device.</summary>
    public static readonly IReadOnlySet<string> Devices = new SortedSet<string>
    {
        "car", "console", "desktop", "mobile", "other", "tablet", "tv",
    };

    /// <exception cref="FormatException">A cell is missing or not one of its words.</exception>
    public static Rule Of(Field field, DataRow row)
    {
        var name = row.Get(ColumnOf(field));
        var isNone = name is NoneOfThese;
        if (field is Field.Device && !isNone) row.OneOf("device", Devices);
        var isSource = field is Field.Preview or Field.InApp && !isNone;
        return new Rule(
            field, isNone ? null : name, row.Get("pattern"), Alternatives(row, "needs"),
            Alternatives(row, "unless"),
            isSource ? Source.Of(row) : null, row.Says("share"), row.Says("own-device"), row);
    }

    private static string ColumnOf(Field field) => field switch
    {
        Field.Preview or Field.InApp => "app",
        Field.Bot => "name",
        Field.Browser => "browser",
        Field.Os => "os",
        _ => "device",
    };

    private static string[] Alternatives(DataRow row, string column) => row.Find(column)?.Split('|') ?? [];
}
