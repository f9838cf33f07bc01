using Shortener.Reports;
using Shortener.Web;

namespace Shortener.Tests.Reports;

public sealed class ConditionTests
{
    [TestCase("DE", false, new[] { "DE" })]
    [TestCase("DE,AT", false, new[] { "DE", "AT" })]
    [TestCase("-DE", true, new[] { "DE" })]
    [TestCase("-DE,AT", true, new[] { "DE", "AT" })]
    [TestCase("-DE,-AT", true, new[] { "DE", "AT" })]
    [TestCase("(unknown)", false, new[] { "" })]
    [TestCase("-(unknown),DE", true, new[] { "", "DE" })]
    [TestCase(@"a\,b,c", false, new[] { "a,b", "c" })]
    [TestCase(@"\-5", false, new[] { "-5" })]
    [TestCase(@"back\\slash", false, new[] { @"back\slash" })]
    [TestCase("a-b", false, new[] { "a-b" })]
    [TestCase("--x", true, new[] { "-x" })]
    [TestCase("DE,,AT,", false, new[] { "DE", "AT" })]
    [TestCase("DE,DE", false, new[] { "DE" })]
    public void A_comma_is_or_and_a_leading_minus_is_not(string text, bool except, string[] values)
    {
        var condition = Condition.Read(Given("country", text)).Single();

        Assert.That((condition.By.Name, condition.Except), Is.EqualTo(("country", except)));
        Assert.That(condition.Values, Is.EqualTo(values));
    }

    [Test]
    public void An_empty_value_is_no_filter_because_forms_send_it() =>
        Assert.That(Condition.Read(Given("country", "")), Is.Empty);

    [Test]
    public void A_parameter_given_twice_is_a_list() =>
        Assert.That(
            Condition.Read(new Parameters([new("country", "DE"), new("country", "AT")])).Single().Values,
            Is.EqualTo(new[] { "DE", "AT" }));

    [TestCase("country", "DE,-AT", "mixes")]
    [TestCase("country", "-", "names no value")]
    [TestCase("country", ",", "names no value")]
    [TestCase("link", "spring", "ids of links")]
    [TestCase("link", "99999999999999999999", "ids of links")]
    [TestCase("link", "(unknown)", "ids of links")]
    [TestCase("trigger", "scan", "link, qr and share")]
    [TestCase("variant", "a", "does not exist yet")]
    [TestCase("country", "a\0b", "U+0000")]
    public void What_cannot_be_meant_is_refused(string name, string text, string why)
    {
        var parameters = Given(name, text);

        Condition.Read(parameters);

        Assert.That(parameters.Problems[name].Single(), Does.Contain(why));
    }

    [Test]
    public void A_parameter_that_nobody_knows_is_refused()
    {
        var parameters = Given("contry", "DE");

        Condition.Read(parameters);
        parameters.RefuseOthers();

        Assert.That(parameters.Problems.Keys, Is.EqualTo(new[] { "contry" }));
    }

    private static Parameters Given(string name, string value) => new([new(name, value)]);
}
