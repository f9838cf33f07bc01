using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Faults;

[Parallelizable(ParallelScope.All)]
public sealed class ConversionKillTests(Engine engine) : OnBothEngines(engine)
{
    private const int Kills = 5;
    private const int Tills = 12;

    private readonly ConcurrentQueue<long> _acknowledged = new();
    private long _last;

    [Test]
    public async Task Every_acknowledged_sale_is_kept_once_however_often_the_process_is_killed()
    {
        var address = Server.FreeAddress();
        using var over = new CancellationTokenSource();
        using var client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "X-Api-Key", Server.AdminKey } } };
        var tills =
            Enumerable.Range(0, Tills).Select(_ => Task.Run(() => Sell(client, over.Token))).ToArray();

        for (var life = 0; life < Kills; life++)
        {
            await using var server = await Server.Start(Database, Folder, address);
            var enough = _acknowledged.Count + 50;
            Assert.That(
                await Wait.Until(() => Task.FromResult(_acknowledged.Count >= enough)),
                $"life {life} answers: {server.Output}");
            // Ends in the middle of whatever it does, each time somewhat later.
            await Task.Delay(TimeSpan.FromMilliseconds(100 + 70 * life));
            await server.Kill();
        }
        await over.CancelAsync();
        await Task.WhenAll(tills);

        var kept = await Db.List<long>("select amount from conversions where kind = 1");
        Assert.That(_acknowledged, Is.SubsetOf(kept));
        Assert.That(kept, Is.Unique);
    }

    // Each sale has an amount of its own, and is told again until it is acknowledged.
    private async Task Sell(HttpClient client, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _last);
            var sale = string.Create(CultureInfo.InvariantCulture, $$"""{"amount":{{number}},"currency":"EUR","invoiceId":"{{number}}","visitorId":"v{{number % 7}}"}""");
            while (!over.IsCancellationRequested && !await Tell(client, sale))
            {
                await Task.Delay(20, CancellationToken.None);
            }
            if (!over.IsCancellationRequested) _acknowledged.Enqueue(number);
        }
    }

    private static async Task<bool> Tell(HttpClient client, string sale)
    {
        try
        {
            using var body = new StringContent(sale, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/api/v1/track/sale", body);
            return answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
