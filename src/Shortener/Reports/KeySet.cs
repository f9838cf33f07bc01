namespace Shortener.Reports;

/// <summary>A filter as numbers: one of these, or none of these.</summary>
internal sealed record KeySet(HashSet<long> Keys, bool Except)
{
    public bool Holds(long key) => Keys.Contains(key) != Except;
}
