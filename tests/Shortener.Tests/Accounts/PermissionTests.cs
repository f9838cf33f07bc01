using System.Net;
using Shortener.Accounts;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Accounts;

/// <summary>
/// Who may do what: every route of the API stands in this table, with the one scope (besides admin) that
/// opens it.
/// </summary>
public sealed class PermissionTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly (string Route, string Scope)[] Table =
    [
        ("GET /api/v1/keys/", Scopes.Admin),
        ("POST /api/v1/keys/", Scopes.Admin),
        ("DELETE /api/v1/keys/{id:long}", Scopes.Admin),
        ("GET /api/v1/links/", Scopes.LinksRead),
        ("POST /api/v1/links/", Scopes.LinksWrite),
        ("POST /api/v1/links/bulk", Scopes.LinksWrite),
        ("PUT /api/v1/links/by-external-id/{**externalId}", Scopes.LinksWrite),
        ("GET /api/v1/links/{id:long}", Scopes.LinksRead),
        ("PATCH /api/v1/links/{id:long}", Scopes.LinksWrite),
        ("DELETE /api/v1/links/{id:long}", Scopes.LinksWrite),
        ("GET /api/v1/links/{id:long}/history", Scopes.LinksRead),
        ("GET /api/v1/links/{id:long}/shares/", Scopes.LinksRead),
        ("POST /api/v1/links/{id:long}/shares/", Scopes.LinksWrite),
        ("GET /api/v1/shares/{token}", Scopes.LinksRead),
        ("GET /api/v1/shares/{token}/tree", Scopes.LinksRead),
        ("GET /api/v1/links/{id:long}/shares/tree", Scopes.LinksRead),
        ("GET /api/v1/signals/explain", Scopes.ReportsRead),
        ("GET /api/v1/analytics", Scopes.ReportsRead),
        ("GET /api/v1/hits", Scopes.ReportsRead),
        ("GET /api/v1/reports/dark-social", Scopes.ReportsRead),
        ("GET /api/v1/reports/sharing", Scopes.ReportsRead),
        ("POST /api/v1/track/visit", Scopes.ConversionsWrite),
        ("POST /api/v1/track/lead", Scopes.ConversionsWrite),
        ("POST /api/v1/track/sale", Scopes.ConversionsWrite),
        ("POST /api/v1/track/refund", Scopes.ConversionsWrite),
        ("POST /api/v1/track/sales.csv", Scopes.ConversionsWrite),
        ("GET /api/v1/rates/", Scopes.ReportsRead),
        ("PUT /api/v1/rates/", Scopes.Admin),
        ("GET /api/v1/conversions/", Scopes.ReportsRead),
        ("GET /api/v1/conversions/{id:long}/journey", Scopes.ReportsRead),
        ("GET /api/v1/reports/attribution", Scopes.ReportsRead),
        ("GET /api/v1/reports/attribution/compare", Scopes.ReportsRead),
        ("GET /api/v1/reports/attribution/paths", Scopes.ReportsRead),
        ("GET /api/v1/reports/attribution/sharers", Scopes.ReportsRead),
        ("GET /api/v1/reports/funnel", Scopes.ReportsRead),
        ("GET /api/v1/customers/{**customerId}", Scopes.Admin),
        ("DELETE /api/v1/customers/{**customerId}", Scopes.Admin),
    ];

    [Test]
    public async Task Every_route_needs_the_scope_that_the_table_says()
    {
        await using var app = new App(Database);

        Assert.That(ApiRoutes.Of(app).Select(r => (r.ToString(), r.Scope)), Is.EquivalentTo(Table));
    }

    [Test]
    public async Task A_scope_opens_its_own_routes_and_no_other()
    {
        await using var app = new App(Database);

        foreach (var scope in Scopes.All)
        {
            var client = await app.With(scope);
            foreach (var route in ApiRoutes.Of(app))
            {
                var answer = await client.SendAsync(
                    new HttpRequestMessage(new HttpMethod(route.Method), route.Filled()));

                var isOpen = scope == route.Scope || scope == Scopes.Admin;
                Assert.That(
                    answer.StatusCode is HttpStatusCode.Forbidden, Is.Not.EqualTo(isOpen),
                    $"{route} with {scope}");
                Assert.That(
                    answer.StatusCode, Is.Not.EqualTo(HttpStatusCode.Unauthorized), $"{route} with {scope}");
            }
        }
    }

    [TestCase(null)]
    [TestCase("sk_nobody")]
    public async Task Without_a_key_that_is_known_nothing_is_open(string? key)
    {
        await using var app = new App(Database);
        var client = key is null ? app.Anonymous() : app.WithKey(key);

        foreach (var route in ApiRoutes.Of(app))
        {
            var answer = await client.SendAsync(
                new HttpRequestMessage(new HttpMethod(route.Method), route.Filled()));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), route.ToString());
            Assert.That(answer.Headers.WwwAuthenticate, Is.Not.Empty, route.ToString());
        }
    }
}
