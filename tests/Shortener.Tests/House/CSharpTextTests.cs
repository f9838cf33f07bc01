namespace Shortener.Tests.House;

public sealed class CSharpTextTests
{
    [TestCase("""a(); // b("c")""", "a();", "")]
    [TestCase("a(/* b \"c\" */ d);", "a( d);", "")]
    [TestCase("""a("b // c");""", "a( );", "b // c")]
    [TestCase("""a("b\"c", d);""", "a( , d);", "b\\\"c")]
    [TestCase("""a('"', "b", '\'', c);""", "a( , , , c);", "b")]
    [TestCase("""a(@"b\", c);""", "a( , c);", "b\\")]
    [TestCase("a(@\"b\"\"c\", d);", "a( , d);", "b\"\"c")]
    [TestCase("""a($"b {c("d")} e {{f}}", g);""", "a( c( ) , g);", "b { d } e {{f}}")]
    [TestCase("""a($@"b\{c}", d);""", "a( c , d);", "b\\{ }")]
    [TestCase("a(\"\"\"\nb \"c\" // d\n\"\"\", e);", "a( , e);", "b \"c\" // d")]
    [TestCase("a($\"\"\"b {c ? new { d } : e} f\"\"\", g);", "a( c ? new { d } : e , g);", "b { } f")]
    [TestCase("a($$\"\"\"b {c} {{d}}\"\"\", e);", "a( d , e);", "b {c} {{ }}")]
    public void Code_and_literals_are_told_apart(string source, string code, string literals)
    {
        var text = CSharpText.Of(source);

        Assert.That((Squeeze(text.Code), Squeeze(text.Literals)), Is.EqualTo((code, literals)));
    }

    [Test]
    public void Every_character_stays_on_its_place()
    {
        const string source = "one(\"two\");\n// three\nfour();";

        var text = CSharpText.Of(source);

        Assert.That(text.Code, Is.EqualTo("one(     );\n        \nfour();"));
        Assert.That(text.Literals.IndexOf("two", StringComparison.Ordinal), Is.EqualTo(5));
    }

    [TestCase("\"")]
    [TestCase("'")]
    [TestCase("/*")]
    [TestCase("$\"{")]
    [TestCase("$\"\"\"{\"")]
    [TestCase("\"\\")]
    public void A_text_that_breaks_off_ends_all_the_same(string source) =>
        Assert.That(CSharpText.Of(source).Code, Has.Length.EqualTo(source.Length));

    private static string Squeeze(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
