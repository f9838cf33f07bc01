using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Shares;

/// <summary>Who pressed a share button is known as long as the salt of their key, and no longer.</summary>
public sealed class PresserTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly StoppedClock _clock = new(Noon);

    [Test]
    public async Task Who_pressed_is_forgotten_after_48_hours_and_the_share_stays()
    {
        var store = new ShareStore(Db, _clock);
        var link = await new TestLog(Db).Link("a");
        var old = (await store.Mint(Press(link, visitor: 7), default))!;
        _clock.Advance(TimeSpan.FromHours(24));
        var young = (await store.Mint(Press(link, visitor: 8), default))!;
        _clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1));

        var forgotten = await store.ForgetVisitors(default);

        Assert.That(forgotten, Is.EqualTo(1));
        Assert.That(await store.Find(old.Id, default), Is.EqualTo(old with { Visitor = null }));
        Assert.That(await store.Find(young.Id, default), Is.EqualTo(young));
    }

    [Test]
    public async Task All_are_forgotten_however_many_there_are()
    {
        var store = new ShareStore(Db, _clock);
        var link = await new TestLog(Db).Link("a");
        for (var visitor = 1; visitor <= 501; visitor++) await store.Mint(Press(link, visitor), default);
        _clock.Advance(TimeSpan.FromDays(3));

        Assert.That(await store.ForgetVisitors(default), Is.EqualTo(501));
        Assert.That(await Db.Find<long>("select count(*) from shares where visitor is not null"), Is.Zero);
    }

    private static ShareDraft Press(long link, long visitor) => new(link, Minter.Page)
    {
        Channel = "messaging",
        App = "WhatsApp",
        Button = "whatsapp",
        Visitor = visitor,
    };
}
