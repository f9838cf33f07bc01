using Shortener.Storage;

namespace Shortener.Attribution;

/// <summary>Who brought whom: the chain of sharers above each share.</summary>
internal sealed class SharerStore(Tx tx)
{
    private static readonly Sql Chains = """
        with recursive above (share, id, parent_id, steps) as (
          select s.id, s.id, s.parent_id, 1
          from shares s
          where
        """ + " " + Sql.AnyOf("s.id", "Ids") + """

          union all
          select a.share, s.id, s.parent_id, a.steps + 1
          from above a
          join shares s on s.id = a.parent_id
          where a.steps < @Most
        )
        select share, id
        from above
        order by share, steps
        """;

    /// <summary>Of each share: itself, its parent, that one's parent, and so on.</summary>
    public async Task<ILookup<long, long>> Read(IEnumerable<long> shares)
    {
        var chains = new List<(long Share, long Above)>();
        await using var rows = await tx.Scan(
            Chains, new { Ids = Json.Of(shares), Most = ShareCredit.MostGenerations });
        while (await rows.Next()) chains.Add((rows[0], rows[1]));
        return chains.ToLookup(link => link.Share, link => link.Above);
    }
}
