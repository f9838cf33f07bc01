using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Shortener.Web;

/// <summary>The body of every refusal, <c>application/problem+json</c>.</summary>
/// <param name="Detail">What to do about it, for a person who is no programmer.</param>
/// <param name="Errors">Field by field what is wrong; absent where no field is to blame.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>
/// A refusal that an endpoint answers with. Its subclasses name the kind, so that signatures list the
/// outcomes.
/// </summary>
public abstract class Problem(ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>What will be sent; also what a bulk answer says of one item.</summary>
    public ProblemBody Body { get; } = new(kind.Type, kind.Title, kind.Status, detail, errors);

    /// <inheritdoc/>
    public virtual Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Body.Status;
        return httpContext.Response.WriteAsJsonAsync(
            Body, options: null, ContentType, httpContext.RequestAborted);
    }

    /// <summary>What is wrong with each field, as sentences.</summary>
    public static string Sentences(IReadOnlyDictionary<string, string[]> errors) =>
        string.Join(' ', errors.Select(error => Sentence(error.Key, error.Value[0])));

    protected static string Sentence(string field, string message) =>
        $"{field}: {message}{(message is [.., '.' or '?'] ? "" : ".")}";

    protected static IReadOnlyDictionary<string, string[]> One(string field, string message) =>
        new Dictionary<string, string[]> { [field] = [message] };

    protected static void Declare(ProblemKind kind, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(kind.Status, typeof(ProblemBody), [ContentType]));
}

/// <summary>400: what was sent cannot be read as what was asked for.</summary>
public sealed class Malformed(string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    : Problem(ProblemKind.Malformed, detail, errors), IEndpointMetadataProvider
{
    public Malformed(string field, string message) : this(Sentence(field, message), One(field, message)) { }

    /// <summary>A cursor that was not given out for this list.</summary>
    public static Malformed Cursor() => new("cursor", StrangeCursor);

    internal const string StrangeCursor =
        "is none of this list; take nextCursor as it was given, and leave the other parameters as they were";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(ProblemKind.Malformed, builder);
}

/// <summary>404.</summary>
public sealed class Missing(string detail) : Problem(ProblemKind.NotFound, detail, null), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(ProblemKind.NotFound, builder);
}

/// <summary>409: a name is taken, or the same id came with other values.</summary>
public sealed class Conflicting(string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    : Problem(ProblemKind.Conflict, detail, errors), IEndpointMetadataProvider
{
    public Conflicting(string field, string message) : this(Sentence(field, message), One(field, message)) { }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(ProblemKind.Conflict, builder);
}

/// <summary>410.</summary>
public sealed class Gone(string detail) : Problem(ProblemKind.Gone, detail, null), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(ProblemKind.Gone, builder);
}

/// <summary>422: understood, but against a rule.</summary>
public sealed class Refused(string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    : Problem(ProblemKind.Unprocessable, detail, errors), IEndpointMetadataProvider
{
    public Refused(string field, string message) : this(Sentence(field, message), One(field, message)) { }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(ProblemKind.Unprocessable, builder);
}

/// <summary>503: not now, but soon.</summary>
public sealed class Unavailable(string detail) : Problem(ProblemKind.Unavailable, detail, null), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Declare(ProblemKind.Unavailable, builder);

    /// <inheritdoc/>
    public override Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = "1";
        return base.ExecuteAsync(httpContext);
    }
}

/// <summary>The kinds that are nobody's answer in particular: they stand on every route.</summary>
internal sealed class Plain(
    ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    : Problem(kind, detail, errors);
