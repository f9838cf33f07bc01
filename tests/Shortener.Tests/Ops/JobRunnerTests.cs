using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Ops;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Ops;

public sealed class JobRunnerTests(Engine engine) : OnBothEngines(engine)
{
    [Test]
    public async Task A_job_runs_again_and_again()
    {
        var runs = 0;
        var job = Job("count", () => runs++);

        var first = await Runner().RunOnce(job, default);
        var second = await Runner().RunOnce(job, default);

        Assert.That((first, second, runs), Is.EqualTo((true, true, 2)));
    }

    [Test]
    public async Task On_PostgreSQL_one_process_at_a_time_runs_a_job_and_on_SQLite_each_does()
    {
        var inner = false;
        var same = Job("once", () => { });
        var job = new Job(
            "once", TimeSpan.FromHours(1), async (_, ct) => inner = await Runner().RunOnce(same, ct));

        var outer = await Runner().RunOnce(job, default);

        Assert.That((outer, inner), Is.EqualTo((true, Engine is Engine.Sqlite)));
    }

    private static readonly Exception[] Failures =
        [new SqliteException("disk I/O error", 10), new IOException("no space"), new InvalidOperationException("our own fault")];

    [TestCaseSource(nameof(Failures))]
    public async Task A_job_that_fails_is_due_again_whatever_the_reason(Exception failure)
    {
        var runs = 0;
        var job = Job("fail", () =>
        {
            if (++runs == 1) throw failure;
        });

        Assert.That(
            (await Runner().RunOnce(job, default), await Runner().RunOnce(job, default)),
            Is.EqualTo((false, true)));
    }

    [Test]
    public void A_job_that_the_stop_of_the_program_cuts_short_has_not_failed()
    {
        using var stop = new CancellationTokenSource();
        var job = new Job("stopped", TimeSpan.FromHours(1), (_, ct) =>
        {
            stop.Cancel();
            ct.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        });

        Assert.That(() => Runner().RunOnce(job, stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static Job Job(string name, Action work) => new(name, TimeSpan.FromHours(1), (_, _) =>
    {
        work();
        return Task.CompletedTask;
    });

    private JobRunner Runner() =>
        new(
            Db, new ServiceCollection().BuildServiceProvider(), TimeProvider.System,
            NullLogger<JobRunner>.Instance);
}
