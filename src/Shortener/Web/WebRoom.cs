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
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Health>();
        builder.Services.Configure<JsonOptions>(json => JsonForm.Set(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>Everything but the redirect, which comes before.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseMiddleware<ProblemAnswers>();
        app.UseRequestForm();
        app.UseRouting();
    }
}
