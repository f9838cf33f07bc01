using FsCheck;
using FsCheck.Fluent;
using Shortener.Channels;
using Shortener.Links;
using Shortener.Shares;

namespace Shortener.Tests.Shares;

/// <summary>
/// The law of chains: whatever tokens callers name as parents, no chain leaves its link and none makes a
/// circle.
/// </summary>
public sealed class ChainLawTests
{
    private static readonly Classifier Classifier = Classifier.Load();

    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Somebody asks for a share of a link, with a parent that was made before, that is forged, or with none.
    /// </summary>
    public sealed record Wish(
        PositiveInt Link, NonNegativeInt Parent, bool IsForged, bool HasParent, byte Minutes);

    [FsCheck.NUnit.Property]
    public Property No_chain_leaves_its_link_and_none_makes_a_circle(Wish[] wishes)
    {
        var shares = new Dictionary<long, Share>();
        foreach (var wish in wishes)
        {
            // Also one that is not there yet, and may be made later: a share cannot be its own ancestor.
            var number = wish.IsForged ? 5_000 + wish.Parent.Get % 100 : wish.Parent.Get % (shares.Count + 1);
            var sent = new NewShare { Parent = wish.HasParent ? Token(number) : null };
            var parent =
                sent.Parent is null ? null : shares.GetValueOrDefault(Tokens.Read(sent.Parent)!.Value);
            var link = new Link { Id = wish.Link.Get % 3 };
            var (draft, problems) = ShareRules.Check(
                sent, link, parent, Classifier, Noon.AddMinutes(wish.Minutes));
            if (problems.Count > 0) continue;
            var made = new Share
            {
                Id = Tokens.Read(Token(shares.Count))!.Value,
                LinkId = draft.LinkId,
                ParentId = draft.Parent?.Id,
                Generation = (draft.Parent?.Generation ?? 0) + 1,
                CreatedAt = Noon,
            };
            shares.Add(made.Id, made);
        }
        return shares.Values.All(share => EndsAtTheBareLink(share, shares)).ToProperty();
    }

    private static string Token(int number) => $"t{number:0000}";

    /// <summary>
    /// Goes up as many steps as the generation says, through shares of the same link, to one without a
    /// parent.
    /// </summary>
    private static bool EndsAtTheBareLink(Share share, Dictionary<long, Share> shares)
    {
        var link = share.LinkId;
        for (var generation = share.Generation; generation > 1; generation--)
        {
            if (share.ParentId is not { } parent || !shares.TryGetValue(parent, out var above)
                || above.LinkId != link)
            {
                return false;
            }
            share = above;
        }
        return share.ParentId is null;
    }
}
