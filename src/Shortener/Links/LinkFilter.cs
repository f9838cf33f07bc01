using System.Text.Json;

namespace Shortener.Links;

/// <summary>Which links a list holds, and in which order. Null for any.</summary>
public sealed record LinkFilter
{
    /// <summary>The orders there are; a minus before one turns it round.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["createdAt", "updatedAt", "slug"];

    /// <summary>Equal without case.</summary>
    public string? Slug { get; init; }

    /// <summary>As stored: empty for the default domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Part of slug, title or destination, without case.</summary>
    public string? Search { get; init; }

    /// <summary>Links with any of these tags; empty for any link.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Archived links instead of the others.</summary>
    public bool Archived { get; init; }

    /// <summary>One of <see cref="Sorts"/>.</summary>
    public string Sort { get; init; } = "createdAt";

    /// <summary>Newest or last first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Tells lists apart: a cursor of one does not continue another.</summary>
    public string Name =>
        "links " + JsonSerializer.Serialize((Slug, Domain, Search, Tags, Archived, Sort, Descending), Fields);

    /// <summary>Where the list goes on after this link.</summary>
    public LinkKey KeyOf(Link link) => new(
        (Sort == "updatedAt" ? link.UpdatedAt : link.CreatedAt).ToUnixTimeMilliseconds(), link.SlugFolded, link.Id);

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };
}

/// <summary>Where a page of links ends: what it is sorted by, and the id where that is equal.</summary>
public sealed record LinkKey(long Millis, string Slug, long Id);
