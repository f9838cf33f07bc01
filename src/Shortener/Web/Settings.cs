using Shortener.Values;

namespace Shortener.Web;

/// <summary>
/// How rooms get their settings: read from the configuration once, checked all together before the start.
/// </summary>
public static class Settings
{
    /// <summary>Reads <typeparamref name="T"/>; rooms take the record itself from the services.</summary>
    /// <param name="section"><c>Shortener</c> or below it; several records may share one.</param>
    public static IHostApplicationBuilder AddSettings<T>(this IHostApplicationBuilder builder, string section)
        where T : class, ISettings, new()
    {
        builder.Services.AddSingleton(Book(builder).Read<T>(builder.Configuration, section));
        return builder;
    }

    /// <summary>Ends the start unless every setting is known and makes sense.</summary>
    /// <exception cref="CannotStartException">With one sentence for each problem.</exception>
    public static void CheckSettings(this IHostApplicationBuilder builder)
    {
        var book = Book(builder);
        var problems = book.Problems(builder.Configuration);
        if (problems.Count > 0) throw new CannotStartException(string.Join('\n', problems));
        builder.Services.AddSingleton(book);
    }

    private static SettingsBook Book(IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryGetValue(typeof(SettingsBook), out var book)) return (SettingsBook)book;
        var made = new SettingsBook();
        builder.Properties[typeof(SettingsBook)] = made;
        return made;
    }
}
