using System.Runtime.InteropServices;

namespace Shortener.Reports;

/// <summary>Shares minted in some time and their cycles, of all links that count together.</summary>
internal sealed class MintCounts
{
    /// <summary>
    /// Cycles are counted by whole seconds; those that take longer than the window are not.
    /// </summary>
    private readonly int[] _cycles = new int[(int)SharingStore.Window.TotalSeconds + 1];

    private readonly Dictionary<(int Kind, long Generation), long> _minted = [];

    public ShareKinds Kinds { get; } = new();

    /// <summary>How many shares were minted; kinds by their numbers in <see cref="Kinds"/>.</summary>
    public IReadOnlyDictionary<(int Kind, long Generation), long> Minted => _minted;

    /// <summary>How many cycles took so many seconds.</summary>
    public IReadOnlyList<int> Cycles => _cycles;

    public void Add(int kind, long generation, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_minted, (kind, generation), out _) += count;

    /// <param name="seconds">From the minting of the parent to that of the child; at most the window.</param>
    public void AddCycles(long seconds, int count) => _cycles[seconds] += count;
}
