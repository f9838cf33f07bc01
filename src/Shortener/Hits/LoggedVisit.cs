using Shortener.Channels;
using Shortener.Storage;

namespace Shortener.Hits;

/// <summary>A row of the log with all that it keeps of the request, by number.</summary>
internal readonly record struct LoggedVisit(LoggedHit Hit, long Visitor, long UserAgentId, long SignalsId)
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order.</summary>
    public const string Columns = LoggedHit.Columns + ", visitor, user_agent_id, signals_id";

    /// <summary>What a classification depends on, and what it was.</summary>
    public Question Asked => new(
        UserAgentId, SignalsId, Hit.ReferrerId, Hit.UtmId, Hit.Trigger, new Answer(
            Hit.Kind, Hit.ClientId, Hit.OriginId));

    /// <summary>The row a scan stands on.</summary>
    public static LoggedVisit Read(NumberScan row) => new(
        LoggedHit.Read(row), row[LoggedHit.Width], row[LoggedHit.Width + 1], row[LoggedHit.Width + 2]);

    /// <summary>What was decided about a hit.</summary>
    public readonly record struct Answer(HitKind Kind, long ClientId, long OriginId);

    /// <summary>Few of these make nearly all hits.</summary>
    public readonly record struct Question(
        long UserAgentId, long SignalsId, long ReferrerId, long UtmId, HitTrigger Trigger, Answer Was);
}
