using Shortener.Accounts;
using Shortener.Attribution;
using Shortener.Conversions;
using Shortener.Hits;
using Shortener.Links;
using Shortener.Ops;
using Shortener.Redirect;
using Shortener.Reports;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Values;
using Shortener.Web;

if (Commands.IsHelp(args))
{
    Console.WriteLine(Commands.Help);
    return 0;
}

try
{
    var command = Commands.Find(args);
    // Nothing here re-reads settings at run time, and a watcher would wake for every write to a database in
    // this folder.
    var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);

    builder.AddSettings<InstanceSettings>("Shortener").AddSettings<StorageSettings>("Shortener").AddStorage();
    builder.AddWeb();
    builder.AddAccounts();
    builder.AddLinks();
    builder.AddHits();
    builder.AddShares();
    builder.AddRedirect();
    builder.AddConversions();
    builder.AddAttribution();
    builder.AddReports();
    builder.AddOps();
    builder.CheckSettings();

    await using var app = builder.Build();

    app.UseForwarded();
    app.UseHostForm();
    // Before problem details, routing and keys, so that a redirect costs none of them.
    app.UseRedirect();
    app.UseWeb(Failures.IsUnavailable);
    app.UseKeys();
    app.UseKnownQuery();
    app.UseIdempotency();

    var api = app.MapGroup("/api/v1");
    api.MapKeys();
    api.MapLinks();
    api.MapShares();
    api.MapTrack();
    api.MapSalesFiles();
    api.MapConversions();
    api.MapCustomers();
    api.MapRates();
    api.MapAttribution();
    api.MapReports();
    api.MapSignals();
    app.MapQrCodes();
    app.MapBrowserTracking();
    app.MapLookAhead();
    app.MapSharePages();
    app.MapSnippet();
    app.MapApiDescription();
    app.MapHealth();

    var made = await app.Prepare();
    if (command is not null) return await command(app.Services, args[1..]);

    await app.Listen();
    app.Welcome(made);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (CannotStartException refusal)
{
    Console.Error.WriteLine(refusal.Message);
    return 1;
}
