using Shortener.Channels;
using Shortener.Channels.Patterns;

namespace Shortener.Tests.Channels;

/// <summary>
/// The table of what can be known of each app, made from the pattern files: a number is how surely the app is
/// meant where it shows itself at all, a dash says that it never does.
/// </summary>
internal sealed class AppsTable(Knowledge knowledge)
{
    private static readonly string[] Channels = ["messaging", "collaboration", "social"];

    public string ToMarkdown() => string.Join('\n',
    [
        "| channel | app | link preview | tap on Android | tap on iOS | web client |",
        "|---|---|---|---|---|---|",
        .. Apps().Select(app => Line(app.Channel, app.Name, Share, OnAndroid, OnIos, OnTheWeb)),
    ]);

    /// <summary>
    /// Apps where people pass links on, and which show themselves by a link preview or by a browser of their
    /// own.
    /// </summary>
    private IEnumerable<(string Channel, string Name)> Apps() =>
        from row in knowledge.Rows
        where row.Table is "in-app" || row.Table is "previews" && row.Row.Says("share")
        let channel = row.Row.Find("channel")
        let name = row.Row.Find("app")
        where Channels.Contains(channel) && name is not null
        group channel by name into app
        orderby Array.IndexOf(Channels, app.First()), app.Key
        select (app.First(), app.Key);

    private string Share(string app) => Best(Rows("previews", app).Where(r => r.Says("share")));

    private string OnAndroid(string app)
    {
        var inApp = Best(Rows("in-app", app).Where(r => r.Find("on") is null or "android"));
        var asReferrer = Best(Rows("packages", app));
        return (inApp, asReferrer) switch
        {
            (_, "–") => inApp,
            ("–", _) => $"{asReferrer} (referrer)",
            _ => $"{inApp}, {asReferrer} (referrer)",
        };
    }

    private string OnIos(string app) => Best(Rows("in-app", app).Where(r => r.Find("on") is null or "ios"));

    private string OnTheWeb(string app) => Best(Rows("referrers", app));

    private IEnumerable<DataRow> Rows(string table, string app) =>
        knowledge.Rows.Where(r => r.Table == table && r.Row.Find("app") == app).Select(r => r.Row);

    private static string Line(string channel, string app, params Func<string, string>[] cells) =>
        $"| {channel} | {app} | {string.Join(" | ", cells.Select(cell => cell(app)))} |";

    private static string Best(IEnumerable<DataRow> rows) =>
        rows.Select(r => r.Confidence(otherwise: 0.85)).DefaultIfEmpty().Max() is > 0 and var best
            ? FormattableString.Invariant($"{best:0.00}")
            : "–";
}
