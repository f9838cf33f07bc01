using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>Where the parts of a file are; cases that MaxMind's suite does not have.</summary>
public sealed class MmdbLayoutTests
{
    // Of a 28-bit node the first half byte in the middle belongs to the left record, the second to the right.
    [TestCase(28, new byte[] { 0x23, 0x45, 0x67, 0x11, 0xAB, 0xCD, 0xEF })]
    [TestCase(32, new byte[] { 0x01, 0x23, 0x45, 0x67, 0x01, 0xAB, 0xCD, 0xEF })]
    public void Records_beyond_sixteen_million_are_read_whole(int recordSize, byte[] node)
    {
        // The records count the one node and the separator too.
        var data = new byte[0x1ABCDEF];
        data[0x1234567 - 17] = 0xC1;
        data[0x1234567 - 16] = 1;
        data[0x1ABCDEF - 17] = 0xC1;
        data[0x1ABCDEF - 16] = 2;
        var database = Mmdb.Open(TinyDatabase.Of(node, data, nodes: 1, (byte)recordSize));

        Assert.That(database.Find("0.0.0.0"), Is.EqualTo(1u));
        Assert.That(database.Find("128.0.0.0"), Is.EqualTo(2u));
    }

    [Test]
    public void Only_the_last_mark_begins_the_metadata()
    {
        var file = TinyDatabase.Of("city", "Riga", "Oslo");
        var mark = file.AsSpan().LastIndexOf(TinyDatabase.Marker);

        Assert.That(Mmdb.Open([.. file[..mark], .. TinyDatabase.Marker, .. file[mark..]]).Find("1.1.1.1"),
            Is.EqualTo(new Dictionary<string, object> { ["city"] = "Riga" }));
    }

    [Test]
    public void The_metadata_lie_in_the_last_128_KiB()
    {
        var file = TinyDatabase.Of("city", "Riga", "Oslo");
        var mark = file.AsSpan().LastIndexOf(TinyDatabase.Marker);
        var missing = 128 * 1024 - (file.Length - mark);

        Assert.That(() => Mmdb.Open([.. file, .. new byte[missing]]), Throws.Nothing);
        Assert.That(() => Mmdb.Open([.. file, .. new byte[missing + 1]]),
            Throws.TypeOf<InvalidDatabaseException>());
    }

    [Test]
    public void A_tree_that_runs_into_the_metadata_is_refused()
    {
        // Three nodes of six bytes and the separator need 34 bytes.
        Assert.That(() => Mmdb.Open(TinyDatabase.Of(new byte[18], [], nodes: 3, recordSize: 24)),
            Throws.Nothing);
        Assert.That(() => Mmdb.Open(TinyDatabase.Of(new byte[17], [], nodes: 3, recordSize: 24)),
            Throws.TypeOf<InvalidDatabaseException>());
    }

    [Test]
    public void A_tree_without_nodes_knows_nobody() =>
        Assert.That(Mmdb.Open(TinyDatabase.Of([], [], nodes: 0, recordSize: 24)).Find("1.1.1.1"), Is.Null);

    [TestCase(0)]
    [TestCase(20)]
    [TestCase(36)]
    public void Other_record_sizes_are_refused(byte recordSize) => Assert.That(
        () => Mmdb.Open(TinyDatabase.Of(new byte[100], new byte[100], nodes: 1, recordSize)),
        Throws.TypeOf<InvalidDatabaseException>().With.Message.Contains($"be {recordSize}."));
}
