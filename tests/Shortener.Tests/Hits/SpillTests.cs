using Shortener.Hits;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Hits;

public sealed class SpillTests
{
    private const int Megabyte = 1 << 20;
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly HitBuilder _a = new();
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("shortener-spill-").FullName;

    [TearDown]
    public void DropFolder() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "hits.spill");

    [Test]
    public void What_was_spilled_comes_back_whole()
    {
        using var spill = Open();
        var hit = _a.Click(
            5, Nine, visitor: -7, userAgent: "Zürich \"quoted\" ☯",
            share: new HitShare(77, 2, 0, "messaging", "Signal"));

        spill.TryAppend([hit], after: 12);

        var back = spill.Read(10).Hits.Single();
        Assert.That(back, Is.EqualTo(SpilledHit.Of(hit, 12)));
        Assert.That(back.ToHit(new Dictionaries(new HitSettings())).Share, Is.EqualTo(hit.Share));
        Assert.That(
            (back.UserAgent, back.LinkId, back.Visitor, back.After),
            Is.EqualTo(("Zürich \"quoted\" ☯", 5L, -7L, 12L)));
    }

    [Test]
    public void A_process_that_comes_after_finds_what_was_not_drained()
    {
        using (var spill = Open())
        {
            spill.TryAppend([_a.Click(1, Nine), _a.Click(2, Nine)], after: 0);
            spill.Drained(spill.Read(1).End);
        }

        using var next = Open();
        // What is drained is remembered in memory only: the log knows those hits by their uid.
        Assert.That(next.Read(10).Hits.Select(h => h.LinkId), Is.EqualTo(new[] { 1L, 2 }));
    }

    [Test]
    public void Of_what_was_drained_nothing_is_left_in_the_file()
    {
        using (var spill = Open())
        {
            spill.TryAppend(
                Enumerable.Range(0, 300).Select(_ => _a.Click(1, Nine, userAgent: "Netscape")), after: 0);
            spill.Drained(spill.Read(300).End);
        }

        Assert.That(System.IO.File.ReadAllBytes(File), Is.All.Zero);
    }

    [Test]
    public void A_file_that_is_all_drained_starts_again_from_its_beginning()
    {
        using (var spill = Open())
        {
            spill.TryAppend([_a.Click(1, Nine), _a.Click(2, Nine)], after: 0);
            spill.Drained(spill.Read(10).End);
            Assert.That(spill.IsEmpty, Is.True);
            spill.TryAppend([_a.Click(3, Nine)], after: 0);
        }

        using var next = Open();
        Assert.That(next.Read(10).Hits.Select(h => h.LinkId), Is.EqualTo(new[] { 3L }));
    }

    [Test]
    public void A_line_that_was_cut_off_is_passed_over_and_counted()
    {
        using (var spill = Open()) spill.TryAppend([_a.Click(1, Nine)], after: 0);
        var bytes = System.IO.File.ReadAllBytes(File);
        var end = Array.IndexOf(bytes, (byte)0);
        "{\"uid\":2,\"at\":"u8.CopyTo(bytes.AsSpan(end));
        System.IO.File.WriteAllBytes(File, bytes);

        var counts = new HitHealth(new Health(TimeProvider.System));
        using var next = new Spill(File, Megabyte, counts);
        Assert.That(next.Read(10).Hits.Select(h => h.LinkId), Is.EqualTo(new[] { 1L }));
        Assert.That(counts.Lost, Is.EqualTo(1));
    }

    [Test]
    public void A_full_file_takes_no_more_and_says_so()
    {
        var health = new Health(TimeProvider.System);
        using var spill = new Spill(File, 1024, new HitHealth(health));

        Assert.That(spill.TryAppend([_a.Click(1, Nine)], after: 0), Is.True);
        Assert.That(spill.TryAppend([_a.Click(2, Nine), _a.Click(3, Nine)], after: 0), Is.False);
        Assert.That(health.Troubles().Single().Detail, Does.Contain("SpillMegabytes"));
        Assert.That(spill.Read(10).Hits, Has.Count.EqualTo(1));
    }

    [Test]
    public void Two_processes_in_one_folder_have_a_file_each()
    {
        using var one = Open();
        using var two = Open();

        Assert.That(two.TryAppend([_a.Click(2, Nine)], after: 0), Is.True);
        Assert.That(one.IsEmpty, Is.True);
    }

    [Test]
    public void A_folder_that_cannot_be_written_is_told_and_nothing_throws()
    {
        var health = new Health(TimeProvider.System);
        using var spill = new Spill("/proc/none/hits.spill", Megabyte, new HitHealth(health));

        Assert.That(spill.TryAppend([_a.Click(1, Nine)], after: 0), Is.False);
        Assert.That(health.Troubles(), Has.Exactly(1).Items);
    }

    private Spill Open() => new(File, Megabyte, new HitHealth(new Health(TimeProvider.System)));
}
