namespace Shortener.Benchmarks.Load;

/// <summary>
/// Redirects under load, beside the two that bound what is possible: nginx without a log, and Kestrel with
/// nothing but a dictionary. All stand ready; each in turn is measured while the others are stopped by
/// signal, round after round, because a machine's speed drifts: only figures of one round are compared, and
/// each round begins with another server.
/// </summary>
internal static class LoadRun
{
    public static async Task Run(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("shortener-load-").FullName;
        var contestants = new List<Contestant>();
        PostgresServer? postgres = null;
        try
        {
            var slugs = Traffic.Slugs(Traffic.LinkCount);
            var requests = Path.Combine(folder, "requests");
            Traffic.WriteRequests(requests, slugs, options.Visitors);
            var wrk = new Wrk(requests);

            Say("dotnet publish");
            var published = await Published.Make(folder);
            postgres = await TryStartPostgres(options);
            await foreach (var contestant in Start(contestants, folder, published, slugs, postgres, options))
            {
                Say($"warming up: {contestant.Name}");
                await contestant.Load(wrk, options.WarmUp);
                await contestant.Freeze();
            }

            for (var round = 1; round <= options.Rounds; round++)
            {
                var first = (round - 1) % contestants.Count;
                foreach (var contestant in contestants[first..].Concat(contestants[..first]))
                {
                    await contestant.TakeTurn(wrk, options.Seconds);
                    Say($"round {round} of {options.Rounds}: {contestant.Name}: {contestant.Turns[^1].PerSecond:n0}/s");
                }
            }

            var logged = new Dictionary<Contestant, long>();
            foreach (var contestant in contestants.Where(c => c.Shortener is not null))
            {
                Say($"memory and log: {contestant.Name}");
                await contestant.ReadMemoryAfter(wrk, options.MemoryAfter);
                logged.Add(contestant, await contestant.CountLogged());
                await contestant.Freeze();
            }
            Console.WriteLine(new LoadReport(contestants, logged, options).ToMarkdown());
        }
        finally
        {
            foreach (var contestant in contestants) await contestant.DisposeAsync();
            if (postgres is not null) await postgres.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Starts one after the other; <paramref name="contestants"/> is told at once, so that none is left
    /// running.
    /// </summary>
    private static async IAsyncEnumerable<Contestant> Start(
        List<Contestant> contestants, string folder, Published published, IReadOnlyList<string> slugs,
        PostgresServer? postgres, LoadOptions options)
    {
        yield return await Checked(
            new Contestant(LoadReport.Nginx, await Nginx.Start(folder, options.NginxWorkers)), exact: false);

        var links = await BareKestrel.WriteLinks(folder, slugs);
        yield return await Checked(
            new Contestant(LoadReport.Bare, await BareKestrel.Start(published.Bare, links)), exact: true);

        foreach (var variant in Variant.All.Where(
            v => v.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
        {
            if (variant.OnPostgres && postgres is null) continue;
            var database =
                variant.OnPostgres ? postgres!.Database : Path.Combine(folder, variant.Id, "shortener.db");
            var server = await ShortenerServer.Start(published.Shortener, database, variant.Settings);
            await server.CreateLinks(slugs);
            var posting = variant.Posts ? new PostingClient(server) : null;
            yield return await Checked(
                new Contestant(variant.Name, server.Process, server, posting), exact: true);
        }

        async Task<Contestant> Checked(Contestant contestant, bool exact)
        {
            contestants.Add(contestant);
            await contestant.Check(slugs, exact);
            return contestant;
        }
    }

    private static async Task<PostgresServer?> TryStartPostgres(LoadOptions options)
    {
        if (!Variant.All.Any(
            v => v.OnPostgres && v.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        try
        {
            return await PostgresServer.Start(Published.Repository);
        }
        catch (InvalidOperationException e)
        {
            Say($"PostgreSQL is left out: {e.Message}");
            return null;
        }
    }

    // Progress goes to the error stream: what is printed at the end is the table, ready for the README.
    private static void Say(string what) => Console.Error.WriteLine(what);
}
