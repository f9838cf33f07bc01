using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Shortener.Tests.Faults;

/// <summary>
/// People following one link, without a break, whatever happens to the server. Every request carries an id of
/// its own, as the query's <c>ref</c>, which is logged with the hit.
/// </summary>
public sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client;
    private readonly string _slug;
    private readonly string _name;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<string> _answered = new();
    private readonly ConcurrentQueue<string> _strange = new();
    private readonly Task _all;
    private int _lastId;

    /// <param name="people">Requests under way at any time.</param>
    /// <param name="name">What its ids begin with: tells two crowds apart.</param>
    public Crowd(Uri server, string slug, int people, string name = "id")
    {
        (_slug, _name) = (slug, name);
        _client =
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server };
        _all = Task.WhenAll(Enumerable.Range(0, people).Select(_ => Task.Run(Follow)));
    }

    /// <summary>Ids whose redirect has arrived.</summary>
    public IReadOnlyCollection<string> Answered => _answered;

    /// <summary>Answers that were no redirect.</summary>
    public IReadOnlyCollection<string> Strange => _strange;

    /// <summary>Waits for the requests under way, and starts no more.</summary>
    public async Task Disperse()
    {
        await _over.CancelAsync();
        await _all;
    }

    public async ValueTask DisposeAsync()
    {
        await Disperse();
        _client.Dispose();
        _over.Dispose();
    }

    private async Task Follow()
    {
        while (!_over.IsCancellationRequested)
        {
            var id = _name + Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
            try
            {
                using var answer = await _client.GetAsync(
                    $"/{_slug}?ref={id}", HttpCompletionOption.ResponseHeadersRead);
                if (answer.StatusCode is HttpStatusCode.Redirect) _answered.Enqueue(id);
                else _strange.Enqueue($"{id}: {answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                // The server is gone: this id was not answered, and may be in the log or not.
                await Task.Delay(Breath);
            }
        }
    }
}
