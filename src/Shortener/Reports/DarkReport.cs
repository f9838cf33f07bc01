using System.Text.Json.Serialization;
using Shortener.Channels.Dark;

namespace Shortener.Reports;

/// <summary>The answer of <c>GET /reports/dark-social</c>: what JSON, CSV and pages show.</summary>
public sealed record DarkReport
{
    public required DateTimeOffset Start { get; init; }

    /// <summary>No longer inside.</summary>
    public required DateTimeOffset End { get; init; }

    public required string Timezone { get; init; }

    /// <summary>
    /// Single hits before this instant are no longer kept: the report counts from there. Absent where nothing
    /// is missing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Since { get; init; }

    public required DarkTotals Totals { get; init; }

    /// <summary>Those with most dark clicks first.</summary>
    public required IReadOnlyList<DarkApp> Apps { get; init; }

    /// <summary>How the dark clicks are known.</summary>
    public required IReadOnlyList<DarkEvidence> Evidence { get; init; }

    public required DarkParameters Parameters { get; init; }
}

/// <summary>The whole period. <c>dark = confirmed + likely.expected + unknown</c>.</summary>
/// <param name="Direct">What a tool that reads only Referer and tags calls direct.</param>
/// <param name="Typed">Clicks whose headers show that they were typed: never dark.</param>
/// <param name="Confirmed">Dark clicks that name their app or private channel themselves.</param>
/// <param name="Likely">Dark clicks without a name that the whole of what was seen gives to an app.</param>
/// <param name="Unknown">The other dark clicks; typed ones of which it does not show are among them.</param>
/// <param name="SharesSeen">Previews folded into shares; no number of messages.</param>
public sealed record DarkTotals(
    long Clicks, long Direct, long Typed, long Dark, long Confirmed, Likely Likely, double Unknown, long SharesSeen);

/// <summary>One app; null for what names a private channel and no app.</summary>
/// <param name="Ordinary">
/// Clicks that a tool that reads only Referer and tags would have credited to it.
/// </param>
public sealed record DarkApp(
    string? App, string? Channel, long Confirmed, Likely Likely, long SharesSeen, long Ordinary);

/// <summary>Dark clicks by how they are known.</summary>
public sealed record DarkEvidence(string Evidence, long Clicks);

/// <summary>What the estimate goes by.</summary>
/// <param name="Links">How many links had dark clicks without a name.</param>
/// <param name="Interval">The part of the cases in which the truth lies within low and high.</param>
/// <param name="Apps">What is assumed of each app, and what was learned in this period.</param>
public sealed record DarkParameters(int Links, double Interval, IReadOnlyList<AppParameters> Apps);

/// <summary>An app's parameters.</summary>
public sealed record AppParameters(
    string App, double? ClicksPerShare, IReadOnlyList<PlatformParameters> Platforms);

/// <summary>An app's parameters on a platform.</summary>
/// <param name="Platform">android, ios, mac or desktop.</param>
/// <param name="Use">The part of the app's clicks that come from here.</param>
/// <param name="Assumed">The part of its taps that name it, as assumed beforehand.</param>
/// <param name="Shown">The same, as learned.</param>
/// <param name="Handed">The part of the other taps that say they were not typed.</param>
public sealed record PlatformParameters(
    string Platform, double Use, double Assumed, double Shown, double Handed);
