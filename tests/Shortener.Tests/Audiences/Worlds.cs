namespace Shortener.Tests.Audiences;

/// <summary>
/// Quite different audiences. Those to tune on and those to judge by share neither mixes nor seeds.
/// </summary>
internal static class Worlds
{
    /// <summary>What the estimator's constants may be chosen by.</summary>
    public static readonly IReadOnlyList<World> Tuning =
    [
        new("WhatsApp, Spain", 1)
        {
            Apps = Mix(
                ("WhatsApp", 62),
                ("iMessage", 5),
                ("Telegram", 12),
                ("Instagram", 10),
                ("Facebook", 8),
                ("Gmail", 3)),
            Devices = [0.66, 0.16, 0.04, 0.14],
        },
        new("Telegram, Iran and abroad", 2)
        {
            Apps = Mix(("Telegram", 55), ("WhatsApp", 20), ("Instagram", 18), ("Signal", 7)),
            Devices = [0.7, 0.15, 0.03, 0.12],
            Links = 120,
        },
        new("iMessage and Messenger, Canada", 3)
        {
            Apps = Mix(
                ("iMessage", 38),
                ("Messenger", 22),
                ("Google Messages", 8),
                ("Facebook", 16),
                ("WhatsApp", 8),
                ("Gmail", 8)),
            Devices = [0.3, 0.42, 0.12, 0.16],
        },
        new("Discord and Slack, a software project", 4)
        {
            Apps = Mix(("Discord", 35), ("Slack", 25), ("X", 18), ("Telegram", 12), ("Signal", 10)),
            Devices = [0.18, 0.16, 0.3, 0.36],
            Links = 80,
            Clicks = 8_000,
        },
        new("KakaoTalk, Korea", 5)
        {
            Apps = Mix(
                ("KakaoTalk", 65), ("Instagram", 15), ("Telegram", 8), ("Facebook", 7), ("Discord", 5)),
            Devices = [0.58, 0.2, 0.04, 0.18],
        },
        new("few clicks, Brazil", 6)
        {
            Apps = Mix(
                ("WhatsApp", 55), ("Instagram", 15), ("Telegram", 12), ("iMessage", 10), ("Facebook", 8)),
            Devices = [0.6, 0.2, 0.05, 0.15],
            Links = 50,
            Clicks = 1_000,
        },
        new("few links, Turkey", 7)
        {
            Apps = Mix(("WhatsApp", 45), ("Telegram", 15), ("X", 20), ("Signal", 10), ("Discord", 10)),
            Devices = [0.55, 0.25, 0.05, 0.15],
            Links = 10,
            Clicks = 25_000,
        },
        new("Teams and mail, an agency", 8)
        {
            Apps = Mix(
                ("Microsoft Teams", 40), ("Outlook", 22), ("Slack", 14), ("LinkedIn", 14), ("Signal", 10)),
            Devices = [0.14, 0.2, 0.24, 0.42],
            Scanners = 30,
        },
        new("plain http, Vietnam", 9)
        {
            Apps = Mix(("Messenger", 28), ("Viber", 22), ("Facebook", 24), ("Telegram", 14), ("Discord", 12)),
            Devices = [0.6, 0.18, 0.04, 0.18],
            IsHttps = false,
        },
        new("passed on and on, India", 10)
        {
            Apps = Mix(("WhatsApp", 60), ("Telegram", 18), ("Instagram", 12), ("LinkedIn", 10)),
            Devices = [0.82, 0.05, 0.02, 0.11],
            Forwards = 0.55,
        },
        new("one campaign, Netherlands", 11)
        {
            Apps = Mix(("WhatsApp", 45), ("Signal", 13), ("iMessage", 12), ("Slack", 12), ("LinkedIn", 10), (
                "Gmail", 8)),
            Devices = [0.42, 0.3, 0.1, 0.18],
            Links = 14,
            Clicks = 35_000,
        },
    ];

    /// <summary>What it is judged by, and was never tuned on.</summary>
    public static readonly IReadOnlyList<World> Judging =
    [
        new("WhatsApp, Germany", 201)
        {
            Apps = Mix(
                ("WhatsApp", 58),
                ("Signal", 9),
                ("Telegram", 8),
                ("iMessage", 7),
                ("Facebook", 6),
                ("Instagram", 7),
                ("Gmail", 5)),
            Devices = [0.48, 0.26, 0.07, 0.19],
        },
        new("Telegram and VK, Russia", 202)
        {
            Apps = Mix(("Telegram", 48), ("VK", 27), ("WhatsApp", 18), ("Viber", 7)),
            Devices = [0.57, 0.18, 0.04, 0.21],
        },
        new("LINE, Japan", 203)
        {
            Apps = Mix(
                ("LINE", 55), ("X", 20), ("Instagram", 8), ("Slack", 6), ("iMessage", 5), ("Gmail", 6)),
            Devices = [0.28, 0.45, 0.08, 0.19],
        },
        new("Slack and Teams, at work", 204)
        {
            Apps = Mix(
                ("Slack", 36), ("Microsoft Teams", 30), ("Outlook", 16), ("WhatsApp", 10), ("LinkedIn", 8)),
            Devices = [0.1, 0.12, 0.26, 0.52],
            Scanners = 40,
        },
        new("WeChat, China", 205)
        {
            Apps = Mix(("WeChat", 78), ("Telegram", 6), ("WhatsApp", 6), ("iMessage", 10)),
            Devices = [0.62, 0.24, 0.03, 0.11],
        },
        new("iMessage, United States", 206)
        {
            Apps = Mix(
                ("iMessage", 44),
                ("Messenger", 14),
                ("Google Messages", 9),
                ("WhatsApp", 8),
                ("Facebook", 12),
                ("X", 6),
                ("Gmail", 7)),
            Devices = [0.25, 0.47, 0.12, 0.16],
        },
        new("a handful of sparse links", 207)
        {
            Apps = Mix(("WhatsApp", 45), ("iMessage", 15), ("Telegram", 15), ("Facebook", 15), ("Slack", 10)),
            Devices = [0.42, 0.28, 0.1, 0.2],
            Links = 40,
            Clicks = 1_200,
        },
        new("a few busy links", 208)
        {
            Apps = Mix(("WhatsApp", 40), ("Telegram", 20), ("iMessage", 10), ("Discord", 15), ("X", 15)),
            Devices = [0.45, 0.25, 0.1, 0.2],
            Links = 12,
            Clicks = 40_000,
        },
        new("storms of Mastodon and scanners", 209)
        {
            Apps = Mix(("Signal", 26), ("Telegram", 22), ("WhatsApp", 32), ("Discord", 10), ("X", 10)),
            Devices = [0.4, 0.2, 0.13, 0.27],
            Scanners = 120,
            Storms = 25,
        },
        new("plain http, Poland", 210)
        {
            Apps = Mix(("Messenger", 34), ("WhatsApp", 30), ("Signal", 8), ("Facebook", 14), ("Discord", 6), (
                "Gmail", 8)),
            Devices = [0.56, 0.14, 0.05, 0.25],
            IsHttps = false,
        },
        new("everything is forwarded, Kenya", 211)
        {
            Apps = Mix(
                ("WhatsApp", 66), ("Telegram", 12), ("X", 10), ("Google Messages", 6), ("Facebook", 6)),
            Devices = [0.8, 0.07, 0.02, 0.11],
            Forwards = 0.6,
            Typed = 0.05,
        },
    ];

    private static Dictionary<string, double> Mix(params (string App, double Weight)[] parts) =>
        parts.ToDictionary(part => part.App, part => part.Weight / parts.Sum(p => p.Weight));
}
