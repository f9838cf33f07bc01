using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Shortener.Web;

namespace Shortener.Tests.Support;

/// <summary>A route of the API as it is mapped.</summary>
/// <param name="Pattern"><c>/api/v1/links/{id:long}</c></param>
public sealed partial record ApiRoute(string Method, string Pattern, RouteEndpoint Endpoint)
{
    /// <summary>The scope it needs; null where it was forgotten.</summary>
    public string? Scope => Endpoint.Metadata.GetMetadata<RequiredScope>()?.Scope;

    /// <summary>The type of its body; null where it takes none.</summary>
    public Type? Body => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    /// <summary>The path as OpenAPI writes it: no constraints, no slash at the end.</summary>
    public string Described => Constraint().Replace(Pattern, "{$1}").TrimEnd('/');

    /// <summary>The path with every parameter filled in.</summary>
    public string Filled(string text = "x", string number = "1") =>
        Parameter().Replace(Pattern, m => m.Groups["constraint"].Value is "long" or "int" ? number : text)
            .TrimEnd('/');

    public override string ToString() => $"{Method} {Pattern}";

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{\**(?<name>\w+)(:(?<constraint>\w+))?[^}]*\}")]
    private static partial Regex Parameter();
}

/// <summary>
/// The routes as they are mapped, whichever room mapped them: tests over this list cover later routes by
/// themselves.
/// </summary>
public static class ApiRoutes
{
    /// <summary>Those under <c>/api</c>, which need a key.</summary>
    public static IReadOnlyList<ApiRoute> Of(App app) =>
        [.. All(app).Where(route => route.Pattern.StartsWith("/api/", StringComparison.Ordinal))];

    /// <summary>Every route there is.</summary>
    public static IEnumerable<ApiRoute> All(App app) =>
        from endpoint in app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select new ApiRoute(method, endpoint.RoutePattern.RawText!, endpoint);
}
