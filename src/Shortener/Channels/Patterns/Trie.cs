namespace Shortener.Channels.Patterns;

/// <summary>The tree of all terms while the <see cref="Automaton"/> is being built.</summary>
/// <param name="classes">
/// Number of character classes; class 0 stands for every character outside the terms.
/// </param>
/// <param name="capacity">At least one more than the characters of all terms together.</param>
internal sealed class Trie(int classes, int capacity)
{
    // 0 means "no child yet" while the tree grows: nothing leads back to the root.
    private readonly ushort[] next = new ushort[capacity * classes];
    private readonly List<int>?[] ending = new List<int>?[capacity];
    private int states = 1;

    public void Add(ReadOnlySpan<byte> text, int term)
    {
        var state = 0;
        foreach (var c in text)
        {
            ref var child = ref next[state * classes + c];
            if (child == 0) child = (ushort)states++;
            state = child;
        }
        (ending[state] ??= []).Add(term);
    }

    /// <summary>Follows every failure link once, breadth first, so that the machine never has to.</summary>
    public (ushort[] Next, int[]?[] Ending) Complete()
    {
        var fallback = new ushort[states];
        var queue = new Queue<ushort>(states);
        for (var c = 0; c < classes; c++)
        {
            if (next[c] != 0) queue.Enqueue(next[c]);
        }
        while (queue.TryDequeue(out var state))
        {
            var row = next.AsSpan(state * classes, classes);
            var onFailure = next.AsSpan(fallback[state] * classes, classes);
            for (var c = 0; c < classes; c++)
            {
                if (row[c] == 0)
                {
                    row[c] = onFailure[c];
                    continue;
                }
                fallback[row[c]] = onFailure[c];
                if (ending[onFailure[c]] is { } shorter) (ending[row[c]] ??= []).AddRange(shorter);
                queue.Enqueue(row[c]);
            }
        }
        return (next[..(states * classes)], [.. ending.Take(states).Select(terms => terms?.ToArray())]);
    }
}
