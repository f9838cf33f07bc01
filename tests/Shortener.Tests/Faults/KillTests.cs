using System.Globalization;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Faults;

[Parallelizable(ParallelScope.All)]
public sealed class KillTests(Engine engine) : OnBothEngines(engine)
{
    private const int Kills = 8;
    private const int People = 32;

    [Test]
    public async Task Every_answered_redirect_is_in_the_log_once_however_often_the_process_is_killed()
    {
        var address = Server.FreeAddress();
        await using (var first = await Server.Start(Database, Folder, address)) await first.MakeLink(
            "spring");
        await using var crowd = new Crowd(address, "spring", People);

        for (var life = 0; life < Kills; life++)
        {
            await using var server = await Server.Start(Database, Folder, address, Life(life));
            Assert.That(await crowd.UntilAnswered(100), $"life {life} answers: {server.Output}");
            // Ends in the middle of whatever it does, each time somewhat later.
            await Task.Delay(TimeSpan.FromMilliseconds(300 + 150 * life));
            await server.Kill();
        }
        await using var last = await Server.Start(Database, Folder, address, LoggedIds.Unbounded);
        await crowd.Disperse();

        await LoggedIds.AssertEachOnce(Db, crowd);
    }

    // Every other life hardly waits for the log, so that kills hit the spill file and its way into the log as
    // well.
    private static Dictionary<string, string> Life(int number) => new(LoggedIds.Unbounded)
    {
        ["Shortener:Hits:DeadlineMillis"] = (number % 2 == 0 ? 250 : 1).ToString(
            CultureInfo.InvariantCulture),
    };
}
