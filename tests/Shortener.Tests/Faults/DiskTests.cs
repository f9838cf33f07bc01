using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Faults;

/// <summary>The disk under the SQLite file fails. (PostgreSQL's disk is PostgreSQL's.)</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DiskTests
{
    private const int People = 8;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("shortener-fault-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(false)]
    [TestCase(true)]
    public async Task Redirects_go_on_when_the_disk_is_full_and_all_are_kept(bool isKilledThen)
    {
        var disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        await using var room = await Namespace.Make(
            asRootOfItsOwn: true, $"mount -t tmpfs -o size=24m tmpfs {disk}");
        var address = Server.FreeAddress();
        var database = Path.Combine(disk, "shortener.db");
        var server = await Server.Start(database, _folder, address, SmallDisk, room.Inside);
        try
        {
            var link = await server.MakeLink("spring");
            await using var crowd = new Crowd(address, "spring", People);
            Assert.That(await crowd.UntilAnswered(100));

            await room.Run($"cat /dev/zero >{disk}/filler 2>/dev/null");
            Assert.That(
                await Wait.Until(async () => (await server.Health()).Status == "degraded"), "health says so");
            Assert.That(await crowd.UntilAnswered(100), "redirects go on");
            if (isKilledThen) await server.Kill();
            await room.Run($"rm {disk}/filler");
            if (isKilledThen)
            {
                await server.DisposeAsync();
                server = await Server.Start(database, _folder, address, SmallDisk, room.Inside);
            }
            Assert.That(
                await Wait.Until(async () => (await server.Health()).Status == "ok"),
                (await server.Health()).Text);
            await crowd.Disperse();

            await AssertEachOnce(server, link, room, disk, crowd);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Redirects_go_on_when_the_file_system_turns_read_only_and_what_can_be_kept_is(
        bool isSpillElsewhere)
    {
        var disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        var image = Path.Combine(_folder, "image");
        // What a kernel does that finds errors on a disk. The ordinary way of turning it read-only refuses
        // while files are open.
        await using var room = await Namespace.Make(asRootOfItsOwn: false,
            $"truncate -s 64M {image} && mkfs.ext4 -q {image} && mount -o loop {image} {disk}");
        var address = Server.FreeAddress();
        var database = Path.Combine(disk, "shortener.db");
        var settings = new Dictionary<string, string>(SmallDisk);
        if (isSpillElsewhere) settings["Shortener:Hits:SpillFile"] = Path.Combine(_folder, "hits.spill");
        var server = await Server.Start(database, _folder, address, settings, room.Inside);
        try
        {
            var link = await server.MakeLink("spring");
            await using var before = new Crowd(address, "spring", People);
            Assert.That(await before.UntilAnswered(100));
            await before.Disperse();

            // Without the sync the abort would be a power cut as well, and that is not what is asked here.
            Assert.That(await room.Run($"sync -f {disk} && mount -o remount,abort {disk}"), Is.Zero);
            await using var during = new Crowd(address, "spring", People, name: "late");
            Assert.That(await during.UntilAnswered(100), "redirects go on");
            Assert.That(
                await Wait.Until(async () => (await server.Health()).Status == "degraded"), "health says so");
            await during.Disperse();

            await server.DisposeAsync();
            Assert.That(
                await room.Run(
                    $"umount {disk} && e2fsck -fp {image} >/dev/null; mount -o loop {image} {disk}"),
                Is.Zero);
            server = await Server.Start(database, _folder, address, settings, room.Inside);
            Crowd[] kept = isSpillElsewhere ? [before, during] : [before];
            await AssertEachOnce(server, link, room, disk, kept);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    // 24 MB hold the spill file, the log of a few thousand hits, and something to fill up.
    private static readonly Dictionary<string, string> SmallDisk = new(LoggedIds.Unbounded)
    {
        ["Shortener:Hits:SpillMegabytes"] = "4",
        ["Shortener:WalMegabytes"] = "1",
    };

    /// <summary>
    /// Waits until the link's count has all of them, stops the server, and looks into a copy of its file.
    /// </summary>
    private async Task AssertEachOnce(
        Server server, long link, Namespace room, string disk, params Crowd[] crowds)
    {
        var answered = crowds.Sum(c => c.Answered.Count);
        await Wait.Until(async () => await server.CountHits(link) >= answered);
        Assert.That(await server.Stop(), Is.Zero);

        await room.Run($"cp {disk}/shortener.db* {_folder}");
        using var db = new Db(new StorageSettings { Database = Path.Combine(_folder, "shortener.db") });
        foreach (var crowd in crowds) await LoggedIds.AssertEachOnce(db, crowd);
    }
}
