namespace Shortener.Tests.Audiences;

/// <summary>Who fetches a link when somebody posts it, and how often.</summary>
internal sealed class Cards(Random dice)
{
    private const int Minute = 60;

    private static readonly Dictionary<string, (string UserAgent, bool OwnDevice, int CacheMinutes)> Fetchers = new()
    {
        ["WhatsApp"] = ("WhatsApp/2.25.30.75 A", true, 0),
        ["Signal"] = ("WhatsApp/2", true, 0),
        ["iMessage"] = ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0", true, 0),
        ["Viber"] = ("Viber/20.9.0.8 CFNetwork/1410.0.3 Darwin/22.6.0", true, 0),
        ["Telegram"] = ("TelegramBot (like TwitterBot)", false, 1440),
        ["Discord"] = ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", false, 60),
        ["Slack"] = ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", false, 30),
        ["Microsoft Teams"] = (
            "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
            false, 30),
        ["LINE"] = ("facebookexternalhit/1.1;line-poker/1.0", false, 60),
        ["KakaoTalk"] = (
            "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984", false,
            60),
        ["Facebook"] = (
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", false, 10_080),
        ["Messenger"] = (
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", false, 10_080),
        ["Instagram"] = (
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", false, 10_080),
        ["LinkedIn"] = (
            "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)", false,
            10_080),
        ["X"] = ("Twitterbot/1.0", false, 10_080),
        ["VK"] = ("Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)", false, 1440),
        ["Google Messages"] = ("GoogleMessages", false, 10),
    };

    private readonly Dictionary<(string Fetcher, int Link, int Share), long> _cached = [];

    /// <summary>The fetches that one message leads to.</summary>
    public IEnumerable<Call> Of(string app, long at, int link, int share, string? sharedTo, int network)
    {
        if (!Fetchers.TryGetValue(app, out var fetcher)) yield break;
        if (fetcher.OwnDevice)
        {
            // While typing: once, or a few times within minutes.
            for (var again = dice.Geometric(0.5); again >= 0; again--)
            {
                yield return Fetch(at + dice.Next(2 * Minute), network);
            }
            yield break;
        }
        var key = (fetcher.UserAgent, link, share);
        if (_cached.TryGetValue(key, out var since) && at < since + fetcher.CacheMinutes * Minute)
        {
            yield break;
        }
        _cached[key] = at;
        yield return Fetch(at, -1 - dice.Next(20));

        Call Fetch(long when, int from) => new(
            when, link, from, new Headers(fetcher.UserAgent), null, false, Share: share, SharedTo: sharedTo);
    }

    /// <summary>A post that every server of a federation fetches within a minute.</summary>
    public IEnumerable<Call> Storm(long at, int link) =>
        Enumerable.Range(0, 200 + dice.Next(300)).Select(server => Program(
            at + dice.Next(Minute), link, -100 - server,
            $"Mastodon/4.3.1 (http.rb/5.2.0; +https://server{server}.example/)"));

    /// <summary>A mail gateway that opens a link before anybody does.</summary>
    public Call Scan(long at, int link) => Program(
        at, link, -1000 - dice.Next(5),
        dice.Happens(0.5) ? "Barracuda Sentinel (EE)" : "python-requests/2.32.3");

    private static Call Program(long at, int link, int network, string userAgent) =>
        new(at, link, network, new Headers(userAgent), From: null, IsPerson: false);
}
