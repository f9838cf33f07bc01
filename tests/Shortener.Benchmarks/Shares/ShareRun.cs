using Shortener.Storage;

namespace Shortener.Benchmarks.Shares;

/// <summary>
/// Ten million shares: redirects through the active ones beside plain ones, and the reports on sharing.
/// </summary>
internal static class ShareRun
{
    public static async Task Run(ShareOptions options)
    {
        var file = options.File.Length > 0
            ? options.File
            : Path.Combine(Path.GetTempPath(), $"shortener-shares-{Environment.ProcessId}.db");
        try
        {
            using var db = new Db(new StorageSettings { Database = file });
            var shares = await ShareDatabase.Fill(db, options);
            if (Does("reports")) await ShareReports.Run(db, shares, options);
            if (Does("redirects")) await ShareLoad.Run(file, shares, options);
        }
        finally
        {
            if (options.File.Length == 0)
            {
                foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(file + part);
            }
        }

        bool Does(string part) => options.Only.Length == 0 || options.Only == part;
    }
}
