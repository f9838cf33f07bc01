using System.Diagnostics;
using System.Net;

namespace Shortener.Benchmarks.Load;

/// <summary>Somebody who makes a link every second while the redirects go on.</summary>
internal sealed class PostingClient(ShortenerServer server)
{
    private readonly List<double> _millis = [];

    public int Failures { get; private set; }

    /// <summary>How long each call took.</summary>
    public IReadOnlyList<double> Millis => _millis;

    public async Task Post(CancellationToken until)
    {
        using var client = server.Client();
        // The connection is there before the first call that counts.
        using (await client.GetAsync(new Uri("/health/live", UriKind.Relative), CancellationToken.None)) { }
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await second.WaitForNextTickAsync(until)) await PostOne(client);
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    private async Task PostOne(HttpClient client)
    {
        var link = new { url = $"https://shop.example/new/{Guid.NewGuid():n}", utm_source = "newsletter" };
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/links", UriKind.Relative), link);
            if (answer.StatusCode is not HttpStatusCode.Created) Failures++;
        }
        catch (HttpRequestException)
        {
            Failures++;
        }
        _millis.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
