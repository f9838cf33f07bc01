using Shortener.Statistics;
using Shortener.Tests.Support;

namespace Shortener.Tests.Statistics;

public sealed class HalvesTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    [Test]
    public void Two_threads_work_at_the_same_time()
    {
        using var both = new Barrier(2);
        var met = 0;

        Halves.Do(Meet, Meet);

        Assert.That(met, Is.EqualTo(2));

        void Meet()
        {
            if (both.SignalAndWait(LongEnough)) Interlocked.Increment(ref met);
        }
    }

    [Test]
    public async Task Where_no_second_thread_is_free_one_does_both()
    {
        var threads = new List<int>();

        await OneThread.Run(() => Halves.Do(Note, Note));

        Assert.That(threads, Has.Count.EqualTo(2));
        Assert.That(threads.Distinct(), Has.One.Items);

        void Note() => threads.Add(Environment.CurrentManagedThreadId);
    }

    [Test]
    public void What_goes_wrong_in_the_second_half_is_told() => Assert.That(
        () => Halves.Do(() => { }, () => throw new InvalidOperationException("second")),
        Throws.InvalidOperationException.With.Message.EqualTo("second"));
}
