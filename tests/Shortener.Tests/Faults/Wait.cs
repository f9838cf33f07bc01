using System.Diagnostics;

namespace Shortener.Tests.Faults;

/// <summary>Waiting for something to become true.</summary>
public static class Wait
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// True as soon as the condition is; false when it is not after <paramref name="atMost"/> (30 s).
    /// </summary>
    public static async Task<bool> Until(Func<Task<bool>> condition, TimeSpan? atMost = null)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < (atMost ?? TimeSpan.FromSeconds(30)); await Task.Delay(Between))
        {
            if (await condition()) return true;
        }
        return false;
    }

    /// <summary>True when <paramref name="more"/> redirects are answered from now on.</summary>
    public static Task<bool> UntilAnswered(this Crowd crowd, int more)
    {
        var enough = crowd.Answered.Count + more;
        return Until(() => Task.FromResult(crowd.Answered.Count >= enough));
    }
}
