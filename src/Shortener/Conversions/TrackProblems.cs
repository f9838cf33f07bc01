using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>The refusals of this room, in words for whoever told something.</summary>
internal static class TrackProblems
{
    public static Refused AgainstRules(IReadOnlyDictionary<string, string[]> fields) =>
        new(Problem.Sentences(fields), fields);

    /// <summary>Null where nothing conflicts.</summary>
    /// <param name="id">The field that a repetition is known by.</param>
    public static Conflicting? Of(Verdict verdict, string id) => verdict switch
    {
        Verdict.Different => new(
            id,
            "was told before, with other values; the first ones count. Take another id for another event"),
        Verdict.Erased => new(id, "belonged to a customer whose data were erased; it stays counted, and nothing more can be told of it"),
        _ => null,
    };

    public static Missing NoConversion(long id) => new($"There is no conversion {id}.");

    public static Missing NoCustomer() => new("Nothing is known of this customer.");
}
