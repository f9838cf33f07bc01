using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class OwnRequestsTests
{
    private static readonly Classifier Classifier = Classifier.Load();

    [TestCaseSource(nameof(Requests))]
    public void Every_visitor_is_told_for_what_it_is(HitKind kind, Client client, string userAgent)
    {
        var hit = Classifier.Classify(new VisitFacts(userAgent, null, VisitSignals.None, HitTrigger.Link, LinkOrigin.Untagged));

        Assert.That((hit.Kind, hit.Client), Is.EqualTo((kind, client)), userAgent);
    }

    private static IEnumerable<TestCaseData> Requests() =>
        from line in OwnRequests.Table.Split('\n')
        let cells = line.Split('|', 7).Select(cell => cell.Trim() is "-" ? null : cell.Trim()).ToArray()
        select new TestCaseData(Enum.Parse<HitKind>(cells[0]!, ignoreCase: true), new Client(cells[2], cells[3], cells[4], cells[5], cells[1]), cells[6]);
}
