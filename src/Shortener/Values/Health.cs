using System.Collections.Concurrent;

namespace Shortener.Values;

/// <summary>What is wrong right now, told by the rooms that notice. Nothing told means all is well.</summary>
public sealed class Health(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Trouble> _troubles = new();

    /// <summary>Something works worse than it should.</summary>
    /// <param name="name">The reporter's own word for it: <c>spill</c>, <c>disk</c>.</param>
    public void Degraded(string name, string detail) => Tell(name, detail, stopsRedirects: false);

    /// <summary>Redirects are not answered.</summary>
    public void Down(string name, string detail) => Tell(name, detail, stopsRedirects: true);

    /// <summary>It is well again.</summary>
    public void Well(string name) => _troubles.TryRemove(name, out _);

    /// <summary>All troubles, the oldest first.</summary>
    public IReadOnlyList<Trouble> Troubles() =>
        [.. _troubles.Values.OrderBy(t => t.Since).ThenBy(t => t.Name, StringComparer.Ordinal)];

    // A trouble told again keeps its beginning.
    private void Tell(string name, string detail, bool stopsRedirects) => _troubles.AddOrUpdate(
        name,
        _ => new Trouble(name, detail, clock.GetUtcNow(), stopsRedirects),
        (_, old) => old with { Detail = detail, StopsRedirects = stopsRedirects });
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Name">Short and stable, for monitors.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record Trouble(string Name, string Detail, DateTimeOffset Since, bool StopsRedirects);
