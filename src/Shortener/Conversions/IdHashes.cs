using System.Text;
using Shortener.Hits;
using Shortener.Storage;

namespace Shortener.Conversions;

/// <summary>
/// What is kept of the ids that sites tell us: 64 bits of a keyed hash, each kind under a key of its own, so
/// that a customer and a visitor of the same name are not the same number. 0 stands for none.
/// </summary>
public sealed class IdHashes(SecretStore secrets, ClickIds clicks)
{
    private readonly Lazy<byte[]> _visitor = Key(secrets, "visitor id");
    private readonly Lazy<byte[]> _customer = Key(secrets, "customer id");
    private readonly Lazy<byte[]> _arrival = Key(secrets, "arrival id");
    private readonly Lazy<byte[]> _event = Key(secrets, "event id");
    private readonly Lazy<byte[]> _invoice = Key(secrets, "invoice id");
    private readonly Lazy<byte[]> _refund = Key(secrets, "refund of an invoice");

    public long Click(string? id) => id is null ? 0 : clicks.HashOf(id);

    public long Visitor(string? id) => Of(_visitor, id);

    public long Customer(string? id) => Of(_customer, id);

    /// <summary>Of the random number by which a page knows its arrival.</summary>
    public long Arrival(string? id) => Of(_arrival, id);

    public long Event(string? id) => Of(_event, id);

    public long Invoice(string? id) => Of(_invoice, id);

    /// <summary>Of the one refund of an invoice that has no number of its own.</summary>
    public long OnlyRefund(string invoice) => Of(_refund, invoice);

    private static Lazy<byte[]> Key(SecretStore secrets, string purpose) =>
        new(() => secrets.KeyFor(purpose, SipHash.KeyBytes));

    private static long Of(Lazy<byte[]> key, string? id)
    {
        if (id is null) return 0;
        var hash = (long)SipHash.Of(key.Value, Encoding.UTF8.GetBytes(id));
        return hash != 0 ? hash : 1;
    }
}
