using Shortener.Values;

namespace Shortener.Tests.Values;

public sealed class MoneyTests
{
    private static readonly Currency Euro = Currency.Find("EUR")!;
    private static readonly Currency Dollar = Currency.Find("usd")!;
    private static readonly Currency Yen = Currency.Find("JPY")!;
    private static readonly Currency Dinar = Currency.Find("KWD")!;

    // ISO 4217, list one.
    [TestCase("EUR", 978, 2)]
    [TestCase("USD", 840, 2)]
    [TestCase("JPY", 392, 0)]
    [TestCase("KWD", 414, 3)]
    [TestCase("CLF", 990, 4)]
    [TestCase("ALL", 8, 2)]
    public void A_currency_has_its_number_and_digits(string code, int number, int digits)
    {
        var currency = Currency.Find(code)!;

        Assert.That((currency.Number, currency.Digits), Is.EqualTo(((short)number, digits)));
        Assert.That(Currency.Of((short)number), Is.SameAs(currency));
    }

    [TestCase("")]
    [TestCase("EURO")]
    [TestCase("XXX")]
    [TestCase("XAU")]
    [TestCase("DEM")]
    public void What_nobody_can_pay_with_is_no_currency(string code) =>
        Assert.That(Currency.Find(code), Is.Null);

    [Test]
    public void Letters_and_numbers_are_there_once() => Assert.Multiple(() =>
    {
        Assert.That(Currency.All.Select(c => c.Code), Is.Unique.And.All.Matches("^[A-Z]{3}$"));
        Assert.That(Currency.All.Select(c => c.Number), Is.Unique);
        Assert.That(Currency.Of(0), Is.Null);
    });

    // €10.00 at 160.5 yen is ¥1,605; ¥1,605 at 1/160.5 is €10.00; KD 1.005 at 2 is €2.01; half a cent rounds
    // away from zero.
    [TestCase(1000, "EUR", "JPY", 160.5, 1605)]
    [TestCase(1605, "JPY", "EUR", 0.00623052959, 1000)]
    [TestCase(1005, "KWD", "EUR", 2, 201)]
    [TestCase(1, "EUR", "USD", 0.5, 1)]
    [TestCase(3, "EUR", "USD", 0.5, 2)]
    public void An_amount_in_another_currency_is_to_its_minor_unit(
        long minor, string from, string to, decimal rate, long expected) =>
        Assert.That(
            new Money(minor, Currency.Find(from)!).In(Currency.Find(to)!, rate),
            Is.EqualTo(new Money(expected, Currency.Find(to)!)));

    [Test]
    public void A_day_without_rates_has_those_of_the_latest_day_before_it()
    {
        var table = new RateTable([new Rate(10, Euro, Dollar, 1.10m), new Rate(20, Euro, Dollar, 1.20m)]);

        Assert.That(
            new[] { 9, 10, 15, 20, 99 }.Select(day => table.Find(Euro, Dollar, day)),
            Is.EqualTo(new decimal?[] { null, 1.10m, 1.10m, 1.20m, 1.20m }));
    }

    [Test]
    public void Two_currencies_meet_in_their_base_and_back()
    {
        var table = new RateTable([new Rate(1, Euro, Dollar, 1.25m), new Rate(1, Euro, Yen, 150m)]);

        Assert.That(table.Find(Dollar, Yen, 1), Is.EqualTo(120m));
        Assert.That(table.Find(Dollar, Euro, 1), Is.EqualTo(0.8m));
        Assert.That(table.Convert(new Money(1250, Dollar), Yen, 1), Is.EqualTo(new Money(1500, Yen)));
    }

    [Test]
    public void What_the_latest_sheet_does_not_name_an_earlier_one_may()
    {
        var table = new RateTable([new Rate(1, Euro, Dinar, 0.33m), new Rate(5, Euro, Dollar, 1.25m)]);

        Assert.That(table.Find(Euro, Dinar, 9), Is.EqualTo(0.33m));
        Assert.That(table.Find(Dollar, Dinar, 9), Is.Null, "no day has both");
    }

    [Test]
    public void One_currency_is_worth_itself_and_without_rates_nothing_else() => Assert.Multiple(() =>
    {
        Assert.That(new RateTable([]).Find(Euro, Euro, 1), Is.EqualTo(1m));
        Assert.That(new RateTable([]).Convert(new Money(1, Euro), Dollar, 1), Is.Null);
    });
}
