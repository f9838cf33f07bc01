using Microsoft.AspNetCore.Http.Metadata;

namespace Shortener.Web;

/// <summary>
/// Refuses query parameters that a route under <c>/api</c> does not know. Passed over in silence,
/// <c>?dry_run=true</c>
/// would make a thousand links.
/// </summary>
internal static class KnownQuery
{
    /// <summary>Goes after routing and keys: strangers are not told what there is.</summary>
    public static void UseKnownQuery(this WebApplication app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/api") && Stranger(context) is { } name
            ? new Malformed(name, "is not a parameter here; check its spelling").ExecuteAsync(context)
            : next(context));

    private static string? Stranger(HttpContext context)
    {
        var query = context.Request.Query;
        if (query.Count == 0 || context.GetEndpoint()?.Metadata is not { } facts) return null;
        if (facts.GetMetadata<ReadsQuery>() is not null) return null;

        var names = facts.OfType<IParameterBindingMetadata>().Where(IsText)
            .Select(parameter => parameter.Name).ToList();
        var prefixes = facts.OfType<KnownPrefix>().Select(known => known.Prefix).ToList();
        return query.Keys.FirstOrDefault(asked =>
            !names.Contains(asked, StringComparer.OrdinalIgnoreCase)
            && !prefixes.Any(prefix => asked.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
    }

    // The others are bodies and services.
    private static bool IsText(IParameterBindingMetadata parameter) =>
        parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string);
}
