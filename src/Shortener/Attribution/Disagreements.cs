using System.Globalization;

namespace Shortener.Attribution;

/// <summary>
/// Says in plain words where models disagree by more than chance explains, and what that means.
/// </summary>
public static class Disagreements
{
    // Below this, intervals are wide whatever they say.
    private const int FewConversions = 30;
    private const int MostNotes = 6;

    /// <summary>The notes of a comparison, the largest disagreement first.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ComparedRow> rows, long conversions)
    {
        if (conversions == 0) return ["There is no conversion in this period."];
        var notes = new List<string>();
        if (conversions < FewConversions)
        {
            notes.Add(Say($"Only {conversions} conversions: any model's credits may be chance. Look at a longer period before you move money."));
        }
        var found = rows.Where(row => row.Key is not null).SelectMany(Between)
            .OrderByDescending(note => note.Size).Take(MostNotes).ToList();
        notes.AddRange(found.Select(note => note.Text));
        if (found.Count == 0 && conversions >= FewConversions)
        {
            notes.Add(
                "The models agree within what chance explains: here it does not matter which you choose.");
        }
        return notes;
    }

    private static IEnumerable<(decimal Size, string Text)> Between(ComparedRow row)
    {
        var (first, last) = (row.Credits["first"], row.Credits["last"]);
        if (Apart(first, last))
        {
            yield return (Math.Abs(first.Conversions - last.Conversions), first.Conversions > last.Conversions
                ? Say($"{row.Key} begins journeys more often than it ends them: {first.Conversions:0.#} by first touch, {last.Conversions:0.#} by last. Judged by the last touch alone it looks weaker than it is.")
                : Say($"{row.Key} ends journeys more often than it begins them: {last.Conversions:0.#} by last touch, {first.Conversions:0.#} by first. Judged by the last touch alone it takes credit for what others began."));
        }
        if (row.Credits.TryGetValue(Models.MarkovName, out var markov)
            && row.Credits.TryGetValue(Models.ShapleyName, out var shapley) && Apart(markov, shapley))
        {
            yield return (
                Math.Abs(markov.Conversions - shapley.Conversions), markov.Conversions > shapley.Conversions
                ? Say($"{row.Key} is hard to do without: taken out of the journeys it would cost more conversions (markov {markov.Conversions:0.#}) than its part in them says (shapley {shapley.Conversions:0.#}).")
                : Say($"{row.Key} is often there without being needed: shapley gives it {shapley.Conversions:0.#} for being part of journeys, markov {markov.Conversions:0.#} for what would be lost without it."));
        }
    }

    private static bool Apart(ComparedCredit one, ComparedCredit other) =>
        one.High < other.Low || other.High < one.Low;

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
