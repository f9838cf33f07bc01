namespace Shortener.Tests.Support;

/// <summary>Runs what may use a second thread where it gets none.</summary>
public static class OneThread
{
    public static Task Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    public static Task<T> Run<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.None,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
}
