namespace Shortener.Web;

/// <summary>
/// Gives every refusal its body: exceptions of bad requests, bare statuses such as routing's 404 and 405, and
/// what broke on our side. Programs get problem details, browsers outside <c>/api</c> a page.
/// </summary>
/// <param name="isUnavailable">
/// The failure is none of ours, and will pass: the database is locked, or away.
/// </param>
internal sealed partial class ProblemAnswers(
    RequestDelegate next, Predicate<Exception> isUnavailable, ILogger<ProblemAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Answer(context, BadRequests.Explain(e, context));
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted && isUnavailable(e))
        {
            NotNow(e.Message, context.Request.Method, RouteOf(context));
            await Answer(
                context, new Unavailable("The database cannot take this right now. Try again in a moment."));
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Broken(e, context.Request.Method, RouteOf(context));
            await Answer(context, new Plain(
                ProblemKind.Broken,
                "This is our fault. Try again, and tell the operator if it stays: the log says more."));
            return;
        }
        if (IsBare(context.Response)) await Answer(context, Of(context));
    }

    private static bool IsBare(HttpResponse response) =>
        response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 };

    private static Task Answer(HttpContext context, Problem problem) =>
        IsForBrowsers(context.Request)
            ? LittlePages.Failed(context, problem.Body)
            : problem.ExecuteAsync(context);

    private static bool IsForBrowsers(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api")
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Plain Of(HttpContext context)
    {
        // A media type other than JSON is, to the caller, a request that cannot be read.
        var kind = ProblemKind.Of(context.Response.StatusCode);
        return new Plain(kind, kind.Status switch
        {
            404 => $"There is nothing at {context.Request.Path}.",
            405 => $"{context.Request.Path} answers {context.Response.Headers.Allow} only.",
            413 => "Send less at once.",
            400 when context.Response.StatusCode == 415 => BadRequests.NotJson,
            _ => kind.Title + ".",
        });
    }

    private static string? RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Route} had to be put off: {Why}")]
    private partial void NotNow(string why, string method, string? route);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed.")]
    private partial void Broken(Exception e, string method, string? route);
}
