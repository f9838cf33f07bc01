using System.Collections.Concurrent;

namespace Shortener.Channels;

/// <summary>Remembers what user agents said: a few hundred of them make nearly all requests.</summary>
/// <remarks>
/// Two generations of at most <paramref name="capacity"/> entries. When the young one is full it becomes the
/// old one, and the old one is dropped; who is met again moves to the young one. So a flood of invented user
/// agents costs memory for twice the capacity and no more, and a look-up takes no lock and allocates nothing.
/// </remarks>
internal sealed class UserAgentCache(UserAgentRules rules, int capacity = 4096)
{
    private readonly Lock turnover = new();
    private volatile ConcurrentDictionary<string, UserAgent> young = new();
    private volatile ConcurrentDictionary<string, UserAgent> old = new();
    private int held;

    /// <summary>Entries in both generations.</summary>
    public int Count => young.Count + old.Count;

    public UserAgent Read(string text)
    {
        if (young.TryGetValue(text, out var known)) return known;
        var read = old.TryGetValue(text, out known) ? known : rules.Read(text);
        Keep(read);
        return read;
    }

    private void Keep(UserAgent read)
    {
        lock (turnover)
        {
            if (held == capacity)
            {
                (old, young, held) = (young, new ConcurrentDictionary<string, UserAgent>(), 0);
            }
            if (young.TryAdd(read.Text, read)) held++;
        }
    }
}
