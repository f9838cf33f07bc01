using Shortener.Web;

namespace Shortener.Links;

/// <summary>The refusals of this room, in words for whoever made the link.</summary>
internal static class LinkProblems
{
    public static Malformed NotYet(IReadOnlyDictionary<string, string[]> fields) =>
        new(Sentences(fields), fields);

    public static Malformed NoSuchRepeat() => new("ifExists", "must be one of new, return, error");

    public static Plain NotAdmin() => new(
        ProblemKind.Forbidden,
        "createdAt is for imports and needs a key with the scope admin. Leave it out, and the link is created now.",
        new Dictionary<string, string[]> { ["createdAt"] = ["Only a key with the scope admin may set it."] });

    public static Refused AgainstRules(IReadOnlyDictionary<string, string[]> fields) =>
        new(Sentences(fields), fields);

    public static Missing NoLink(long id) => new($"There is no link {id}.");

    public static Gone Deleted(long id) =>
        new($"Link {id} was deleted. Its slug stays taken and its hits stay counted.");

    public static Conflicting SlugTaken(string slug, Link rival) => rival switch
    {
        { IsDeleted: true } =>
            new("slug", $"'{slug}' belonged to a link that was deleted; a slug is never given out again."),
        _ when rival.Slug == slug => new("slug", $"'{slug}' is taken by link {rival.Id}."),
        _ => new(
            "slug", $"'{slug}' differs only by case from '{rival.Slug}', which is taken by link {rival.Id}."),
    };

    public static Conflicting ExternalIdTaken(Link rival) =>
        new("externalId", $"'{rival.ExternalId}' is the external id of link {rival.Id}.");

    public static Conflicting Repeated(Link first) =>
        new("url", $"Link {first.Id} ('{first.Slug}') leads to the same destination with the same tags.");

    public static Refused Fixed(Link link) => new(
        $"Slug, domain and createdAt of a link never change: '{link.Slug}' may be printed somewhere. Make another link, and disable this one.");

    private static string Sentences(IReadOnlyDictionary<string, string[]> fields) =>
        string.Join(' ', fields.SelectMany(f => f.Value).Distinct());
}
