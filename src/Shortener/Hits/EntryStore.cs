using System.Data.Common;
using Dapper;
using Shortener.Channels;
using Shortener.Channels.Geo;

namespace Shortener.Hits;

/// <summary>
/// Gives entries their numbers: looks them up, or adds them within the transaction of the hits that need
/// them.
/// </summary>
internal sealed class EntryStore(HitSettings settings, TimeProvider clock)
{
    /// <summary>What stands for texts beyond the bound of their minute.</summary>
    internal const string Other = "(other)";

    private const string FindText = "select id from texts where text = @Text";

    private const string AddText = "insert into texts (text) values (@Text) on conflict (text) do nothing";

    internal const string FindClient = """
        select id from clients
        where browser = @Browser and os = @Os and device = @Device and in_app = @InApp and bot = @Bot
        """;

    internal const string AddClient = """
        insert into clients (browser, os, device, in_app, bot)
        values (@Browser, @Os, @Device, @InApp, @Bot)
        on conflict (browser, os, device, in_app, bot) do nothing
        """;

    internal const string FindOrigin = """
        select id from origins
        where channel = @Channel and app = @App and evidence = @Evidence and confidence = @Confidence
          and dark = @Dark and shared = @Shared
        """;

    internal const string AddOrigin = """
        insert into origins (channel, app, evidence, confidence, dark, shared)
        values (@Channel, @App, @Evidence, @Confidence, @Dark, @Shared)
        on conflict (channel, app, evidence, confidence, dark, shared) do nothing
        """;

    private const string FindPlace =
        "select id from places where country = @Country and region = @Region and city = @City";

    private const string AddPlace = """
        insert into places (country, region, city)
        values (@Country, @Region, @City)
        on conflict (country, region, city) do nothing
        """;

    private const string FindUtm = """
        select id from utm_sets
        where utm_source = @Source and utm_medium = @Medium and utm_campaign = @Campaign
          and utm_term = @Term and utm_content = @Content and ref = @Ref
        """;

    private const string AddUtm = """
        insert into utm_sets (utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref)
        values (@Source, @Medium, @Campaign, @Term, @Content, @Ref)
        on conflict (utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref) do nothing
        """;

    private static readonly UtmSet OtherUtm = new(Other, Other, Other, Other, Other, Other);

    private readonly List<Entry> _given = [];
    private readonly List<Entry> _borrowed = [];
    private DbConnection _connection = null!;
    private DbTransaction _transaction = null!;
    private DateTimeOffset _minute;
    private int _newThisMinute;

    /// <summary>Numbers every entry of the hits.</summary>
    public void Number(IReadOnlyList<Hit> hits, DbConnection connection, DbTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        foreach (var hit in hits)
        {
            Text(hit.UserAgent, hit.UserAgent.Value);
            Text(hit.Signals, hit.Signals.Id == 0 ? hit.Signals.Value.ToText() : "");
            Text(hit.Referrer, hit.Referrer.Value);
            Text(hit.Language, hit.Language.Value);
            Text(hit.Slug, hit.Slug.Value);
            if (hit.Place.Id == 0) Place(hit.Place);
            if (hit.Utm.Id == 0) Utm(hit.Utm);
            if (hit.Client.Id == 0) Client(hit.Client);
            if (hit.Origin.Id == 0) Origin(hit.Origin);
        }
    }

    /// <summary>The client as its row; empty where unknown.</summary>
    internal static object RowOf(Client client) => new
    {
        Browser = client.Browser ?? "",
        Os = client.Os ?? "",
        Device = client.Device ?? "",
        InApp = client.InApp ?? "",
        Bot = client.Bot ?? "",
    };

    /// <summary>The origin as its row; empty where unknown.</summary>
    internal static object RowOf(Origin origin) => new
    {
        Channel = origin.Channel ?? "",
        App = origin.App ?? "",
        origin.Evidence,
        Confidence = (int)Math.Round(origin.Confidence * 100),
        Dark = origin.Dark ? 1 : 0,
        Shared = origin.Shared ? 1 : 0,
    };

    /// <summary>The numbers given since the last call are committed.</summary>
    public void Keep()
    {
        _given.Clear();
        Return();
    }

    /// <summary>They were rolled back: the entries have none again.</summary>
    public void Forget()
    {
        foreach (var entry in _given) entry.Id = 0;
        _given.Clear();
        Return();
    }

    // The text itself gets a number of its own once the minute is over.
    private void Return()
    {
        foreach (var entry in _borrowed) entry.Id = 0;
        _borrowed.Clear();
    }

    private void Text(Entry entry, string text)
    {
        // The empty text has the number 0, for good.
        if (entry.Id != 0 || text.Length == 0) return;
        Give(entry, FindText, AddText, new { Text = text }, new { Text = Other });
    }

    private void Place(Entry<Place> entry) => Give(entry, FindPlace, AddPlace, new
    {
        Country = entry.Value.Country ?? "",
        Region = entry.Value.Region ?? "",
        City = entry.Value.City ?? "",
    });

    private void Utm(Entry<UtmSet> entry) => Give(entry, FindUtm, AddUtm, entry.Value, OtherUtm);

    private void Client(Entry<Client> entry) => Give(entry, FindClient, AddClient, RowOf(entry.Value));

    private void Origin(Entry<Origin> entry) => Give(entry, FindOrigin, AddOrigin, RowOf(entry.Value));

    /// <summary>
    /// Finds the row or adds it. A visitor's text beyond the minute's bound is counted as
    /// <paramref name="other"/>.
    /// </summary>
    private void Give(Entry entry, string find, string add, object row, object? other = null)
    {
        if (Find(find, row) is { } known)
        {
            entry.Id = known;
            _given.Add(entry);
        }
        else if (other is null || !entry.FromVisitor || MayAdd())
        {
            entry.Id = Insert(find, add, row);
            _given.Add(entry);
        }
        else
        {
            entry.Id = Find(find, other) ?? Insert(find, add, other);
            _borrowed.Add(entry);
        }
    }

    private long? Find(string find, object row) => _connection.ExecuteScalar<long?>(find, row, _transaction);

    private long Insert(string find, string add, object row)
    {
        _connection.Execute(add, row, _transaction);
        return _connection.ExecuteScalar<long>(find, row, _transaction);
    }

    private bool MayAdd()
    {
        if (settings.NewTextsPerMinute == 0) return true;
        var now = clock.GetUtcNow();
        if (now - _minute >= TimeSpan.FromMinutes(1)) (_minute, _newThisMinute) = (now, 0);
        return ++_newThisMinute <= settings.NewTextsPerMinute;
    }
}
