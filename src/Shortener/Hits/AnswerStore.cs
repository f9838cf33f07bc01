using System.Collections.Concurrent;
using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>
/// The numbers of clients and origins, for those who change hits that are in the log already.
/// </summary>
internal sealed class AnswerStore(Db db)
{
    private readonly ConcurrentDictionary<Client, long> _clients = new();
    private readonly ConcurrentDictionary<Origin, long> _origins = new();

    /// <summary>The client's number; it is added where it has none.</summary>
    public async ValueTask<long> Number(Client client, CancellationToken ct)
    {
        if (_clients.TryGetValue(client, out var known)) return known;
        return _clients[client] = await Number(
            EntryStore.FindClient, EntryStore.AddClient, EntryStore.RowOf(client), ct);
    }

    /// <summary>The origin's number; it is added where it has none.</summary>
    public async ValueTask<long> Number(Origin origin, CancellationToken ct)
    {
        if (_origins.TryGetValue(origin, out var known)) return known;
        return _origins[origin] = await Number(
            EntryStore.FindOrigin, EntryStore.AddOrigin, EntryStore.RowOf(origin), ct);
    }

    private async Task<long> Number(string find, string add, object row, CancellationToken ct)
    {
        if (await db.Find<long?>(find, row, ct) is { } known) return known;
        await db.Run(add, row, ct);
        return await db.Find<long>(find, row, ct);
    }
}
