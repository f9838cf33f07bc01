using Microsoft.AspNetCore.Http.Json;
using Shortener.Values;

namespace Shortener.Web;

/// <summary>What being a website takes.</summary>
public static class WebRoom
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.AddSettings<WebSettings>("Shortener:Web");
        builder.AddServer();
        builder.AddQuietLog();
        builder.AddApiDescription();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Health>();
        builder.Services.Configure<JsonOptions>(json => JsonForm.Set(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>Everything but the redirect, which comes before.</summary>
    /// <param name="isUnavailable">
    /// True for failures that will pass, such as a locked database: 503 rather than 500.
    /// </param>
    public static void UseWeb(this WebApplication app, Predicate<Exception> isUnavailable)
    {
        app.UseMiddleware<ProblemAnswers>(isUnavailable);
        app.UseRequestForm();
        app.Use(AnswersAreForTheCallerAlone);
        app.UseRouting();
    }

    private static Task AnswersAreForTheCallerAlone(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.Headers.CacheControl = "private, no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
        }
        return next(context);
    }
}
