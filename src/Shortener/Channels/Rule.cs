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
/// <param name="Name">The app, bot, browser, system or device; null for <c>-</c>, a row that says "none of these".</param>
/// <param name="Pattern">Has to be in the user agent.</param>
/// <param name="Needs">Of these one at least has to be there too; may be empty.</param>
/// <param name="Unless">Of these none may be there.</param>
/// <param name="Source">For previews and in-app browsers the app.</param>
/// <param name="Shared">For previews: the fetch is evidence that somebody posted the link.</param>
/// <param name="OwnDevice">For bots: the code of an app on somebody's own device, whose system is worth keeping.</param>
internal sealed record Rule(
    Field Field, string? Name, string Pattern, string[] Needs, string[] Unless, Source? Source, bool Shared, bool OwnDevice, DataRow Row)
{
    /// <summary>The words for a device.</summary>
    public static readonly IReadOnlySet<string> Devices = new SortedSet<string>
    {
        "mobile", "tablet", "desktop", "tv", "console", "car", "other",
    };

    /// <exception cref="FormatException">A cell is missing or not one of its words.</exception>
    public static Rule Of(Field field, DataRow row)
    {
        var source = field is Field.Preview or Field.InApp ? Source.Of(row) : null;
        var name = field switch
        {
            Field.Preview or Field.InApp => row.Get("app"),
            Field.Bot => row.Get("name"),
            Field.Browser => row.Get("browser"),
            Field.Os => row.Get("os"),
            _ when row.Get("device") is "-" => "-",
            _ => row.OneOf("device", Devices),
        };
        return new Rule(field, name is "-" ? null : name, row.Get("pattern"), Alternatives(row, "needs"),
            Alternatives(row, "unless"), source, row.Says("share"), row.Says("own-device"), row);
    }

    private static string[] Alternatives(DataRow row, string column) => row.Find(column)?.Split('|') ?? [];
}
