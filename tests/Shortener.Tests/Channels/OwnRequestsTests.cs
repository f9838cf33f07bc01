using Shortener.Channels;

namespace Shortener.Tests.Channels;

public sealed class OwnRequestsTests
{
    private static readonly Classifier Classifier = Classifier.Load();

    [TestCaseSource(nameof(Requests))]
    public void Every_visitor_is_told_for_what_it_is(HitKind kind, Client client, string userAgent)
    {
        var hit = Classifier.Classify(Agents.Visit(userAgent));

        Assert.That((hit.Kind, hit.Client), Is.EqualTo((kind, client)), userAgent);
    }

    private static IEnumerable<TestCaseData> Requests()
    {
        foreach (var line in OwnRequests.Table.Split('\n'))
        {
            var cells = line.Split('|', 7).Select(cell => cell.Trim() is "-" ? null : cell.Trim()).ToArray();
            var client = new Client(
                Browser: cells[2], Os: cells[3], Device: cells[4], InApp: cells[5], Bot: cells[1]);
            yield return new TestCaseData(Enum.Parse<HitKind>(cells[0]!, ignoreCase: true), client, cells[6]);
        }
    }
}
