namespace Shortener.Reports;

/// <summary>
/// Pairs of channel and app, numbered as they come: a report has a few dozen of them, and millions of shares.
/// </summary>
internal sealed class ShareKinds
{
    private readonly Dictionary<(string Channel, string App), int> _numbers = [];
    private readonly List<(string Channel, string App)> _kinds = [];

    public int Count => _kinds.Count;

    /// <summary>Empty where nobody said.</summary>
    public (string Channel, string App) this[int kind] => _kinds[kind];

    /// <summary>The number of a pair.</summary>
    public int Of(string channel, string app)
    {
        if (_numbers.TryGetValue((channel, app), out var number)) return number;
        _kinds.Add((channel, app));
        return _numbers[(channel, app)] = _kinds.Count - 1;
    }

    /// <summary>The numbers here of others' pairs, in their order.</summary>
    public int[] NumbersOf(ShareKinds others) => [.. others._kinds.Select(kind => Of(kind.Channel, kind.App))];

    public void Write(PackedWriter bytes)
    {
        bytes.Put(_kinds.Count);
        foreach (var (channel, app) in _kinds)
        {
            bytes.Put(channel);
            bytes.Put(app);
        }
    }

    /// <summary>The numbers here of the pairs that were written, in their order.</summary>
    public int[] Read(ref PackedReader bytes)
    {
        var numbers = new int[bytes.Next()];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Of(bytes.NextText(), bytes.NextText());
        return numbers;
    }
}
