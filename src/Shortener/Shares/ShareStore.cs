using System.Security.Cryptography;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Shares;

/// <summary>The link that a click followed, and the number of its share; 0 for the bare link.</summary>
public sealed record CameBy
{
    public long LinkId { get; init; }
    public long ShareId { get; init; }
}

/// <summary>
/// The shares. They are added, and never changed or removed, but that who pressed is forgotten: what was sent
/// to a friend stays what it was.
/// </summary>
public sealed class ShareStore(Db db, TimeProvider clock)
{
    internal const string Columns =
        "s.id, s.link_id, s.parent_id, s.generation, s.channel, s.app, s.advocate_id, s.minted_by, s.button, s.visitor, s.created_at";

    private const string ById = $"select {Columns} from shares s where s.id = @Id";

    private const string ByPress = $"""
        select {Columns}
        from shares s
        where s.link_id = @LinkId and s.visitor = @Visitor and coalesce(s.parent_id, 0) = coalesce(@ParentId, 0)
          and s.minted_by = @MintedBy and s.button = @Button
        """;

    private const string ByClick = """
        select h.link_id, h.share_id
        from click_ids c
        join hits h on h.seq = c.seq
        where c.hash = @Hash
        """;

    private const string Insert = """
        insert into shares (id, link_id, parent_id, generation, channel, app, advocate_id, minted_by, button, visitor, created_at)
        values (@Id, @LinkId, @ParentId, @Generation, @Channel, @App, @AdvocateId, @MintedBy, @Button, @Visitor, @CreatedAt)
        on conflict do nothing
        """;

    private const string CountInWatch = """
        insert into share_watches (watch, shares)
        values (@Watch, 1)
        on conflict (watch) do update set shares = share_watches.shares + 1
        """;

    // One index holds these alone, so that old presses are found without reading all shares.
    private const string Forget = """
        update shares
        set visitor = null
        where id in (select s.id from shares s where s.visitor is not null and s.created_at < @Before order by s.created_at limit @Most)
        """;

    // As long as the salt of a visitor's key is kept: afterwards nobody could press the same button again.
    private static readonly TimeSpan KeepsVisitors = TimeSpan.FromHours(48);

    // A slice holds the write lock for about three milliseconds.
    private const int ForgottenAtOnce = 500;

    // With ten million shares the first draw is taken once in 85,000 times.
    private const int MostDraws = 10;

    /// <summary>The share with this number; null where there is none.</summary>
    public Task<Share?> Find(long id, CancellationToken ct) => db.Find<Share>(ById, new { Id = id }, ct);

    /// <summary>
    /// What a click id went out with; null where it is none of ours, or the hit was removed.
    /// </summary>
    /// <param name="hash"><see cref="ClickIds.HashOf"/>.</param>
    public Task<CameBy?> CameBy(long hash, CancellationToken ct) =>
        db.Find<CameBy>(ByClick, new { Hash = hash }, ct);

    /// <summary>
    /// The share of a pressed button: a fresh one, or the one of the same visitor's first press.
    /// </summary>
    /// <param name="came">The share through which the visitor came; null for the bare link.</param>
    /// <param name="visitor">As hits know them for a day.</param>
    public async Task<Share> Press(
        long linkId, Minter by, ShareButton button, Share? came, long visitor, CancellationToken ct)
    {
        var draft = new ShareDraft(linkId, by)
        {
            Parent = await ParentFor(came, visitor, ct),
            Channel = button.Channel,
            App = button.App,
            Button = button.Key,
            Visitor = visitor,
        };
        return (await Mint(draft, ct))!;
    }

    /// <summary>
    /// Makes a share, or finds the one that the same press of the same visitor made before; null where the
    /// vanity token is taken.
    /// </summary>
    public Task<Share?> Mint(ShareDraft draft, CancellationToken ct) => db.Atomically<Share?>(async tx =>
    {
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var share = Of(draft);
            var row = new
            {
                share.Id,
                share.LinkId,
                share.ParentId,
                share.Generation,
                share.Channel,
                share.App,
                share.AdvocateId,
                MintedBy = HitWords.Of(share.MintedBy),
                share.Button,
                share.Visitor,
                share.CreatedAt,
            };
            if (await tx.Run(Insert, row) == 1)
            {
                await tx.Run(
                    CountInWatch, new { Watch = Slots.Watch(share.CreatedAt.ToUnixTimeMilliseconds()) });
                return share;
            }
            if (draft.Visitor is not null && await tx.Find<Share>(ByPress, row) is { } known)
            {
                return known;
            }
            if (draft.Token is not null) return null;
        }
        throw new InvalidOperationException($"{MostDraws} random tokens were all taken.");
    }, ct);

    /// <summary>Forgets who pressed, 48 hours after; how many presses that were.</summary>
    public async Task<long> ForgetVisitors(CancellationToken ct)
    {
        var forgotten = 0L;
        for (var some = ForgottenAtOnce; some == ForgottenAtOnce; forgotten += some)
        {
            some = await db.Run(
                Forget, new { Before = clock.GetUtcNow() - KeepsVisitors, Most = ForgottenAtOnce }, ct);
        }
        return forgotten;
    }

    /// <summary>
    /// The parent of what this visitor shares: who shares again after coming back by their own share is still
    /// one sharer.
    /// </summary>
    private async Task<Share?> ParentFor(Share? came, long visitor, CancellationToken ct)
    {
        while (came is not null && came.Visitor == visitor)
        {
            came = came.ParentId is { } id ? await Find(id, ct) : null;
        }
        return came;
    }

    private Share Of(ShareDraft draft) => new()
    {
        Id = draft.Token is { } token
            ? Tokens.Read(token)!.Value
            : Tokens.Draw(RandomNumberGenerator.GetInt32),
        LinkId = draft.LinkId,
        ParentId = draft.Parent?.Id,
        Generation = (draft.Parent?.Generation ?? 0) + 1,
        Channel = draft.Channel,
        App = draft.App,
        AdvocateId = draft.AdvocateId,
        MintedBy = draft.By,
        Button = draft.Button,
        Visitor = draft.Visitor,
        // The database keeps milliseconds.
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(
            (draft.CreatedAt ?? clock.GetUtcNow()).ToUnixTimeMilliseconds()),
    };
}
