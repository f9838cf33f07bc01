using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Shortener.Storage;
using Shortener.Tests.House;
using Shortener.Tests.Support;

namespace Shortener.Tests;

/// <summary>The README says what is so: its tour is walked, its settings are looked up.</summary>
public sealed partial class ReadmeTests
{
    private const string Mark = "--- end of answer ---";

    private sealed record Step(string Command, string Answer);

    [Test]
    public async Task The_tour_answers_as_it_is_shown()
    {
        if (!IsInstalled("bash") || !IsInstalled("curl"))
        {
            Assert.Ignore("The tour is skipped: it needs bash and curl.");
        }
        await using var database = await TestDatabase.Make(Engine.Sqlite);
        await using var server = await Server.Start(database.Name, database.Folder, Server.FreeAddress());
        var tour = Steps(Repository.Read("README.md")).ToList();

        var answers = await Walk(tour, server.Address.Authority);

        Assert.That(answers, Has.Count.GreaterThan(5).And.Count.EqualTo(tour.Count));
        Assert.Multiple(() =>
        {
            foreach (var (step, answer) in tour.Zip(answers))
            {
                Assert.That(Comparable(answer), Is.EqualTo(Comparable(step.Answer)), step.Command);
            }
        });
    }

    [Test]
    public void Settings_in_the_readme_exist_and_have_the_default_it_names()
    {
        var example = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json")).Build();
        var rows = SettingRow().Matches(Repository.Read("README.md"))
            .Select(m => (Key: m.Groups["key"].Value, Default: m.Groups["default"].Value)).ToList();

        Assert.That(rows, Has.Count.GreaterThan(5));
        Assert.That(rows.Where(row => example[row.Key] is null), Is.Empty, "settings that do not exist");
        Assert.That(rows.Select(row => row.Default), Is.EqualTo(rows.Select(row => example[row.Key])));
    }

    /// <summary>
    /// Commands begin with <c>$ </c> and go on over lines that are indented by four; what stands below is
    /// their answer.
    /// </summary>
    private static IEnumerable<Step> Steps(string readme)
    {
        foreach (var lines in Console().Matches(readme).Select(m => m.Groups["text"].Value.Split('\n')))
        {
            for (var at = 0; at < lines.Length;)
            {
                var command = new StringBuilder(lines[at++][2..]);
                while (at < lines.Length && lines[at].StartsWith("    ", StringComparison.Ordinal))
                {
                    command.Append('\n').Append(lines[at++]);
                }
                var answer = lines.Skip(at)
                    .TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal)).ToArray();
                at += answer.Length;
                yield return new Step(command.ToString(), string.Join('\n', answer));
            }
        }
    }

    /// <summary>
    /// Runs the commands in one shell, against the server instead of localhost:8080; their answers.
    /// </summary>
    private static async Task<IReadOnlyList<string>> Walk(IEnumerable<Step> tour, string authority)
    {
        var folder = Directory.CreateTempSubdirectory("shortener-tour-").FullName;
        try
        {
            using var bash = Process.Start(new ProcessStartInfo("bash")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                WorkingDirectory = folder,
                Environment = { ["KEY"] = Server.AdminKey },
            })!;
            var output = bash.StandardOutput.ReadToEndAsync();
            foreach (var step in tour)
            {
                await bash.StandardInput.WriteAsync(step.Command.Replace("localhost:8080", authority, StringComparison.Ordinal) + $"\necho; echo '{Mark}'\n");
            }
            bash.StandardInput.Close();
            await bash.WaitForExitAsync();
            return (await output).Replace(authority, "localhost:8080", StringComparison.Ordinal)
                .Split(Mark)[..^1];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // White space is for readers, and times, tokens and click ids are never the same again.
    private static string Comparable(string answer) =>
        Space().Replace(Drawn().Replace(Instant().Replace(answer, "(time)"), "(drawn)"), "");

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"^```console\n(?<text>\$ .*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@"^\| `(?<key>Shortener:[\w:]+)` \| `?(?<default>[^|`]*?)`? \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?")]
    private static partial Regex Instant();

    [GeneratedRegex(@"(?<=^\s*jacket\.|""key"":"")[0-9a-z]{8}(?=\s*$|"")|^\s*\w{22}\s*$")]
    private static partial Regex Drawn();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
