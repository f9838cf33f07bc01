using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using Shortener.Channels;
using Shortener.Channels.Patterns;

namespace Shortener.Benchmarks.Channels;

/// <summary>
/// What one user agent costs: read anew, found in the cache, classified as a whole; and beside them every
/// pattern as a regular expression, one after the other, which is how most products do it.
/// </summary>
[MemoryDiagnoser]
public class UserAgentBenchmarks
{
    private static readonly string[] UserAgents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 393.1.0.36.70 (iPhone15,3; iOS 18_5; de_DE; de; scale=3.00; 1290x2796; IABMV/1; 776538208) Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.7339.51 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/488.0.0.62.79;IABMV/1;]",
        "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "WhatsApp/2.23.20.11 A",
    ];

    private readonly Knowledge knowledge = Knowledge.Load(userRules: null);
    private UserAgentCache cache = null!;
    private Classifier classifier = null!;
    private VisitFacts[] visits = null!;
    private Regex[] expressions = null!;

    [GlobalSetup]
    public void Prepare()
    {
        cache = new UserAgentCache(knowledge.UserAgents);
        classifier = new Classifier(knowledge);
        visits = [.. UserAgents.Select(Visit)];
        expressions = [.. knowledge.UserAgents.Rules.Select(rule => Expression(rule.Pattern))];
        foreach (var userAgent in UserAgents) cache.Read(userAgent);
    }

    [Benchmark(OperationsPerInvoke = 8)]
    public int Uncached()
    {
        var total = 0;
        foreach (var userAgent in UserAgents) total += knowledge.UserAgents.Read(userAgent).Text.Length;
        return total;
    }

    [Benchmark(OperationsPerInvoke = 8)]
    public int Cached()
    {
        var total = 0;
        foreach (var userAgent in UserAgents) total += cache.Read(userAgent).Text.Length;
        return total;
    }

    [Benchmark(OperationsPerInvoke = 8)]
    public int WholeClassification()
    {
        var total = 0;
        foreach (var visit in visits) total += (int)classifier.Classify(visit).Kind;
        return total;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = 8)]
    public int EveryPatternAsARegularExpression()
    {
        var matches = 0;
        foreach (var userAgent in UserAgents)
        {
            foreach (var expression in expressions)
            {
                if (expression.IsMatch(userAgent)) matches++;
            }
        }
        return matches;
    }

    private static VisitFacts Visit(string userAgent) =>
        new(userAgent, null, VisitSignals.None, HitTrigger.Link, LinkOrigin.Untagged);

    /// <summary>The pattern in the language of regular expressions, with the same rules of case.</summary>
    private static Regex Expression(string pattern)
    {
        var term = Term.Parse(pattern);
        var anyCase = !term.Text.Any(char.IsAsciiLetterUpper);
        var before = (term.FromStart ? "^" : "") + (term.WordBegins ? @"(?<!\w)" : "");
        var after = (term.WordEnds ? @"(?!\w)" : "") + (term.ToEnd ? "$" : "");
        var options = RegexOptions.CultureInvariant | (anyCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        return new Regex(before + Regex.Escape(term.Text) + after, options);
    }
}
