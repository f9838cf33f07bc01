using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Redirect;

namespace Shortener.Transfer;

/// <summary>What became of a file that was replayed.</summary>
/// <param name="Read">Lines read, without empty ones.</param>
/// <param name="Added">Hits that are in the log now and were not before.</param>
/// <param name="Known">Hits that were in the log already, from an earlier replay.</param>
/// <param name="Skipped">How many lines were passed over, by reason.</param>
public sealed record ReplayReport(
    long Read, long Added, long Known, IReadOnlyDictionary<string, long> Skipped);

/// <summary>
/// Puts the requests of a file through the redirect's own classification, at the times they carry.
/// Idempotent: a line is known by its content and by how many equal lines came before it.
/// </summary>
internal sealed class Replay(
    VisitReader reader, Redirects redirects, Domains domains, SaltStore salts, VisitorDays days,
    HitStore store, TimeProvider clock)
{
    /// <summary>Hits in one commit: short enough for a server beside to get its turn.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly Dictionary<long, int> _seen = [];
    private readonly Dictionary<string, long> _skipped = [];
    private readonly List<Hit> _batch = [];
    private long _read;
    private long _added;

    /// <summary>Replays all lines.</summary>
    /// <param name="parse">
    /// How a line is read: <see cref="ReplayLine.ParseJson"/>, <see cref="CombinedLog.Parse"/>.
    /// </param>
    /// <param name="tell">Told now and then how many lines were read.</param>
    public async Task<ReplayReport> Run(
        IAsyncEnumerable<string> lines, Func<string, (ReplayLine? Line, string? Fault)> parse,
        Action<long> tell, CancellationToken ct)
    {
        await foreach (var line in lines.WithCancellation(ct))
        {
            if (line.Length == 0) continue;
            if (++_read % 10_000 == 0) tell(_read);
            var (request, fault) = parse(line);
            fault ??= Fault(request!);
            if (fault is null) await Take(request!, Uid(line), ct);
            else CollectionsMarshal.GetValueRefOrAddDefault(_skipped, fault, out _)++;
        }
        Store();
        return new ReplayReport(_read, _added, _read - _added - _skipped.Values.Sum(), _skipped);
    }

    private async Task Take(ReplayLine request, long uid, CancellationToken ct)
    {
        var (path, query) = Split(request.Target);
        var link = ShortLinks.OfEncoded(path)!.Value;
        var at = request.At.ToUnixTimeMilliseconds();
        await salts.Prepare(days.Of(at), ct);
        var host = request.Host ?? (domains.Hosts is [var first, ..] ? first : "");
        var headers = new VisitHeaders();
        foreach (var (name, value) in request.Headers) headers.Take(name, value);
        var visit = reader.Read(
            at, request.Method, host.ToLowerInvariant(), link.Slug, query,
            request.Address.IsIPv4MappedToIPv6 ? request.Address.MapToIPv4() : request.Address,
            in headers, link.Token);
        _batch.Add((await redirects.Follow(visit, uid, ct, isImported: true)).Hit);
        if (_batch.Count == Batch) Store();
    }

    private void Store()
    {
        _added += store.AppendReplayed(_batch);
        _batch.Clear();
    }

    private string? Fault(ReplayLine request)
    {
        if (request.Method is not ("GET" or "HEAD")) return "neither GET nor HEAD";
        if (ShortLinks.OfEncoded(Split(request.Target).Path) is null)
        {
            return "not the address of a short link";
        }
        if (request.At > clock.GetUtcNow() + ClockSkew) return "in the future";
        return request.At < DateTimeOffset.UnixEpoch ? "before 1970" : null;
    }

    private static (string Path, string Query) Split(string target)
    {
        var question = target.IndexOf('?');
        return question < 0 ? (target, "") : (target[..question], target[question..]);
    }

    private long Uid(string line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(line), hash);
        var content = BinaryPrimitives.ReadInt64LittleEndian(hash);
        var before = CollectionsMarshal.GetValueRefOrAddDefault(_seen, content, out _)++;
        BinaryPrimitives.WriteInt32LittleEndian(hash, before);
        SHA256.HashData(hash, hash);
        return before == 0 ? content : BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
