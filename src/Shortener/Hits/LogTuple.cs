namespace Shortener.Hits;

/// <summary>
/// A dictionary of the log: a number in one column of a hit stands for a row of words, one word a dimension.
/// </summary>
/// <param name="Column">The column of <c>hits</c> and <c>link_hits</c>.</param>
/// <param name="Table">Where the number is the <c>id</c>.</param>
/// <param name="Words">
/// The dimensions, and the columns of the table that hold their words; empty where unknown.
/// </param>
public sealed record LogTuple(
    string Column, string Table, params (Dimension Dimension, string Column)[] Words)
{
    public static readonly LogTuple Client = new("client_id", "clients",
        (Dimension.Browser, "browser"), (Dimension.Os, "os"), (Dimension.Device, "device"), (
            Dimension.InApp, "in_app"));

    public static readonly LogTuple Origin = new("origin_id", "origins",
        (Dimension.Channel, "channel"), (Dimension.App, "app"), (Dimension.Evidence, "evidence"));

    public static readonly LogTuple Place = new("place_id", "places",
        (Dimension.Country, "country"), (Dimension.Region, "region"), (Dimension.City, "city"));

    public static readonly LogTuple Utm = new("utm_id", "utm_sets",
        (Dimension.UtmSource, "utm_source"),
        (Dimension.UtmMedium, "utm_medium"),
        (Dimension.UtmCampaign, "utm_campaign"),
        (Dimension.UtmTerm, "utm_term"), (Dimension.UtmContent, "utm_content"), (Dimension.Ref, "ref"));

    public static readonly LogTuple Referrer = new("referrer_id", "texts", (Dimension.Referrer, "text"));

    public static readonly LogTuple Language = new("language_id", "texts", (Dimension.Language, "text"));

    /// <summary>
    /// All of them: every dimension but those whose numbers the log holds themselves (link, trigger, share
    /// …).
    /// </summary>
    public static readonly IReadOnlyList<LogTuple> All = [Client, Origin, Place, Utm, Referrer, Language];

    /// <summary>
    /// The dictionary that holds a dimension's words; null where the log holds its numbers themselves.
    /// </summary>
    public static LogTuple? Of(Dimension dimension) =>
        All.FirstOrDefault(tuple => tuple.Words.Any(word => word.Dimension == dimension));
}
