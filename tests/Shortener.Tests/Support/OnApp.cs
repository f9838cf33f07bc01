using Shortener.Storage;

namespace Shortener.Tests.Support;

/// <summary>
/// The base of tests that speak HTTP: the whole program over the test's own database, from its first use.
/// </summary>
public abstract class OnApp(Engine engine) : OnBothEngines(engine), IAsyncDisposable
{
    private App? _app;

    protected App App => _app ??= new App(Database, Settings, Clock);

    /// <summary>Settings other than the tests' own.</summary>
    protected virtual Dictionary<string, string>? Settings => null;

    /// <summary>The program's clock; null for the real one.</summary>
    protected virtual StoppedClock? Clock => null;

    // As tear-down too: the program ends before its database does.
    [TearDown]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null) await _app.DisposeAsync();
    }
}
