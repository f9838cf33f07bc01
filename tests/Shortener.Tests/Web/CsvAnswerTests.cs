using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class CsvAnswerTests
{
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+1", "'+1")]
    [TestCase("-1", "'-1")]
    [TestCase("@sum", "'@sum")]
    [TestCase(" =1+1", "' =1+1")]
    [TestCase("\t=1+1", "'\t=1+1")]
    [TestCase("\u00a0=1+1", "'\u00a0=1+1")]
    [TestCase("＝1+1", "'＝1+1")]
    [TestCase("1=1", "1=1")]
    [TestCase("a@b.example", "a@b.example")]
    public void What_a_spreadsheet_would_run_is_told_to_be_text(string text, string cell) =>
        Assert.That(CsvAnswer.Line([text]), Is.EqualTo(cell + "\r\n"));

    [Test]
    public void A_number_below_zero_stays_a_number() =>
        Assert.That(CsvAnswer.Line([-1, -1.5, -1L]), Is.EqualTo("-1,-1.5,-1\r\n"));

    [Test]
    public void Commas_quotes_and_lines_stay_in_their_cell() =>
        Assert.That(
            CsvAnswer.Line(["a,b", "say \"hi\"", "two\nlines", null, true]),
            Is.EqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,true\r\n"));
}
