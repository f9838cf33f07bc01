namespace Shortener.Tests.Channels.Geo;

internal static class Bounded
{
    /// <summary>
    /// Fails instead of hanging. The limit says nothing about speed: what is run takes milliseconds.
    /// </summary>
    public static Task Run(Action action) => Task.Run(action).WaitAsync(TimeSpan.FromMinutes(1));
}
