using Shortener.Tests.Support;

namespace Shortener.Tests;

/// <summary>
/// Takes away what belongs to the whole run; of this namespace, because NUnit looks for tests below it.
/// </summary>
[SetUpFixture]
public sealed class AfterAllTests
{
    [OneTimeTearDown]
    public Task DropDatabases() => TestServer.DropAll();
}
