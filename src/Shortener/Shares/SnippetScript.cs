using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Shortener.Links;

namespace Shortener.Shares;

/// <summary>
/// The snippet as browsers get it: t.js without its comments and indentation, with this instance's name of
/// the click id.
/// </summary>
public sealed partial class SnippetScript
{
    private const string Source = "Shares/t.js";
    private const string ClickId = "\"sc_id\"";

    public SnippetScript(TrackingSettings tracking)
    {
        using var source = new StreamReader(
            typeof(SnippetScript).Assembly.GetManifestResourceStream(Source)!);
        var text = Indentation().Replace(Comments().Replace(source.ReadToEnd(), ""), "");
        var plain = Encoding.UTF8.GetBytes(
            text.Replace(ClickId, $"\"{tracking.Parameter}\"", StringComparison.Ordinal));
        Plain = plain;
        Gzipped = Zip(plain);
        Tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(plain)[..8])}\"";
    }

    public ReadOnlyMemory<byte> Plain { get; }

    public ReadOnlyMemory<byte> Gzipped { get; }

    /// <summary>Changes with the content; one ETag for both forms of it, so a weak one.</summary>
    public string Tag { get; }

    private static byte[] Zip(byte[] plain)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.SmallestSize)) zip.Write(plain);
        return zipped.ToArray();
    }

    // They stand on lines of their own.
    [GeneratedRegex(@"^[ ]*(/\*\*.*?\*/|//[^\n]*)\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^[ ]+|\n(?=\n)", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
