using System.Text.RegularExpressions;
using Shortener.Storage;
using Shortener.Tests.House;

namespace Shortener.Tests.Storage;

public sealed partial class LocksTests
{
    [Test]
    public void Every_advisory_lock_has_a_number_of_its_own()
    {
        var statements = typeof(Locks).GetFields().Select(field => (string)field.GetValue(null)!).ToList();

        Assert.That(statements, Has.Count.GreaterThan(3).And.All.Matches(AdvisoryLock().ToString()));
        Assert.That(statements, Is.Unique);
    }

    [Test]
    public void No_room_makes_up_a_lock_beside_the_list() =>
        Assert.That(Repository.Sources.Where(file => file.Literals.Contains("pg_advisory_xact_lock", StringComparison.Ordinal)).Select(file => file.Path),
            Is.EqualTo(new[] { "Storage/Locks.cs" }));

    [GeneratedRegex(@"^select pg_advisory_xact_lock\(\d+\)$")]
    private static partial Regex AdvisoryLock();
}
