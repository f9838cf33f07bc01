using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shortener.Channels;
using Shortener.Channels.Geo;

namespace Shortener.Hits;

/// <summary>
/// A finished hit as one line of the spill file: with its texts, because numbers are the database's.
/// </summary>
internal sealed record SpilledHit
{
    public long After { get; init; }
    public long Uid { get; init; }
    public long At { get; init; }
    public int Day { get; init; }
    public long LinkId { get; init; }
    public long Click { get; init; }
    public bool HandsShare { get; init; }
    public HitKind Kind { get; init; }
    public HitTrigger Trigger { get; init; }
    public OrphanReason Reason { get; init; }
    public long Visitor { get; init; }
    public long Network { get; init; }
    public string UserAgent { get; init; } = "";
    public string Signals { get; init; } = "";
    public string Referrer { get; init; } = "";
    public string Language { get; init; } = "";
    public Place Place { get; init; } = new(null, null, null);
    public UtmSet Utm { get; init; } = UtmSet.Empty;
    public Client Client { get; init; } = new(null, null, null, null, null);
    public Origin Origin { get; init; } = Origin.Unknown;
    public string Slug { get; init; } = "";
    public HitShare? Share { get; init; }

    /// <summary>The hit as a line.</summary>
    /// <param name="after">
    /// A row number of the log that the hit, should it be there as well, lies above.
    /// </param>
    public static SpilledHit Of(Hit hit, long after) => new()
    {
        After = after,
        Uid = hit.Uid,
        At = hit.At,
        Day = hit.Day,
        LinkId = hit.LinkId,
        Click = hit.Click,
        HandsShare = hit.HandsShare,
        Kind = hit.Kind,
        Trigger = hit.Trigger,
        Reason = hit.Reason,
        Visitor = hit.Visitor,
        Network = hit.Network,
        UserAgent = hit.UserAgent.Value,
        Signals = hit.Signals.Value.ToText(),
        Referrer = hit.Referrer.Value,
        Language = hit.Language.Value,
        Place = hit.Place.Value,
        Utm = hit.Utm.Value,
        Client = hit.Client.Value,
        Origin = hit.Origin.Value,
        Slug = hit.Slug.Value,
        Share = hit.Share,
    };

    /// <summary>The hit again, its texts looked up in the dictionaries.</summary>
    public Hit ToHit(Dictionaries dictionaries) => new()
    {
        Uid = Uid,
        At = At,
        Day = Day,
        LinkId = LinkId,
        Click = Click,
        HandsShare = HandsShare,
        Kind = Kind,
        Trigger = Trigger,
        Reason = Reason,
        Visitor = Visitor,
        Network = Network,
        UserAgent = dictionaries.Text(UserAgent),
        Signals = dictionaries.Signals(VisitSignals.Parse(Signals)),
        Referrer = dictionaries.Text(Referrer),
        Language = dictionaries.Text(Language),
        Place = dictionaries.Place(Place),
        Utm = dictionaries.Utm(Utm, fromVisitor: true),
        Client = dictionaries.Client(Client),
        Origin = dictionaries.Origin(Origin),
        Slug = dictionaries.Text(Slug),
        Share = Share,
    };

    public byte[] ToLine() => JsonSerializer.SerializeToUtf8Bytes(this, SpillJson.Default.SpilledHit);

    /// <summary>Takes its click id out of a line, whose length stays: spaces are where digits were.</summary>
    public static void BlotClick(Span<byte> line, long click)
    {
        var field = Encoding.UTF8.GetBytes($"\"click\":{click}");
        Encoding.UTF8.GetBytes("\"click\":0".PadRight(field.Length)).CopyTo(line[line.IndexOf(field)..]);
    }

    /// <summary>Null where the line is cut off or is none of ours.</summary>
    public static SpilledHit? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SpillJson.Default.SpilledHit);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(SpilledHit))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class SpillJson : JsonSerializerContext;
