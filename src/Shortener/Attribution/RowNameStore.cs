using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>Looks up what the rows of a report are called, as the other reports call them.</summary>
/// <param name="defaultDomain">The name of the domain that links store as the empty one.</param>
internal sealed class RowNameStore(Tx tx, string defaultDomain)
{
    private static readonly Sql Slugs = "select id, slug as word from links where " + Sql.AnyOf("id", "Ids");

    private static readonly Sql Domains = "select id, domain as word from links where "
        + Sql.AnyOf("id", "Ids");

    private static readonly Sql Tags = "select link_id as id, tag as word from link_tags where "
        + Sql.AnyOf("link_id", "Ids");

    private sealed record Row
    {
        public long Id { get; init; }
        public string Word { get; init; } = "";
    }

    /// <summary>The names of the rows that were met.</summary>
    public async Task<RowNames> Name(TouchGrouping by, TouchKeys keys)
    {
        if (by.IsSmall || by == TouchGrouping.None) return RowNames.Of(keys.Rows.Select(row => row.Word));
        if (by == TouchGrouping.Tag) return await NameTags(keys);
        if (by == TouchGrouping.Domain)
        {
            var domains = await Words(Domains, keys);
            return Named(keys, number => !domains.TryGetValue(number, out var domain) ? "" : domain.Length == 0 ? defaultDomain : domain);
        }
        if (by.Words is { } words)
        {
            var texts = await Words(words, keys);
            return Named(keys, number => texts.GetValueOrDefault(number, ""));
        }
        var names = Named(keys, number => OwnNumbers.Write(by, number));
        return by == TouchGrouping.Link
            ? names with { Slugs = (await Words(Slugs, keys)).ToDictionary(slug => OwnNumbers.Write(by, slug.Key), slug => slug.Value) }
            : names;
    }

    private async Task<RowNames> NameTags(TouchKeys keys)
    {
        var tags =
            (await tx.List<Row>(Tags, new { Ids = Numbers(keys) })).ToLookup(row => row.Id, row => row.Word);
        return new RowNames([.. keys.Rows.Select(row => tags[row.Number].DefaultIfEmpty("").ToList())]);
    }

    private async Task<Dictionary<long, string>> Words(Sql sql, TouchKeys keys) =>
        (await tx.List<Row>(sql, new { Ids = Numbers(keys) })).ToDictionary(row => row.Id, row => row.Word);

    private static RowNames Named(TouchKeys keys, Func<long, string> name) =>
        RowNames.Of(keys.Rows.Select(row => name(row.Number)));

    private static string Numbers(TouchKeys keys) => Json.Of(keys.Rows.Select(row => row.Number));
}
