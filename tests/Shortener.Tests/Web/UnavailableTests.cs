using System.Net;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class UnavailableTests
{
    [Test]
    public async Task While_another_process_holds_the_database_a_write_is_asked_to_come_again()
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        await using var app = new App(database.Name, new() { ["Shortener:BusyMillis"] = "0" });
        await using var other = database.Db.OpenSqlite();
        await using var held = other.BeginTransaction(deferred: false);

        var answer = await app.Admin().PostJson("/api/v1/links", """{"url":"https://example.com/"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((string?)answer["type"], Is.EqualTo(ProblemKind.Unavailable.Type));
        Assert.That(answer.Message.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task What_is_our_own_fault_is_a_500_without_a_trace()
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        await using var app = new App(database.Name);
        await database.Db.Run("alter table links rename to elsewhere");

        var answer = await app.Admin().GetJson("/api/v1/links");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That((string?)answer["type"], Is.EqualTo(ProblemKind.Broken.Type));
        Assert.That(answer.Body!.ToJsonString(), Does.Not.Contain("Sqlite").And.Not.Contain("   at "));
    }
}
