using Shortener.Links;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class QrCodesTests
{
    private const string Url = "http://localhost:8080/k7f2mq?qr=1";

    [Test]
    public void A_scanned_drawing_gives_the_address() =>
        Assert.That(QrReader.ReadSvg(QrCodes.Svg(Url, QrStyle.Default, 512)), Is.EqualTo(Url));

    [TestCase(64)]
    [TestCase(65)]
    [TestCase(300)]
    [TestCase(512)]
    [TestCase(2048)]
    public void A_scanned_image_gives_the_address_and_has_the_size_asked_for(int size) =>
        Assert.That(QrReader.ReadPng(QrCodes.Png(Url, QrStyle.Default, size)), Is.EqualTo((Url, size)));

    [TestCase("L")]
    [TestCase("M")]
    [TestCase("Q")]
    [TestCase("H")]
    public void Every_level_of_correction_can_be_scanned(string level)
    {
        var png = QrCodes.Png("http://x.io", new QrStyle { Correction = level }, 200);

        Assert.That(QrReader.ReadPng(png).Text, Is.EqualTo("http://x.io"));
    }

    [Test]
    public void The_colours_are_the_style_s()
    {
        var style = new QrStyle { Foreground = "#1a4d8f", Background = "#fff8e0" };

        var palette = QrCodes.Png(Url, style, 64)
            .AsSpan(QrCodes.Png(Url, style, 64).AsSpan().IndexOf("PLTE"u8) + 4, 6).ToArray();

        Assert.That(palette, Is.EqualTo(new byte[] { 0xff, 0xf8, 0xe0, 0x1a, 0x4d, 0x8f }));
        Assert.That(
            QrCodes.Svg(Url, style, 64), Does.Contain("fill=\"#1a4d8f\"").And.Contain("fill=\"#fff8e0\""));
    }

    [Test]
    public void Around_the_code_are_four_light_squares()
    {
        var rows = QrCodes.Squares(Url, QrStyle.Default);

        var edge = Enumerable.Range(0, rows.Count).SelectMany(
            i => new[] { rows[3][i], rows[^4][i], rows[i][3], rows[i][^4] });
        Assert.That(edge, Has.None.True);
        Assert.That(rows[4][4], Is.True);
    }

    [Test]
    public void The_same_code_is_the_same_bytes_every_time() =>
        Assert.That(
            QrCodes.Png(Url, QrStyle.Default, 300), Is.EqualTo(QrCodes.Png(Url, QrStyle.Default, 300)));

    [Test]
    public void The_longest_short_link_fits_at_the_highest_correction()
    {
        // A host of 253 letters and a slug of 100 Chinese ones, each three bytes and so nine characters.
        var url = $"https://{new string('a', 253)}:65535/{string.Concat(Enumerable.Repeat("%E4%B8%AD", Slugs.MaxLength))}?qr=1";

        Assert.That(
            QrCodes.Squares(url, new QrStyle { Correction = "H" }), Has.Count.LessThanOrEqualTo(177 + 8));
    }
}
