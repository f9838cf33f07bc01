using System.Globalization;
using System.Text;

namespace Shortener.Benchmarks.Load;

/// <summary>
/// What the load run asks for: 10,000 links, asked for as Zipf's law has it, by ten kinds of client from
/// seven places. The same requests, byte for byte, go to every server.
/// </summary>
internal static class Traffic
{
    public const int LinkCount = 10_000;

    /// <summary>Different requests that wrk goes round in: enough that no cache holds them all.</summary>
    public const int RequestCount = 100_000;

    /// <summary>Between two requests in the file that wrk reads; no header contains it.</summary>
    public const char Separator = '\u0001';

    private const string SlugAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const string ChromeBrands =
        "\"Chromium\";v=\"142\", \"Google Chrome\";v=\"142\", \"Not_A Brand\";v=\"99\"";

    private sealed record Client(string UserAgent, string Accept, string? Hints = null);

    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private const string ChromePage =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8";

    private static readonly Client[] Clients =
    [
        new("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", ChromePage, Hints("?1", "Android")),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", ChromePage, Hints("?0", "Windows")),
        new("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", ChromePage, Hints("?0", "macOS")),
        new("Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1", Page),
        new("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15", Page),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0", Page),
        new("Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", ChromePage),
        new("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Instagram 402.0.0.24.75 (iPhone15,2; iOS 18_6; de_DE; de; scale=3.00; 1179x2556; 782345678)", Page),
        new("WhatsApp/2.25.30.75 A", "*/*"),
        new("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/141.0.0.0 Safari/537.36", "text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,*/*;q=0.8"),
    ];

    private static readonly string?[] Referrers =
    [
        null, "https://www.google.com/", "https://l.facebook.com/", "https://t.co/k3Jx9QmVzL",
        "https://www.linkedin.com/", "android-app://com.google.android.gm/",
        "https://blog.example.org/2026/11/spring-offers",
    ];

    private static readonly string[] Languages =
    [
        "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "en-US,en;q=0.9", "en-GB,en;q=0.8", "fr-FR,fr;q=0.9,en;q=0.5",
    ];

    /// <summary>The slugs, the same in every run.</summary>
    public static IReadOnlyList<string> Slugs(int count)
    {
        var dice = new Random(2026);
        var slugs = new HashSet<string>(count);
        while (slugs.Count < count)
        {
            slugs.Add(string.Create(6, dice, (span, d) => d.GetItems(SlugAlphabet, span)));
        }
        return [.. slugs];
    }

    /// <summary>What a link of ours is stored with.</summary>
    public static string Url(int link) =>
        string.Create(CultureInfo.InvariantCulture, $"https://shop.example/products/{link}?size=m");

    /// <summary>What goes out for it.</summary>
    public static string Destination(int link) =>
        Url(link) + "&utm_source=newsletter&utm_medium=email&utm_campaign=spring";

    /// <summary>Writes the requests that wrk sends.</summary>
    /// <param name="visitors">
    /// How many addresses the visitors have, in X-Forwarded-For as a proxy in front would say it; 0 sends no
    /// such header, and everybody is 127.0.0.1.
    /// </param>
    public static void WriteRequests(string file, IReadOnlyList<string> slugs, int visitors)
    {
        var dice = new Random(42);
        var cumulated = Cumulated(slugs.Count);
        using var requests =
            new StreamWriter(file, append: false, new UTF8Encoding(false)) { NewLine = "\r\n" };
        for (var n = 0; n < RequestCount; n++)
        {
            var client = Clients[dice.Next(Clients.Length)];
            var referrer = Referrers[dice.Next(Referrers.Length)];
            requests.WriteLine($"GET /{slugs[Draw(cumulated, dice)]} HTTP/1.1");
            requests.WriteLine("Host: go.example");
            requests.WriteLine($"User-Agent: {client.UserAgent}");
            requests.WriteLine($"Accept: {client.Accept}");
            requests.WriteLine("Accept-Encoding: gzip, deflate, br");
            requests.WriteLine($"Accept-Language: {Languages[dice.Next(Languages.Length)]}");
            if (client.Hints is not null) requests.Write(client.Hints);
            if (referrer is not null) requests.WriteLine($"Referer: {referrer}");
            if (visitors > 0) requests.WriteLine($"X-Forwarded-For: {Address(dice.Next(visitors))}");
            requests.WriteLine();
            requests.Write(Separator);
        }
    }

    /// <summary>Zipf's law: the n-th link is asked for in proportion to 1/n.</summary>
    private static double[] Cumulated(int count)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var n = 0; n < count; n++) sums[n] = sum += 1.0 / (n + 1);
        return sums;
    }

    private static int Draw(double[] cumulated, Random dice)
    {
        var found = Array.BinarySearch(cumulated, dice.NextDouble() * cumulated[^1]);
        return found < 0 ? ~found : found;
    }

    // Spread over the address space, the same for the same visitor; 24 to 223 are ordinary public networks.
    private static string Address(int visitor)
    {
        var bits = unchecked((uint)visitor * 2654435761u);
        return string.Create(CultureInfo.InvariantCulture,
            $"{24 + (bits >> 24) % 200}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{1 + (bits & 255) % 254}");
    }

    private static string Hints(string mobile, string platform) =>
        $"Sec-CH-UA: {ChromeBrands}\r\nSec-CH-UA-Mobile: {mobile}\r\nSec-CH-UA-Platform: \"{platform}\"\r\n"
        + "Upgrade-Insecure-Requests: 1\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n";
}
