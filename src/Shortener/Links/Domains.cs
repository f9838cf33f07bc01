using System.Collections.Frozen;
using System.Text;
using Shortener.Values;

namespace Shortener.Links;

/// <summary>
/// Which domain a Host belongs to. Links of the default domain are stored under the empty name, so that they
/// stay where they are when it gets a name, or another one.
/// </summary>
public sealed class Domains
{
    /// <summary>How the default domain is stored.</summary>
    public const string Default = "";

    private readonly FrozenDictionary<string, string> _stored;

    /// <param name="hosts">
    /// As <see cref="InstanceSettings.Hosts"/> gives them: the first is the default; with none, every Host
    /// is.
    /// </param>
    public Domains(IReadOnlyList<string> hosts)
    {
        Hosts = hosts;
        _stored = Hosts.Distinct().ToFrozenDictionary(
            host => host, host => host == Hosts[0] ? Default : host, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In lower case, the default first; empty where every Host reaches every link.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>
    /// How the domain of a Host header (<c>go.example</c>, <c>localhost:8080</c>) is stored; null for an
    /// unknown one.
    /// </summary>
    public string? Find(string host)
    {
        if (Hosts.Count == 0) return Default;
        if (_stored.TryGetValue(host, out var stored)) return stored;
        // Browsers send punycode; people write a name as it is read.
        if (!Ascii.IsValid(host)) return HostName.ToAscii(host) is { } ascii ? Find(ascii) : null;
        // A name without a port stands for that host on every port.
        var colon = host.LastIndexOf(':');
        return colon > 0 && _stored.TryGetValue(host[..colon], out stored) ? stored : null;
    }

    /// <summary>The host of a stored domain.</summary>
    /// <param name="requestHost">
    /// The Host of the request that asks: it names the default domain while none is configured.
    /// </param>
    public string NameOf(string stored, string requestHost) =>
        stored.Length > 0 ? stored : Hosts.Count > 0 ? Hosts[0] : requestHost;
}
