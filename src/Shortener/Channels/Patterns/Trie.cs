namespace Shortener.Channels.Patterns;

/// <summary>The tree of all terms while the <see cref="Automaton"/> is being built.</summary>
/// <param name="classes">Number of character classes; class 0 stands for every character outside the terms.</param>
/// <param name="capacity">At least one more than the characters of all terms together.</param>
internal sealed class Trie(int classes, int capacity)
{
    // 0 means "no child yet" while the tree grows: nothing leads back to the root.
    private readonly List<ushort> next = new(new ushort[classes]) { Capacity = capacity * classes };
    private readonly List<List<int>> ending = [[]];

    public void Add(IEnumerable<byte> text, int term)
    {
        var state = 0;
        foreach (var c in text)
        {
            if (next[state * classes + c] == 0)
            {
                if (ending.Count > ushort.MaxValue) throw new PatternFileException(["The pattern files hold more text than the 65,535 characters there is room for."]);
                next[state * classes + c] = (ushort)ending.Count;
                next.AddRange(new ushort[classes]);
                ending.Add([]);
            }
            state = next[state * classes + c];
        }
        ending[state].Add(term);
    }

    /// <summary>Follows every failure link once, breadth first, so that the machine never has to.</summary>
    public (ushort[] Next, int[]?[] Ending) Complete()
    {
        var whole = next.ToArray();
        var fallback = new ushort[ending.Count];
        var queue = new Queue<ushort>(whole.Take(classes).Where(s => s != 0));
        while (queue.TryDequeue(out var state))
        {
            for (var c = 0; c < classes; c++)
            {
                var onFailure = whole[fallback[state] * classes + c];
                ref var child = ref whole[state * classes + c];
                if (child == 0)
                {
                    child = onFailure;
                    continue;
                }
                fallback[child] = onFailure;
                ending[child].AddRange(ending[onFailure]);
                queue.Enqueue(child);
            }
        }
        return (whole, [.. ending.Select(e => e.Count == 0 ? null : e.ToArray())]);
    }
}
