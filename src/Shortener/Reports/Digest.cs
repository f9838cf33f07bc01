namespace Shortener.Reports;

/// <summary>What is stored of a block.</summary>
/// <param name="Head">Read first: among others what other blocks may have a part of.</param>
/// <param name="Body">Read when all heads are: what most likely no other block has a part of.</param>
internal sealed record Digest(byte[] Head, byte[] Body);
