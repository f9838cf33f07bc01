namespace Shortener.Hits;

/// <summary>The columns of the log in one order, for both engines' way of writing many rows.</summary>
internal static class HitRow
{
    /// <summary>All but <c>seq</c>, which the engine numbers.</summary>
    public const string Columns =
        "uid, at, link_id, kind, trigger, is_unique, is_imported, reason, visitor, network, "
        + "user_agent_id, signals_id, referrer_id, language_id, place_id, utm_id, client_id, origin_id, slug_id, "
        + "share_id, generation, advocate_id";

    public const int Length = 22;

    /// <summary>Columns that are smallint on PostgreSQL, whose COPY is strict about it.</summary>
    public static bool IsSmall(int column) => column is >= 3 and <= 7;

    /// <summary>Writes the hit's columns; its entries have their numbers by now.</summary>
    public static void Fill(Span<long> row, Hit hit, bool isUnique)
    {
        row[0] = hit.Uid;
        row[1] = hit.At;
        row[2] = hit.LinkId;
        row[3] = (long)hit.Kind;
        row[4] = (long)hit.Trigger;
        row[5] = isUnique ? 1 : 0;
        row[6] = hit.IsImported ? 1 : 0;
        row[7] = (long)hit.Reason;
        row[8] = hit.Visitor;
        row[9] = hit.Network;
        row[10] = hit.UserAgent.Id;
        row[11] = hit.Signals.Id;
        row[12] = hit.Referrer.Id;
        row[13] = hit.Language.Id;
        row[14] = hit.Place.Id;
        row[15] = hit.Utm.Id;
        row[16] = hit.Client.Id;
        row[17] = hit.Origin.Id;
        row[18] = hit.Slug.Id;
        row[19] = hit.Share?.Id ?? 0;
        row[20] = hit.Share?.Generation ?? 0;
        row[21] = hit.Share?.AdvocateId ?? 0;
    }
}
