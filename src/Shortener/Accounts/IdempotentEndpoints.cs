using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shortener.Storage;
using Shortener.Web;

namespace Shortener.Accounts;

/// <summary>
/// Writes with an <c>Idempotency-Key</c> are carried out once: a repetition is answered as the first was,
/// without being carried out.
/// </summary>
/// <remarks>
/// The promise: an answer that was sent is kept, and work that was begun is finished even when the caller
/// hangs up. When the process dies between a change and its answer being kept, a repetition is carried out
/// again after a minute. What says nothing about the work (400, 413, 429, 5xx) is not kept: a repaired body
/// may follow with the same key.
/// </remarks>
public static partial class IdempotentEndpoints
{
    private const string Header = "Idempotency-Key";
    private const int MaxKey = 255;

    public static TBuilder ShowsSecret<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ShownOnce());

    /// <summary>Goes behind the keys.</summary>
    public static void UseIdempotency(this WebApplication app)
    {
        var store = app.Services.GetRequiredService<IdempotencyStore>();
        app.Use((context, next) =>
        {
            var given = context.Request.Headers[Header];
            return given.Count > 0 && IsWrite(context)
                ? Once(context, next, store, given.ToString(), app.Logger)
                : next(context);
        });
    }

    private static bool IsWrite(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not null
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);

    private static async Task Once(
        HttpContext context, RequestDelegate next, IdempotencyStore store, string key, ILogger log)
    {
        if (key.Length is 0 or > MaxKey || key.Any(c => c is < ' ' or > '~'))
        {
            await new Malformed(Header, $"must be 1 to {MaxKey} printable ASCII characters").ExecuteAsync(
                context);
            return;
        }
        var request = await Hash(context.Request, context.RequestAborted);
        var caller = context.Caller().Id;
        var isPersonal = context.GetEndpoint()!.Metadata.GetMetadata<TellsOfPeople>() is not null;
        var (repetition, kept) = await store.Begin(caller, key, request, isPersonal, context.RequestAborted);
        switch (repetition)
        {
            case Repetition.UnderWay:
                context.Response.Headers.RetryAfter = "1";
                await new Conflicting(Header, "the first request with this key is still being worked on").ExecuteAsync(context);
                break;
            case Repetition.OtherRequest:
                await new Refused(Header, "was used for another request; take a new one for each request").ExecuteAsync(context);
                break;
            case Repetition.Answered:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                await Send(context.Response, kept!);
                break;
            default:
                await CarryOut(context, next, store, caller, key, log);
                break;
        }
    }

    private static async Task CarryOut(
        HttpContext context, RequestDelegate next, IdempotencyStore store, long caller, string key,
        ILogger log)
    {
        // Whoever hangs up asks again with the same key, and then the answer should be there.
        context.RequestAborted = CancellationToken.None;
        var response = context.Response;
        var connection = response.Body;
        using var written = new MemoryStream();
        response.Body = written;
        var isFinal = false;
        try
        {
            await next(context);
            isFinal = response.StatusCode is not (400 or 413 or 429) && response.StatusCode < 500;
        }
        finally
        {
            response.Body = connection;
            await Remember(store, caller, key, isFinal ? AnswerOf(context, written) : null, log);
        }
        if (written.Length == 0) return;
        response.ContentLength = written.Length;
        written.Position = 0;
        await written.CopyToAsync(connection);
    }

    // The change is made, or was not: an answer that cannot be kept must not hide that.
    private static async Task Remember(
        IdempotencyStore store, long caller, string key, KeptAnswer? answer, ILogger log)
    {
        try
        {
            await (answer is null ? store.Abandon(caller, key) : store.Finish(caller, key, answer));
        }
        catch (DbException e)
        {
            NotKept(log, e);
        }
    }

    private static KeptAnswer AnswerOf(HttpContext context, MemoryStream written)
    {
        var response = context.Response;
        if (response.StatusCode < 300 && context.GetEndpoint()?.Metadata.GetMetadata<ShownOnce>() is not null)
        {
            var known = new Conflicting(
                "The first request with this Idempotency-Key made it, and showed its secret. Delete it and make another one.");
            return new KeptAnswer
            {
                Status = known.Body.Status,
                ContentType = Problem.ContentType,
                Body = JsonSerializer.SerializeToUtf8Bytes(known.Body, JsonForm.Options),
            };
        }
        return new KeptAnswer
        {
            Status = response.StatusCode,
            Location = response.Headers.Location,
            ContentType = response.ContentType,
            Body = written.ToArray(),
        };
    }

    private static async Task Send(HttpResponse response, KeptAnswer answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Location is not null) response.Headers.Location = answer.Location;
        if (answer.ContentType is not null) response.ContentType = answer.ContentType;
        if (answer.Body.Length > 0) await response.Body.WriteAsync(answer.Body);
    }

    // Method, address and body, under a key, because short ones could be guessed; the body can be read again
    // afterwards. Its size is limited by the server.
    private static async Task<byte[]> Hash(HttpRequest request, CancellationToken ct)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        body.Position = 0;
        request.Body = body;

        var secret = request.HttpContext.RequestServices.GetRequiredService<SecretStore>()
            .KeyFor("idempotent request", SHA256.HashSizeInBytes);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return hash.GetHashAndReset();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer for an Idempotency-Key could not be kept; a repetition is carried out again.")]
    private static partial void NotKept(ILogger log, Exception e);
}
