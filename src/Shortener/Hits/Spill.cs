using Microsoft.Win32.SafeHandles;

namespace Shortener.Hits;

/// <summary>
/// The file that takes finished hits while the log cannot: lines of JSON without addresses, ended by a zero
/// byte, in space that was allocated at the start, so that a full disk does not matter. Written without
/// fsync: like the log, it survives a killed process.
/// </summary>
internal sealed class Spill : IDisposable
{
    private const int MostFiles = 64;

    private readonly Lock _lock = new();
    private readonly HitHealth _health;
    private readonly SafeFileHandle? _file;
    private readonly long _capacity;
    private long _end;
    private long _drained;

    /// <summary>
    /// Opens the file, makes it where there is none, and finds the end of what a last run left in it.
    /// </summary>
    /// <param name="path">
    /// A process that finds it taken by another one uses <c>name-2</c>, <c>name-3</c> …
    /// </param>
    public Spill(string path, long capacity, HitHealth health)
    {
        (_health, _capacity) = (health, capacity);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _file = OpenFree(path, capacity);
            _capacity = RandomAccess.GetLength(_file);
            _end = FindEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            health.SpillFails(e.Message);
        }
    }

    /// <summary>Nothing waits in the file.</summary>
    public bool IsEmpty
    {
        get { lock (_lock) return _drained == _end; }
    }

    /// <summary>
    /// Puts the hits at the end of the file with one write; false where it is full or cannot be written.
    /// </summary>
    /// <param name="after">
    /// A row number of the log that the hits, should they be there as well, lie above.
    /// </param>
    public bool TryAppend(IEnumerable<Hit> hits, long after)
    {
        if (_file is null) return false;

        var lines = new MemoryStream();
        var count = 0;
        lock (_lock)
        {
            // Within the lock, so that an id is either forgotten before or found in the file.
            foreach (var hit in hits)
            {
                lines.Write(SpilledHit.Of(hit, after).ToLine());
                lines.WriteByte((byte)'\n');
                count++;
            }
            lines.WriteByte(0);
            if (_end + lines.Length > _capacity)
            {
                _health.SpillFails($"its {_capacity >> 20} MB (Shortener:Hits:SpillMegabytes) are full");
                return false;
            }
            try
            {
                RandomAccess.Write(_file, lines.GetBuffer().AsSpan(0, (int)lines.Length), _end);
            }
            catch (IOException e)
            {
                _health.SpillFails(e.Message);
                return false;
            }
            // The zero is overwritten by the next line.
            _end += lines.Length - 1;
        }
        _health.SpillWorks();
        _health.CountSpilled(count);
        return true;
    }

    /// <summary>
    /// The oldest lines not drained yet, and where they end. A line that cannot be read is passed over.
    /// </summary>
    public (List<SpilledHit> Hits, long End) Read(int most)
    {
        long start, end;
        lock (_lock) (start, end) = (_drained, _end);

        var hits = new List<SpilledHit>();
        while (hits.Count < most && start < end)
        {
            var line = ReadLine(start, end);
            start += line.Length + 1;
            if (SpilledHit.Parse(line) is { } hit) hits.Add(hit);
            else if (line.Length > 0) _health.CountLost();
        }
        return (hits, start);
    }

    /// <summary>
    /// Everything up to <paramref name="end"/> is in the log. An all drained file starts again from its
    /// beginning.
    /// </summary>
    public void Drained(long end)
    {
        lock (_lock)
        {
            _drained = end;
            if (_drained < _end) return;
            // The first zero says that the file is empty; the others leave nothing of what was in it.
            RandomAccess.Write(_file!, [0], 0);
            var zeros = new byte[1 << 16];
            for (long at = 0; at < _end; at += zeros.Length)
            {
                RandomAccess.Write(_file!, zeros.AsSpan(0, (int)Math.Min(zeros.Length, _end - at)), at);
            }
            _drained = _end = 0;
        }
    }

    /// <summary>Takes click ids out of all that lies in the file, drained or not.</summary>
    /// <param name="clicks">Hashes.</param>
    public void Forget(IReadOnlySet<long> clicks)
    {
        try
        {
            lock (_lock)
            {
                for (long start = 0; start < _end;)
                {
                    var line = ReadLine(start, _end);
                    if (SpilledHit.Parse(line) is { } hit && clicks.Contains(hit.Click))
                    {
                        SpilledHit.BlotClick(line, hit.Click);
                        RandomAccess.Write(_file!, line, start);
                    }
                    start += line.Length + 1;
                }
            }
        }
        catch (IOException e)
        {
            _health.SpillFails(e.Message);
        }
    }

    /// <summary>The lines of a spill file that no process uses.</summary>
    public static IEnumerable<byte[]> Lines(string path)
    {
        using var file = File.OpenRead(path);
        var line = new MemoryStream();
        for (var next = file.ReadByte(); next > 0; next = file.ReadByte())
        {
            if (next != '\n')
            {
                line.WriteByte((byte)next);
                continue;
            }
            yield return line.ToArray();
            line.SetLength(0);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle OpenFree(string path, long capacity)
    {
        for (var n = 1; ; n++)
        {
            var name = n == 1 ? path : $"{path}-{n}";
            try
            {
                // No sharing: a second process on this machine takes the next name.
                if (File.Exists(name))
                {
                    return File.OpenHandle(name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                }
                var file = File.OpenHandle(
                    name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
                    preallocationSize: capacity);
                // The space is taken; now it reads as zeros.
                RandomAccess.SetLength(file, capacity);
                return file;
            }
            catch (IOException) when (n < MostFiles && File.Exists(name) && IsTaken(name))
            {
            }
        }
    }

    private static bool IsTaken(string name)
    {
        try
        {
            using var file = File.OpenHandle(name, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private long FindEnd()
    {
        var buffer = new byte[1 << 16];
        for (long at = 0; at < _capacity; at += buffer.Length)
        {
            var read = RandomAccess.Read(_file!, buffer, at);
            var zero = buffer.AsSpan(0, read).IndexOf((byte)0);
            if (zero >= 0) return at + zero;
            if (read == 0) return at;
        }
        return _capacity;
    }

    private byte[] ReadLine(long start, long end)
    {
        var line = new MemoryStream();
        var buffer = new byte[4096];
        while (start < end)
        {
            var read = RandomAccess.Read(
                _file!, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start)), start);
            var newLine = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            line.Write(buffer, 0, newLine >= 0 ? newLine : read);
            if (newLine >= 0 || read == 0) break;
            start += read;
        }
        return line.ToArray();
    }
}
