using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class RequestFormTests
{
    [TestCase("/api/v1/links?search=a%20b&tag=caf%C3%A9+x")]
    [TestCase("/x?a=100%25")]
    [TestCase("?%F0%9F%8C%B1")]
    public void Sound_addresses_pass(string target) => Assert.That(RequestForm.IsSound(target), Is.True);

    [TestCase("?a=100%")]
    [TestCase("?a=%2")]
    [TestCase("?a=%zz")]
    [TestCase("?a=%00")]
    [TestCase("?a=%ff")]
    [TestCase("?a=%C3", Description = "Half a character.")]
    [TestCase("?a=%C3x")]
    [TestCase("?a=%C0%AF", Description = "A slash, spelt longer than it is.")]
    [TestCase("?a=%ED%A0%80", Description = "Half of a surrogate pair.")]
    public void Broken_ones_do_not(string target) => Assert.That(RequestForm.IsSound(target), Is.False);
}
