using System.Net;

namespace Shortener.Benchmarks.Load;

/// <summary>One measured turn of a server.</summary>
/// <param name="CpuSeconds">CPU time of the server in the turn, per 100,000 redirects.</param>
internal sealed record Turn(double PerSecond, double P99Millis, double CpuSeconds);

/// <summary>A server that takes its turns, and what was seen of it.</summary>
/// <param name="posting">Somebody makes a link a second in its turns; null where nobody does.</param>
internal sealed class Contestant(
    string name, ServerProcess process, ShortenerServer? shortener = null,
    PostingClient? posting = null) : IAsyncDisposable
{
    private readonly List<Turn> _turns = [];

    public string Name => name;

    public ShortenerServer? Shortener => shortener;

    public PostingClient? Posting => posting;

    public IReadOnlyList<Turn> Turns => _turns;

    /// <summary>Redirects whose answer wrk saw, in and between the turns.</summary>
    public long Answered { get; private set; }

    /// <summary>
    /// How often wrk ran: each time up to <see cref="Wrk.Connections"/> answers came when it had stopped
    /// looking.
    /// </summary>
    public int WrkRuns { get; private set; }

    public long Errors { get; private set; }

    /// <summary>Rows that the follower folded while turns were measured.</summary>
    public long FoldedInTurns { get; private set; }

    /// <summary>Resident memory when last asked, in bytes.</summary>
    public long ResidentBytes { get; private set; }

    public Task Freeze() => process.Freeze();

    public Task Thaw() => process.Thaw();

    /// <summary>Load that is not measured.</summary>
    public async Task<WrkResult> Load(Wrk wrk, int seconds)
    {
        var result = await wrk.Run(process.Address, seconds);
        Answered += result.Answered;
        Errors += result.Errors;
        WrkRuns++;
        return result;
    }

    /// <summary>A measured turn, after a moment to find back into the caches.</summary>
    public async Task TakeTurn(Wrk wrk, int seconds)
    {
        await Thaw();
        await Load(wrk, seconds: 2);

        using var over = new CancellationTokenSource();
        var posts = posting?.Post(over.Token) ?? Task.CompletedTask;
        var folded = shortener is null ? 0 : await shortener.Folded();
        var cpu = process.CpuSeconds();
        var result = await Load(wrk, seconds);
        cpu = process.CpuSeconds() - cpu;
        if (shortener is not null) FoldedInTurns += await shortener.Folded() - folded;
        await over.CancelAsync();
        await posts;

        _turns.Add(new Turn(result.PerSecond, result.P99Millis, cpu * 100_000 / result.Answered));
        await Freeze();
    }

    /// <summary>Goes on until so many redirects were answered, and reads the memory then.</summary>
    public async Task ReadMemoryAfter(Wrk wrk, long redirects)
    {
        await Thaw();
        while (Answered < redirects) await Load(wrk, seconds: 5);
        ResidentBytes = process.ResidentBytes();
        await Freeze();
    }

    /// <summary>Hits in the log, once the last answers that wrk did not wait for are in it.</summary>
    public async Task<long> CountLogged()
    {
        await Thaw();
        var last = -1L;
        for (var hits = await shortener!.CountHits(); hits != last; hits = await shortener.CountHits())
        {
            last = hits;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        return last;
    }

    /// <summary>Fails unless the links lead where they should.</summary>
    public async Task Check(IReadOnlyList<string> slugs, bool exact)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = process.Address };
        using var request = new HttpRequestMessage(
            HttpMethod.Head, new Uri("/" + slugs[7], UriKind.Relative));
        using var answer = await client.SendAsync(request);
        Answered++;
        var location = answer.Headers.Location?.OriginalString;
        if (answer.StatusCode is not HttpStatusCode.Redirect || (exact && location != Traffic.Destination(7)))
        {
            throw new InvalidOperationException(
                $"{name} answers {answer.StatusCode} to {location}, not 302 to {Traffic.Destination(7)}.");
        }
    }

    public ValueTask DisposeAsync() => shortener?.DisposeAsync() ?? process.DisposeAsync();
}
