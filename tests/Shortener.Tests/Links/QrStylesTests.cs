using Shortener.Links;

namespace Shortener.Tests.Links;

public sealed class QrStylesTests
{
    [TestCase("#000000", "#ffffff")]
    [TestCase("#1A4D8F", "#fff8e0")]
    [TestCase("#949494", "#ffffff")]
    public void Dark_on_light_is_a_style(string foreground, string background) =>
        Assert.That(
            QrStyles.Refusal(new QrStyle { Foreground = foreground, Background = background }), Is.Null);

    // 3.03 and 2.96 to 1: the grey on each side of the limit.
    [TestCase("#959595", "#ffffff", "contrast of the two colours is 3.0")]
    [TestCase("#cccccc", "#ffffff", "contrast of the two colours is 1.6")]
    [TestCase("#ffffff", "#000000", "darker than the background")]
    [TestCase("#777777", "#777777", "darker than the background")]
    public void Colours_that_cameras_do_not_tell_apart_are_refused(
        string foreground, string background, string sentence) =>
        Assert.That(
            QrStyles.Refusal(new QrStyle { Foreground = foreground, Background = background })?.Sentence,
            Does.Contain(sentence));

    [TestCase("red", "#ffffff", "M", "foreground")]
    [TestCase("#fff", "#ffffff", "M", "foreground")]
    [TestCase("#00000g", "#ffffff", "M", "foreground")]
    [TestCase("#000000", "\"><script>", "M", "background")]
    [TestCase("#000000", "#ffffff", "m", "correction")]
    [TestCase("#000000", "#ffffff", "", "correction")]
    public void What_is_no_colour_or_level_is_refused(
        string foreground, string background, string correction, string field) =>
        Assert.That(
            QrStyles.Refusal(new QrStyle { Foreground = foreground, Background = background, Correction = correction })?.Field,
            Is.EqualTo(field));
}
