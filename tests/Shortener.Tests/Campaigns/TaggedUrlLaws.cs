using FsCheck;
using FsCheck.Fluent;
using Shortener.Campaigns;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Shortener.Tests.Campaigns;

/// <summary>Laws over queries made of everything that is difficult about queries.</summary>
public sealed class TaggedUrlLaws
{
    private static readonly string[] Names =
        ["a", "b", "A", "", "%61", "%zz", "x;y", "q r+s", "utm_source", "UTM_Source", "utm%5Fmedium", "Ref", "ref", "utm_id", "qr", "ä"];

    private static readonly string[] Values =
    [
        "", "1", "2", "a%20b", "a+b", "%", "%e4", "%C3%A4", "a=b", "x?y", "ß",
    ];

    [Property(Arbitrary = [typeof(Queries)])]
    public bool Everything_but_tags_stays_what_it_was(Query destination, Tags tags)
    {
        var before = Url(destination);

        var after = TaggedUrl.Of(before, tags.Value).Url;

        var touched = UtmTags.Keys.Where((_, key) => tags.Value[key] is not null).ToArray();
        return Others(after, touched).SequenceEqual(Others(before, touched))
            && Fragment(after) == Fragment(before);
    }

    [Property(Arbitrary = [typeof(Queries)])]
    public bool What_goes_out_reads_back_as_what_was_put_in(Query destination, Tags tags)
    {
        var tagged = TaggedUrl.Of(Url(destination), tags.Value);

        return tagged.Tags == tags.Value.Over(UtmTags.Parse(destination.Text));
    }

    [Property(Arbitrary = [typeof(Queries)])]
    public bool A_key_that_was_put_in_goes_out_once(Query destination, Tags tags)
    {
        var pieces = Pieces(TaggedUrl.Of(Url(destination), tags.Value).Url);

        return UtmTags.Keys.Where((_, key) => tags.Value[key] is not null)
            .All(key => pieces.Count(p => IsTag(p, [key])) == 1);
    }

    [Property(Arbitrary = [typeof(Queries)])]
    public bool Tagging_twice_is_tagging_once(Query destination, Tags tags)
    {
        var once = TaggedUrl.Of(Url(destination), tags.Value);

        return TaggedUrl.Of(once.Url, tags.Value).Url == once.Url;
    }

    [Property(Arbitrary = [typeof(Queries)])]
    public bool The_link_is_before_the_visitor_and_the_visitor_before_the_destination(
        Query destination, Tags tags, Query visitor, bool forward)
    {
        var (url, sent) = TaggedUrl.Of(Url(destination), tags.Value).For(visitor.Text, forward);

        var expected = tags.Value.Over(UtmTags.Parse(visitor.Text)).Over(UtmTags.Parse(destination.Text));
        return sent == expected && UtmTags.Parse(QueryOf(url)) == expected;
    }

    [Property(Arbitrary = [typeof(Queries)])]
    public bool A_visitor_adds_only_names_the_destination_has_not(Query destination, Query visitor)
    {
        var (url, _) = TaggedUrl.Of(Url(destination), UtmTags.None).For(visitor.Text, forward: true);

        var keys = UtmTags.Keys.ToArray();
        var own = Others(Url(destination), keys);
        var names = own.Select(Name).ToHashSet();
        var added = visitor.Text.Split('&')
            .Where(p => p.Length > 0 && !IsTag(p, keys) && Name(p) != "qr" && !names.Contains(Name(p)))
            .Select(p => UrlText.Printable(p).ToString());
        return Others(url, keys).SequenceEqual(own.Concat(added));
    }

    [Property]
    public bool Anything_may_be_sent_and_only_printable_ascii_goes_out(string? query)
    {
        var (url, _) = TaggedUrl.Of("https://x.example/?a=1#f", UtmTags.None).For(query, forward: true);

        return url.All(c => c is >= '!' and <= '~')
            && url.StartsWith("https://x.example/?a=1", StringComparison.Ordinal)
            && url.EndsWith("#f", StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(Queries)])]
    public bool Parsing_what_was_built_gives_it_back(Tags tags) =>
        UtmTags.Parse(tags.Value.ToQuery()) == tags.Value;

    private static string Url(Query query) => $"https://x.example/p?{UrlText.Printable(query.Text)}#f?&a=1";

    private static string QueryOf(string url) =>
        url.Split('#')[0].Split('?', 2) is [_, var query] ? query : "";

    private static string Fragment(string url) => url[url.IndexOf('#')..];

    private static string[] Pieces(string url) => QueryOf(url).Split('&');

    /// <summary>The pieces that are none of the keys, as they stand; empty ones mean nothing.</summary>
    private static string[] Others(string url, string[] keys) =>
        [.. Pieces(url).Where(p => p.Length > 0 && !IsTag(p, keys))];

    private static bool IsTag(string piece, string[] keys) =>
        keys.Contains(Name(piece), StringComparer.OrdinalIgnoreCase);

    private static string Name(string piece) => Uri.UnescapeDataString(piece.Split('=')[0].Replace('+', ' '));

    public sealed record Query(string Text);

    public sealed record Tags(UtmTags Value);

    public static class Queries
    {
        public static Arbitrary<Query> Query() =>
            Piece.ListOf().Select(p => new Query(string.Join('&', p))).ToArbitrary();

        public static Arbitrary<Tags> Tags() => (
            from values in Gen.Elements<string?>(null, null, "news", "a b", "50% + ä&=#?", "🙂")
                .ArrayOf(UtmTags.Count)
            select new Tags(new UtmTags
            {
                Source = values[0],
                Medium = values[1],
                Campaign = values[2],
                Term = values[3],
                Content = values[4],
                Ref = values[5],
            })).ToArbitrary();

        private static Gen<string> Piece =>
            from name in Gen.Elements(Names)
            from value in Gen.Elements(Values)
            from sign in Gen.Elements("=", "=", "=", "")
            select sign.Length == 0 ? name : name + sign + value;
    }
}
