namespace Shortener.Campaigns;

/// <summary>
/// What stands between two ampersands of a query, read without changing it. Without <c>=</c> it is all name.
/// </summary>
public readonly ref struct QueryPiece(ReadOnlySpan<char> text)
{
    private readonly int _equals = text.IndexOf('=');

    /// <summary>The piece as it stands there.</summary>
    public ReadOnlySpan<char> Text { get; } = text;

    /// <summary>What is before the first <c>=</c>, still encoded.</summary>
    public ReadOnlySpan<char> Name => _equals < 0 ? Text : Text[.._equals];

    /// <summary>What is after the first <c>=</c>, still encoded.</summary>
    public ReadOnlySpan<char> Value => _equals < 0 ? default : Text[(_equals + 1)..];

    /// <summary>
    /// Which of <see cref="UtmTags.Keys"/> the name is, whatever its case or encoding; null for another name.
    /// </summary>
    public int? TagKey
    {
        get
        {
            var name = UrlText.DecodeIfNeeded(Name);
            // Every key is ref or begins with utm_: most names are told apart by their length and first
            // letter.
            if (name.Length is not 3 and not (>= 8 and <= 12) || (name[0] | 0x20) is not ('u' or 'r'))
            {
                return null;
            }
            for (var key = 0; key < UtmTags.Count; key++)
            {
                if (name.Equals(UtmTags.Keys[key], StringComparison.OrdinalIgnoreCase)) return key;
            }
            return null;
        }
    }
}
