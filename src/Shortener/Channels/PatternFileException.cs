namespace Shortener.Channels;

/// <summary>A pattern file that cannot be used: one sentence for each bad line, with its number.</summary>
public sealed class PatternFileException(IReadOnlyList<string> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
