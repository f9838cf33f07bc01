using System.Text;
using Shortener.Channels.Geo;

namespace Shortener.Tests.Channels.Geo;

/// <summary>Fields written by hand, byte for byte as the specification describes them.</summary>
public sealed class MmdbDecoderTests
{
    // MaxMind's maps-with-pointers.raw: the later ones share keys and values with those before.
    [TestCase(0u, "long_key", "long_value1")]
    [TestCase(22u, "long_key", "long_value2", Description = "a pointer as a key")]
    [TestCase(37u, "long_key2", "long_value1", Description = "a pointer as a value")]
    [TestCase(50u, "long_key2", "long_value2", Description = "both")]
    [TestCase(55u, "long_key", "long_value1", Description = "a pointer to a map")]
    [TestCase(57u, "long_key2", "long_value2", Description = "a pointer to a map of pointers")]
    public void Maps_share_what_they_point_to(uint offset, string key, string value)
    {
        var section = File.ReadAllBytes(MaxMind.TestData("maps-with-pointers.raw"));

        Assert.That(MmdbDecoder.Decode(section, offset),
            Is.EqualTo(new Dictionary<string, object> { [key] = value }));
    }

    [TestCase(0, new byte[] { 0x40 })]
    [TestCase(28, new byte[] { 0x5C })]
    [TestCase(29, new byte[] { 0x5D, 0 })]
    [TestCase(80, new byte[] { 0x5D, 51 })]
    [TestCase(284, new byte[] { 0x5D, 255 })]
    [TestCase(285, new byte[] { 0x5E, 0, 0 })]
    [TestCase(13_392, new byte[] { 0x5E, 51, 51 })]
    [TestCase(65_820, new byte[] { 0x5E, 255, 255 })]
    [TestCase(65_821, new byte[] { 0x5F, 0, 0, 0 })]
    [TestCase(131_358, new byte[] { 0x5F, 1, 0, 1 })]
    public void A_text_has_the_size_that_its_control_bytes_say(int size, byte[] control) =>
        Assert.That(Decode([.. control, .. Text(size), 0x40]), Is.EqualTo(new string('x', size)));

    // The largest pointer of each size, and the smallest of the next.
    [TestCase(2_047, new byte[] { 0x27, 0xFF })]
    [TestCase(2_048, new byte[] { 0x28, 0, 0 })]
    [TestCase(526_335, new byte[] { 0x2F, 0xFF, 0xFF })]
    [TestCase(526_336, new byte[] { 0x30, 0, 0, 0 })]
    [TestCase(600_000, new byte[] { 0x38, 0x00, 0x09, 0x27, 0xC0 })]
    public void A_pointer_leads_where_its_bytes_say(int target, byte[] field)
    {
        var section = new byte[target + 2];
        field.CopyTo(section, 0);
        section[target] = 0x41;
        section[target + 1] = (byte)'!';

        Assert.That(Decode(section), Is.EqualTo("!"));
    }

    [TestCase(new byte[] { 0xC0 }, 0u)]
    [TestCase(new byte[] { 0xC1, 7 }, 7u)]
    [TestCase(new byte[] { 0xC4, 0, 0, 1, 0 }, 256u)]
    [TestCase(new byte[] { 0x04, 0x01, 0xFF, 0xFF, 0xFF, 0xFE }, -2)]
    [TestCase(new byte[] { 0x01, 0x01, 0xFF }, 255, Description = "a signed number of one byte is positive")]
    public void A_number_has_as_many_bytes_as_it_needs(byte[] section, object number) =>
        Assert.That(Decode(section), Is.EqualTo(number));

    [TestCase(new byte[] { 0x28 }, Description = "half a pointer")]
    [TestCase(new byte[] { 0x20, 0x00 }, Description = "a pointer to itself")]
    [TestCase(new byte[] { 0x20, 0x02, 0x20, 0x04, 0x40 }, Description = "a pointer to a pointer")]
    [TestCase(new byte[] { 0x20, 0x09 }, Description = "a pointer out of the section")]
    [TestCase(new byte[] { 0x42, (byte)'x' }, Description = "a text that goes on after the end")]
    [TestCase(new byte[] { 0x41, 0xC3 }, Description = "half a character")]
    [TestCase(new byte[] { 0x64, 0, 0, 0, 0 }, Description = "a double of four bytes")]
    [TestCase(new byte[] { 0xA3, 0, 0, 0 }, Description = "a 16-bit number of three bytes")]
    [TestCase(new byte[] { 0x02, 0x07 }, Description = "a boolean of two")]
    [TestCase(new byte[] { 0xE1, 0xC0, 0x40 }, Description = "a map with a number for a key")]
    [TestCase(new byte[] { 0xE1, 0x40 }, Description = "a map with a key and no value")]
    [TestCase(new byte[] { 0x00, 0x05 }, Description = "a cache container")]
    [TestCase(new byte[] { 0x00, 0x06 }, Description = "the end marker")]
    [TestCase(new byte[] { 0x00, 0x00 }, Description = "an extended type that is none")]
    [TestCase(new byte[] { 0x00, 0x09 }, Description = "type 16")]
    [TestCase(new byte[] { 0x01, 0x04, 0x20, 0x00 }, Description = "a list in itself")]
    [TestCase(new byte[] { }, Description = "nothing")]
    public void A_broken_field_is_an_error(byte[] section) =>
        Assert.That(() => Decode(section), Throws.TypeOf<InvalidDatabaseException>());

    [Test]
    public void No_room_is_made_for_a_count_that_the_section_cannot_hold()
    {
        // Sixteen million items in a section of nine bytes.
        byte[] section = [0x1F, 0x04, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Decode(section), Throws.TypeOf<InvalidDatabaseException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public async Task Lists_that_double_at_every_level_end_in_an_error() => await Bounded.Run(() =>
    {
        // Forty lists of two pointers, each to the list before: 2⁴⁰ empty texts, if anybody counted.
        List<byte> section = [0x40];
        var last = 0;
        for (var level = 0; level < 40; level++)
        {
            var before = (byte)last;
            last = section.Count;
            section.AddRange([0x02, 0x04, 0x20, before, 0x20, before]);
        }

        Assert.That(() => MmdbDecoder.Decode(section.ToArray(), (uint)last),
            Throws.TypeOf<InvalidDatabaseException>());
    });

    [Test]
    public void Sixty_four_levels_are_read_and_one_more_is_not()
    {
        Assert.That(Decode(Nested(64)), Is.InstanceOf<IReadOnlyList<object>>());
        Assert.That(() => Decode(Nested(65)), Throws.TypeOf<InvalidDatabaseException>());
    }

    private static object Decode(byte[] section) => MmdbDecoder.Decode(section, 0);

    private static byte[] Text(int size) => Encoding.UTF8.GetBytes(new string('x', size));

    private static byte[] Nested(int levels) =>
        [.. Enumerable.Repeat<byte[]>([0x01, 0x04], levels).SelectMany(list => list), 0x40];
}
