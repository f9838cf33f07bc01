using System.Data.Common;
using Shortener.Storage;

namespace Shortener.Ops;

/// <summary>
/// Runs the jobs, each in its rhythm. On PostgreSQL a lock lets one process at a time run a job; whoever
/// finds it taken leaves it to the other.
/// </summary>
internal sealed partial class JobRunner(
    Db db, IServiceProvider services, TimeProvider clock, ILogger<JobRunner> log)
    : BackgroundService
{
    private const string Take = "select pg_try_advisory_lock(hashtext(@name))";
    private const string Leave = "select pg_advisory_unlock(hashtext(@name))";

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Jobs.All.Select(job => Repeat(job, stoppingToken)));

    private async Task Repeat(Job job, CancellationToken ct)
    {
        try
        {
            // Processes that start together do not work together, and none works while it starts.
            await Task.Delay(job.Period * Random.Shared.NextDouble(), clock, ct);
            using var timer = new PeriodicTimer(job.Period, clock);
            do await RunOnce(job, ct);
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>False where another process is at it, or the job failed; the next time comes.</summary>
    internal async Task<bool> RunOnce(Job job, CancellationToken ct)
    {
        try
        {
            await using var lease = db.Engine is Engine.Postgres ? await db.Open(ct) : null;
            if (lease is not null && !await Ask(lease, Take, job, ct)) return false;
            try
            {
                await job.Work(services, ct);
                return true;
            }
            finally
            {
                // The pool keeps the session open, and the session the lock.
                if (lease is not null) await Ask(lease, Leave, job, CancellationToken.None);
            }
        }
        // Whatever it is: a job that broke once is not given up for as long as the process runs.
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Postponed(e, job.Name);
            return false;
        }
    }

    private static async Task<bool> Ask(DbConnection connection, string sql, Job job, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("name", "job " + job.Name);
        command.Parameters.Add(name);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The job {Job} failed; it is tried again when it is next due.")]
    private partial void Postponed(Exception e, string job);
}
