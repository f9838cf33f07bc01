using Shortener.Storage;

namespace Shortener.Tests.Faults;

/// <summary>Which of a <see cref="Crowd"/>'s ids are in the log, and how often.</summary>
public static class LoggedIds
{
    /// <summary>Texts from visitors are not bounded: every id is one.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unbounded =
        new Dictionary<string, string> { ["Shortener:Hits:NewTextsPerMinute"] = "0" };

    private const string Count = """
        select u.ref as id, count(*) as times
        from hits h
        join utm_sets u on u.id = h.utm_id
        where u.ref <> ''
        group by u.ref
        """;

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public long Times { get; init; }
    }

    public static async Task<IReadOnlyDictionary<string, long>> In(Db db) =>
        (await db.List<Row>(Count)).ToDictionary(row => row.Id, row => row.Times);

    /// <summary>
    /// Waits until the answered ones are there, then fails unless each of them is, and none twice.
    /// </summary>
    public static async Task AssertEachOnce(Db db, Crowd crowd)
    {
        await Wait.Until(async () => Missing(crowd, await In(db)).Count == 0);

        var logged = await In(db);
        Assert.Multiple(() =>
        {
            Assert.That(
                Missing(crowd, logged), Is.Empty,
                $"answered, and not in the log ({crowd.Answered.Count} were answered)");
            Assert.That(logged.Where(l => l.Value != 1), Is.Empty, "more than once in the log");
            Assert.That(crowd.Strange, Is.Empty, "answered with something else than a redirect");
        });
    }

    private static List<string> Missing(Crowd crowd, IReadOnlyDictionary<string, long> logged) =>
        [.. crowd.Answered.Where(id => !logged.ContainsKey(id))];
}
