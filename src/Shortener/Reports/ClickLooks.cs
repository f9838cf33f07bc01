using Shortener.Channels;
using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>
/// What clicks have in common that the dark-social report tells apart, by the numbers of
/// <see cref="ClickLooks"/>.
/// </summary>
/// <param name="SharedTo">The app that their share link was made for.</param>
internal readonly record struct ClickLook(int Origin, int System, int SharedTo);

/// <summary>How clicks look, numbered as they come: a few hundred looks, and millions of clicks.</summary>
internal sealed class ClickLooks
{
    private readonly Numbering<ClickLook> _looks = new();
    private readonly List<Appearance> _appearances = [];

    public Numbering<Origin> Origins { get; } = new();

    /// <summary>Operating systems; empty where unknown.</summary>
    public Numbering<string> Systems { get; } = new();

    /// <summary>
    /// Apps that share links were made for; empty for links themselves, and where nobody said.
    /// </summary>
    public Numbering<string> Apps { get; } = new();

    public int Count => _looks.Count;

    /// <summary>What a look says.</summary>
    public Appearance this[int look] => _appearances[look];

    /// <summary>The number of a look.</summary>
    /// <param name="sharedTo">
    /// Null or empty where the click came through no share link that was made for an app.
    /// </param>
    public int Of(Origin origin, string? system, string? sharedTo) => Of(new ClickLook(
        Origins.Of(origin with { Confidence = 0, Shared = false }), Systems.Of(system ?? ""), Apps.Of(
            sharedTo ?? "")));

    /// <summary>The numbers here of others' looks, in their order.</summary>
    public int[] NumbersOf(ClickLooks others)
    {
        var numbers = new int[others.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (hit, sharedTo) = (others[i].Stayed.Hit, others[i].SharedTo);
            numbers[i] = Of(hit.Origin, hit.Os, sharedTo);
        }
        return numbers;
    }

    public void Write(PackedWriter bytes)
    {
        bytes.Put(Origins.Count);
        for (var i = 0; i < Origins.Count; i++)
        {
            bytes.Put(Origins[i].Channel ?? "");
            bytes.Put(Origins[i].App ?? "");
            bytes.Put(Origins[i].Evidence);
            bytes.Put(Origins[i].Dark ? 1 : 0);
        }
        bytes.Put(Systems);
        bytes.Put(Apps);
        bytes.Put(_looks.Count);
        for (var i = 0; i < _looks.Count; i++)
        {
            bytes.Put(_looks[i].Origin);
            bytes.Put(_looks[i].System);
            bytes.Put(_looks[i].SharedTo);
        }
    }

    /// <summary>The numbers here of the looks that were written, in their order.</summary>
    /// <param name="apps">The same of the apps.</param>
    public int[] Read(ref PackedReader bytes, out int[] apps)
    {
        var origins = new int[bytes.Next()];
        for (var i = 0; i < origins.Length; i++)
        {
            var (channel, app, evidence) = (bytes.NextText(), bytes.NextText(), bytes.NextText());
            origins[i] = Origins.Of(
                new Origin(NullIfEmpty(channel), NullIfEmpty(app), evidence, 0, bytes.Next() != 0, false));
        }
        var systems = bytes.Next(Systems);
        apps = bytes.Next(Apps);
        var looks = new int[bytes.Next()];
        for (var i = 0; i < looks.Length; i++)
        {
            looks[i] = Of(new ClickLook(origins[bytes.Next()], systems[bytes.Next()], apps[bytes.Next()]));
        }
        return looks;
    }

    private int Of(ClickLook look)
    {
        var number = _looks.Of(look);
        if (number == _appearances.Count)
        {
            var hit = new DarkHit(HitKind.Click, NullIfEmpty(Systems[look.System]), Origins[look.Origin]);
            _appearances.Add(new Appearance(hit, Apps[look.SharedTo]));
        }
        return number;
    }

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}

/// <summary>What clicks of one look say: worked out once for all of them.</summary>
internal sealed class Appearance(DarkHit hit, string sharedTo)
{
    /// <summary>The app that their share link was made for; empty for none.</summary>
    public string SharedTo { get; } = sharedTo;

    /// <summary>The place of that app in <see cref="Visibility.Apps"/>; −1 for none there.</summary>
    public int To { get; } = Visibility.Default.IndexOf(sharedTo);

    /// <summary>What they say while nothing shows that their share link has been carried on.</summary>
    public Meaning Stayed { get; } = Meaning.Of(hit, sharedTo);

    /// <summary>What they say when it has been.</summary>
    public Meaning Carried { get; } = Meaning.Of(hit with { IsCarried = true }, sharedTo);

    /// <summary>They show that it has been.</summary>
    public bool TellsOfCarrying { get; } = CarriedShares.IsToldBy(sharedTo, hit);
}

/// <summary>
/// What clicks say that look the same and whose share link stayed where it was put, or did not.
/// </summary>
/// <param name="Sight">What apportioning counts them as.</param>
internal sealed record Meaning(DarkHit Hit, Sight? Sight, bool IsUnnamed)
{
    public static Meaning Of(DarkHit hit, string sharedTo) =>
        new(
            hit, Counting.Of(hit, Visibility.Default.IndexOf(sharedTo) >= 0, Visibility.Default),
            hit.IsUnnamed);
}
