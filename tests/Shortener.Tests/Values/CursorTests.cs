using FsCheck;
using Shortener.Values;

namespace Shortener.Tests.Values;

public sealed class CursorTests
{
    private sealed record Key(long At, string Name);

    [FsCheck.NUnit.Property]
    public bool A_cursor_comes_back_as_it_went(long at, NonNull<string> name)
    {
        // A lone surrogate is no text, and becomes U+FFFD on the way.
        var key = new Key(
            at,
            name.Get.Replace('\ud800', 'x').Where(c => !char.IsSurrogate(c)).Aggregate("", (t, c) => t + c));
        return Cursor.TryRead<Key>("list", Cursor.Write("list", key), out var read) && read == key;
    }

    [Test]
    public void No_cursor_is_the_beginning()
    {
        Assert.That(Cursor.TryRead<Key>("list", null, out var key), Is.True);
        Assert.That(key, Is.Null);
    }

    [Test]
    public void A_cursor_of_another_list_is_refused() =>
        Assert.That(
            Cursor.TryRead<Key>("links by slug", Cursor.Write("links", new Key(1, "a")), out _), Is.False);

    [TestCase("x")]
    [TestCase("AQ")]
    [TestCase("AQAAAAAAAAAA")]
    [TestCase("AQAAAAAAAAAAe30")]
    [TestCase("not base64!")]
    [TestCase("====")]
    public void Garbage_is_refused(string text) =>
        Assert.That(Cursor.TryRead<Key>("list", text, out _), Is.False);

    [Test]
    public void A_cursor_that_was_changed_is_refused()
    {
        var cursor = Cursor.Write("list", new Key(1, "a")).ToCharArray();
        cursor[^3] = cursor[^3] == 'A' ? 'B' : 'A';

        Assert.That(Cursor.TryRead<Key>("list", new string(cursor), out _), Is.False);
    }

    [Test]
    public void A_cursor_needs_no_escaping_in_an_address() =>
        Assert.That(Cursor.Write("list", new Key(long.MaxValue, "ü?&=/+")), Does.Match("^[A-Za-z0-9_-]+$"));
}
