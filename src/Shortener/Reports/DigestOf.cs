using System.Buffers.Binary;
using Shortener.Channels;

namespace Shortener.Reports;

/// <summary>What a digest is of.</summary>
/// <param name="Number">As it is stored.</param>
/// <param name="Form">
/// How it is written, and whatever else its bytes follow from: one of another form does not count.
/// </param>
/// <param name="IsOfHits">It changes with hits; the others change with shares.</param>
internal sealed record DigestOf(short Number, long Form, bool IsOfHits)
{
    // How previews are folded into shares comes with the product: each build has a form of its own.
    private static readonly long Build = BinaryPrimitives.ReadInt64LittleEndian(
        typeof(DigestOf).Module.ModuleVersionId.ToByteArray());

    /// <summary>Hits, as the sharing report counts them.</summary>
    public static readonly DigestOf Hits = new(0, Build ^ HitDigest.Form, true);

    /// <summary>Shares minted: of all links together in the head, by link in the body.</summary>
    public static readonly DigestOf Shares = new(1, MintDigest.Form, false);

    /// <summary>Hits, as the dark-social report counts them.</summary>
    /// <param name="classifier">
    /// Says what an ordinary tool would: with other patterns, something else. Each build has its own, so that
    /// these digests are made anew after an update.
    /// </param>
    public static DigestOf Dark(Classifier classifier) =>
        new(2, classifier.Fingerprint ^ DarkDigest.Form, true);
}
