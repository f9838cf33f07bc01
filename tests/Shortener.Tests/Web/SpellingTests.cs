using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class SpellingTests
{
    [TestCase("kitten", "sitting", 3)]
    [TestCase("", "abc", 3)]
    [TestCase("Database", "database", 0)]
    [TestCase("databse", "database", 1)]
    [TestCase("flaw", "lawn", 2)]
    public void The_distance_counts_letters_to_change_add_or_leave_out(
        string one, string other, int distance) =>
        Assert.That(
            (Spelling.Distance(one, other), Spelling.Distance(other, one)), Is.EqualTo((distance, distance)));
}
