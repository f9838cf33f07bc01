using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shortener.Ops;
using Shortener.Storage;
using Shortener.Tests.Support;
using CannotStartException = Shortener.Web.CannotStartException;

namespace Shortener.Tests.Ops;

/// <summary>
/// What an operator sees when the program starts, or refuses to. The program itself, in a process of its own.
/// </summary>
public sealed partial class StartTests
{
    [TestCase("--Shortener:Databse=x", "Shortener:Databse is not a setting of Shortener; did you mean Shortener:Database?")]
    [TestCase("--Shortener:Web:MaxHeaders=1", "Shortener:Web:MaxHeaders is 1; it may be 20 to 1000.")]
    [TestCase("--Shortener:TimeZone=Mars", "Shortener:TimeZone is 'Mars'; it may be an IANA name such as Europe/Berlin.")]
    [TestCase("--Shortener:Database=postgres://me:hunter2@db/x", "Shortener:Database is an address; write it as Host=")]
    [TestCase("--Shortener:Database=Server=db;Pasword=hunter2", "Shortener:Database is no connection string that PostgreSQL's driver (Npgsql) can read: Couldn't set pasword")]
    [TestCase("--Shortener:Database=Host=db;Port=hunter2", "Shortener:Database is no connection string that PostgreSQL's driver (Npgsql) can read: Couldn't set port")]
    [TestCase("relpay", "There is no command 'relpay'.")]
    public async Task A_wrong_start_ends_with_one_sentence_and_exit_code_1(string argument, string sentence)
    {
        var (code, output, errors) = await Run(argument);

        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(errors, Does.StartWith(sentence).And.Not.Contain("hunter2"));
    }

    [TestCase("--Shortener:Database=/dev/null/data/shortener.db", "The database (/dev/null/data/shortener.db) cannot be used: ")]
    [TestCase("--urls=http://localhost:99999", "Specified argument was out of the range of valid values. (Parameter 'port') Choose another address")]
    public async Task What_cannot_be_had_ends_the_start_with_a_sentence(string argument, string sentence)
    {
        var (code, _, errors) = await Run(argument);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.StartWith(sentence).And.Not.Contain("   at "));
    }

    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("help")]
    public async Task Asked_for_help_it_names_its_commands_and_touches_nothing(string argument)
    {
        var (code, output, errors) = await Run(argument);

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(
            output,
            Does.Contain("--urls").And.Contain("replay FILE").And.Contain("rebuild").And.Contain("reclassify")
                .And.Not.Contain("listens on"));
    }

    [Test]
    public async Task A_database_that_cannot_be_reached_ends_with_a_sentence_without_the_password()
    {
        var (code, _, errors) = await Run(
            "--Shortener:Database=Host=127.0.0.1;Port=1;Username=me;Password=hunter2;Timeout=2");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.StartWith("The database (PostgreSQL) cannot be used: "));
        Assert.That(errors, Does.Not.Contain("hunter2").And.Not.Contain("   at "));
    }

    [Test]
    public async Task An_address_that_is_taken_ends_with_a_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var database = await TestDatabase.Make(Engine.Sqlite);

        var (code, _, errors) = await Run(
            $"--Shortener:Database={database.Name}", $"--urls=http://{other.LocalEndpoint}");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(
            errors, Does.Contain("address already in use").And.Contain("--urls").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_start_that_fails_stops_what_has_begun_before_it_is_disposed_of()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var builder = WebApplication.CreateSlimBuilder([$"--urls=http://{other.LocalEndpoint}"]);
        builder.Logging.ClearProviders();
        var work = new Work();
        builder.Services.AddHostedService(_ => work);
        await using var app = builder.Build();

        Assert.That(() => app.Listen(), Throws.TypeOf<CannotStartException>());

        Assert.That((work.HasBegun, work.HasEnded), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task The_first_start_prints_a_key_and_a_line_that_makes_a_link_and_the_second_does_not_print_it_again()
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        var own = new Dictionary<string, string> { ["Shortener:AdminKey"] = "" };
        var address = Server.FreeAddress();

        string first;
        await using (var server = await Server.Start(database.Name, database.Folder, address, own))
        {
            first = await Printed(server);
            var line = Curl().Match(first);
            using var request = new HttpRequestMessage(HttpMethod.Post, line.Groups["url"].Value)
            {
                Content = new StringContent(line.Groups["body"].Value, null, line.Groups["type"].Value),
            };
            request.Headers.Add("X-Api-Key", line.Groups["key"].Value);
            using var client = new HttpClient();
            var made = await client.SendAsync(request);

            Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), first);
            Assert.That(first, Does.Contain($"Database: {database.Name}\n"));
            Assert.That(first, Does.Contain($"Shortener listens on {address.ToString().TrimEnd('/')}\n"));
            Assert.That(await server.Stop(), Is.Zero);
        }

        await using var again = await Server.Start(database.Name, database.Folder, address, own);
        Assert.That(await Printed(again), Does.Contain("$SHORTENER_KEY").And.Not.Contain("sk_"));
    }

    [Test]
    public async Task Requests_leave_no_line_in_the_log()
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        await using var server = await Server.Start(database.Name, database.Folder, Server.FreeAddress());
        var before = await Printed(server);

        string[] paths = ["/nothing", "/api/v1/links", "/api/v1/nothing", "/health/live", "/x.svg"];
        foreach (var path in paths) await server.Client.GetAsync(path);

        Assert.That(server.Output, Is.EqualTo(before));
    }

    // The greeting comes after the first answer may have.
    private static async Task<string> Printed(Server server)
    {
        for (var tries = 0; tries < 500 && !server.Output.Contains("curl "); tries++) await Task.Delay(20);
        return server.Output;
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("shortener-test-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("""curl (?<url>\S+) -H "X-Api-Key: (?<key>\S+)" -H "Content-Type: (?<type>\S+)" -d '(?<body>[^']+)'""")]
    private static partial Regex Curl();

    private sealed class Work : IHostedService
    {
        public bool HasBegun { get; private set; }

        public bool HasEnded { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            HasBegun = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            HasEnded = true;
            return Task.CompletedTask;
        }
    }
}
