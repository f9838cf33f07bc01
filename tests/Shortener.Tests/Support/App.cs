using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shortener.Accounts;

namespace Shortener.Tests.Support;

/// <summary>
/// The whole program on a real Kestrel and a free port, over a database that the test made
/// (<c>OnBothEngines.Database</c>). Hands out clients per role; none follows redirects.
/// </summary>
public sealed class App : WebApplicationFactory<Program>
{
    /// <summary>The admin key of every test.</summary>
    public const string AdminKey = "sk_test_admin_key_0123456789";

    private readonly Dictionary<string, string> _settings;
    private readonly TimeProvider? _clock;

    /// <param name="settings">
    /// Full names (<c>Shortener:Web:MaxHeaders</c>). Failed keys are not limited unless asked for.
    /// </param>
    /// <param name="clock">
    /// What the program believes the time to be; the real time where none is given.
    /// </param>
    public App(string database, Dictionary<string, string>? settings = null, TimeProvider? clock = null)
    {
        _clock = clock;
        _settings = new Dictionary<string, string>
        {
            ["Shortener:Database"] = database,
            // Not UseKestrel(0): that sets the port after the program was built, when it may have started
            // already.
            ["urls"] = "http://127.0.0.1:0",
            ["Shortener:AdminKey"] = AdminKey,
            ["Shortener:Accounts:FailedKeysPerMinute"] = "0",
        };
        foreach (var (key, value) in settings ?? []) _settings[key] = value;

        UseKestrel();
        StartServer();
    }

    /// <summary>May do everything.</summary>
    public HttpClient Admin() => WithKey(AdminKey);

    /// <summary>Sends no key.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            // What the factory's own clients know of a real Kestrel is its address; they follow redirects into
            // the world.
            BaseAddress = ClientOptions.BaseAddress,
        };

    /// <summary>Sends a fresh key with just these scopes.</summary>
    public async Task<HttpClient> With(params string[] scopes)
    {
        var made = await Get<KeyStore>().Make(new NewKey("test", scopes), default);
        Get<KeyCache>().Forget();
        return WithKey(made.Key);
    }

    /// <summary>Sends this key, whatever it is.</summary>
    public HttpClient WithKey(string key)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>One of the program's parts.</summary>
    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
        builder.ConfigureServices(services =>
        {
            if (_clock is not null) services.Replace(ServiceDescriptor.Singleton(_clock));
        });
    }
}
