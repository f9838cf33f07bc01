namespace Shortener.Channels;

/// <summary>Says in words what a step did to a draft.</summary>
internal static class Effects
{
    public static string Of(in Draft before, in Draft after)
    {
        var effects = new List<string>();
        void Note(string name, object? was, object? now)
        {
            if (!Equals(was, now)) effects.Add($"{name} = {now ?? "none"}");
        }
        Note("kind", before.Kind, after.Kind);
        Note("bot", before.Bot, after.Bot);
        Note("browser", before.Browser, after.Browser);
        Note("os", before.Os, after.Os);
        Note("device", before.Device, after.Device);
        Note("inApp", before.InApp, after.InApp);
        Note("requested with", before.Requester?.App, after.Requester?.App);
        Note("app referrer", before.AppReferrer?.App, after.AppReferrer?.App);
        Note("referrer", before.Referrer?.Source.App, after.Referrer?.Source.App);
        Note("click id", before.ClickId?.App, after.ClickId?.App);
        Note("utm", Words(before.Utm), Words(after.Utm));
        Note("utm of the link", Words(before.LinkUtm), Words(after.LinkUtm));
        Note("channel", before.Origin?.Channel, after.Origin?.Channel);
        Note("app", before.Origin?.App, after.Origin?.App);
        Note("evidence", before.Origin?.Evidence, after.Origin?.Evidence);
        Note("confidence", before.Origin?.Confidence, after.Origin?.Confidence);
        Note("dark", before.Origin?.Dark, after.Origin?.Dark);
        return string.Join(", ", effects);
    }

    private static string? Words(Source? source) => source is null ? null : $"{source.Channel} {source.App}".Trim();
}
