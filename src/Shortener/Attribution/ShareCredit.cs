namespace Shortener.Attribution;

/// <summary>
/// Who spread the word: of what a click through a share earned, the sharer gets a stated part, keeps of it
/// what is not handed up, and hands the rest to the one whose share had brought him, and so on. The first of
/// the chain keeps all that reaches him.
/// </summary>
/// <remarks>
/// With a part of 0.5 and a factor of 0.5, a click through the share of a friend of a friend: 0.5 for the
/// link itself, 0.25 for the friend, 0.25 for the friend's friend. Our own definition: there is no standard
/// for chains of shares.
/// </remarks>
public static class ShareCredit
{
    /// <summary>Longer chains are cut: what would go further up stays with the highest that counts.</summary>
    public const int MostGenerations = 16;

    /// <summary>Splits a click's 1 between the link itself and the chain of sharers.</summary>
    /// <param name="sharers">How long the chain is; 0 for a click through no share.</param>
    /// <param name="part">What all sharers get together, 0 to 1.</param>
    /// <param name="factor">What each hands up of what reached him, 0 to 1.</param>
    /// <returns>
    /// The link's own, then the sharer's, the sharer's parent's, and so on: none negative, 1 together.
    /// </returns>
    public static double[] Split(int sharers, double part, double factor)
    {
        var weights = new double[1 + Math.Min(sharers, MostGenerations)];
        var reached = sharers > 0 ? part : 0;
        weights[0] = 1 - reached;
        for (var i = 1; i < weights.Length; i++)
        {
            var handedUp = i == weights.Length - 1 ? 0 : reached * factor;
            weights[i] = reached - handedUp;
            reached = handedUp;
        }
        return weights;
    }
}
