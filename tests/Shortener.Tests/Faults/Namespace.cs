using System.Diagnostics;
using System.Globalization;

namespace Shortener.Tests.Faults;

/// <summary>
/// A mount namespace: file systems mounted in it are seen by the processes in it alone, and are gone with it,
/// however the test ends.
/// </summary>
public sealed class Namespace : IAsyncDisposable
{
    private readonly Process _holder;
    private readonly bool _hasUser;

    private Namespace(Process holder, bool hasUser) => (_holder, _hasUser) = (holder, hasUser);

    /// <summary>What runs the rest of a command line in here.</summary>
    public IReadOnlyList<string> Inside =>
    [
        "nsenter", "--preserve-credentials", "-m", .. _hasUser ? ["-U"] : Array.Empty<string>(),
        "-t", _holder.Id.ToString(CultureInfo.InvariantCulture), "--",
    ];

    /// <summary>
    /// Makes one and runs <paramref name="mount"/> in it. The running test is passed over, with the reason,
    /// where the machine does not let us.
    /// </summary>
    /// <param name="asRootOfItsOwn">
    /// As the root of a user namespace, which anybody may be; else as the real one.
    /// </param>
    public static async Task<Namespace> Make(bool asRootOfItsOwn, string mount)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("This machine cannot stage it: mount namespaces are Linux's.");
        }
        // The holder lives until its standard input ends, which is when the test's process lets go of it.
        var holder = Process.Start(new ProcessStartInfo(
            "unshare", [asRootOfItsOwn ? "-rm" : "-m", "sh", "-ec", $"{mount}\necho mounted\nexec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (await holder.StandardOutput.ReadLineAsync() != "mounted")
        {
            Assert.Ignore(
                $"This machine cannot stage it: {mount}: {await holder.StandardError.ReadToEndAsync()}");
        }
        return new Namespace(holder, asRootOfItsOwn);
    }

    /// <summary>Runs a shell command in it; the exit code.</summary>
    public async Task<int> Run(string command)
    {
        string[] line = [.. Inside, "sh", "-c", command];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
