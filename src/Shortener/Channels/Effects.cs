using System.Globalization;

namespace Shortener.Channels;

/// <summary>Says in words what a step did to a draft.</summary>
internal static class Effects
{
    /// <returns><c>kind = Preview, bot = WhatsApp</c>; empty where nothing changed.</returns>
    public static string Of(in Draft before, in Draft after)
    {
        var effects = new List<string>();
        Note(effects, "kind", before.Kind, after.Kind);
        Note(effects, "bot", before.Bot, after.Bot);
        Note(effects, "browser", before.Browser, after.Browser);
        Note(effects, "os", before.Os, after.Os);
        Note(effects, "device", before.Device, after.Device);
        Note(effects, "inApp", before.InApp, after.InApp);
        Note(effects, "requested with", before.Requester?.App, after.Requester?.App);
        Note(effects, "app referrer", before.AppReferrer?.App, after.AppReferrer?.App);
        Note(effects, "referrer", before.Referrer?.Source.App, after.Referrer?.Source.App);
        Note(effects, "click id", before.ClickId?.App, after.ClickId?.App);
        Note(effects, "utm", Words(before.Utm), Words(after.Utm));
        Note(effects, "utm of the link", Words(before.LinkUtm), Words(after.LinkUtm));
        Note(effects, "channel", before.Origin?.Channel, after.Origin?.Channel);
        Note(effects, "app", before.Origin?.App, after.Origin?.App);
        Note(effects, "evidence", before.Origin?.Evidence, after.Origin?.Evidence);
        Note(effects, "confidence", before.Origin?.Confidence, after.Origin?.Confidence);
        Note(effects, "dark", before.Origin?.Dark, after.Origin?.Dark);
        return string.Join(", ", effects);
    }

    private static void Note<T>(List<string> effects, string name, T was, T now)
    {
        if (EqualityComparer<T>.Default.Equals(was, now)) return;
        effects.Add(string.Create(CultureInfo.InvariantCulture, $"{name} = {(object?)now ?? "none"}"));
    }

    private static string? Words(Source? source) =>
        source is null ? null : string.Join(' ', new[] { source.Channel, source.App }.OfType<string>());
}
