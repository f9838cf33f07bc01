using Shortener.Accounts;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Shares;

namespace Shortener.Ops;

/// <summary>Recurring work: what it is called, how often it is due, what it does.</summary>
internal sealed record Job(
    string Name, TimeSpan Period, Func<IServiceProvider, CancellationToken, Task> Work);

/// <summary>All recurring work of the house that needs no loop of its own.</summary>
internal static class Jobs
{
    public static readonly IReadOnlyList<Job> All =
    [
        new(
            "forget-idempotency", TimeSpan.FromHours(1),
            (s, ct) => s.GetRequiredService<IdempotencyStore>().Sweep(ct)),
        new("write-digests", TimeSpan.FromMinutes(10), (s, ct) => s.GetRequiredService<DigestJob>().Run(ct)),
        new(
            "remove-old-hits", TimeSpan.FromHours(1),
            (s, ct) => s.GetRequiredService<RetentionJob>().Run(ct)),
        new(
            "forget-erased-clicks", TimeSpan.FromHours(1),
            (s, ct) => s.GetRequiredService<ErasedClickJob>().Run(ct)),
        new(
            "forget-pressers", TimeSpan.FromHours(1),
            (s, ct) => s.GetRequiredService<ShareStore>().ForgetVisitors(ct)),
    ];
}
