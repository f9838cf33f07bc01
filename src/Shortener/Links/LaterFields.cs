using System.Text.Json;

namespace Shortener.Links;

/// <summary>
/// Fields of a link whose capability does not exist yet: known, so that they are refused in words, and never
/// ignored.
/// </summary>
public abstract record LaterFields
{
    /// <summary>Not yet: refused.</summary>
    public JsonElement? TemplateId { get; init; }

    /// <inheritdoc cref="TemplateId"/>
    public JsonElement? Password { get; init; }

    /// <inheritdoc cref="TemplateId"/>
    public JsonElement? Rules { get; init; }

    /// <inheritdoc cref="TemplateId"/>
    public JsonElement? Variants { get; init; }

    /// <inheritdoc cref="TemplateId"/>
    public JsonElement? Preview { get; init; }

    /// <summary>The fields that were sent, each with a sentence; null is as good as left out.</summary>
    public IReadOnlyDictionary<string, string[]> Refusals() =>
        new (string Field, JsonElement? Value, string What)[]
        {
            ("templateId", TemplateId, "templates"),
            ("password", Password, "links with a password"),
            ("rules", Rules, "targeting rules"),
            ("variants", Variants, "variants"),
            ("preview", Preview, "preview cards"),
        }
        .Where(f => f.Value is not null)
        .ToDictionary(
            f => f.Field, f => new[] { $"Shortener does not know {f.What} yet; leave {f.Field} out." });
}
