using Shortener.Storage;

namespace Shortener.Accounts;

/// <summary>An answer that is given again as it was.</summary>
public sealed record KeptAnswer
{
    public int Status { get; init; }
    public string? Location { get; init; }
    public string? ContentType { get; init; }
    public byte[] Body { get; init; } = [];
}

/// <summary>What is known of a request with an <c>Idempotency-Key</c>.</summary>
public enum Repetition
{
    /// <summary>It is the first; whoever asked carries it out, and finishes or abandons it.</summary>
    First,

    /// <summary>The first is being worked on.</summary>
    UnderWay,

    /// <summary>The key was used for another request.</summary>
    OtherRequest,

    /// <summary>The first was answered.</summary>
    Answered,
}

/// <summary>
/// The answers to writes, by API key and <c>Idempotency-Key</c>. A row is there before the work begins, so
/// that two processes do not begin the same.
/// </summary>
public sealed class IdempotencyStore(Db db, AccountSettings settings, TimeProvider clock)
{
    // Longer than any request takes: whoever began it has died.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);

    private const string Claim = """
        insert into idempotency_keys (key_id, key, request, is_personal, status, body, created_at)
        values (@KeyId, @Key, @Request, @IsPersonal, 0, @Empty, @Now)
        on conflict (key_id, key) do update set
          request     = excluded.request,
          is_personal = excluded.is_personal,
          status      = 0,
          location    = null,
          body        = excluded.body,
          created_at  = excluded.created_at
        where idempotency_keys.created_at < @Expired
          or (idempotency_keys.status = 0 and idempotency_keys.created_at < @Abandoned)
        """;

    private const string Kept = """
        select request, status, location, content_type, body
        from idempotency_keys
        where key_id = @KeyId and key = @Key
        """;

    private const string Keep = """
        update idempotency_keys
        set status = @Status, location = @Location, content_type = @ContentType, body = @Body
        where key_id = @KeyId and key = @Key
        """;

    private const string Free = """
        delete from idempotency_keys
        where key_id = @KeyId and key = @Key and status = 0
        """;

    private const string ForgetBodies = """
        update idempotency_keys
        set body = @Empty, content_type = null
        where is_personal and status <> 0
        """;

    private const string DeleteOld = "delete from idempotency_keys where created_at < @Expired";

    private sealed record Row
    {
        public byte[] Request { get; init; } = [];
        public int Status { get; init; }
        public string? Location { get; init; }
        public string? ContentType { get; init; }
        public byte[] Body { get; init; } = [];

        public KeptAnswer Answer() =>
            new() { Status = Status, Location = Location, ContentType = ContentType, Body = Body };
    }

    private DateTimeOffset Expired => clock.GetUtcNow().AddHours(-settings.IdempotencyHours);

    /// <summary>
    /// Claims the key for this request, or says who has it; the answer only when there is one.
    /// </summary>
    /// <param name="request">Hash of everything that makes it the same request.</param>
    /// <param name="isPersonal">The answer may name a customer.</param>
    public Task<(Repetition, KeptAnswer?)> Begin(
        long keyId, string key, byte[] request, bool isPersonal, CancellationToken ct) =>
        db.Atomically<(Repetition, KeptAnswer?)>(async tx =>
        {
            var now = clock.GetUtcNow();
            var claim = new
            {
                KeyId = keyId,
                Key = key,
                Request = request,
                IsPersonal = isPersonal,
                Empty = Array.Empty<byte>(),
                Now = now,
                Expired,
                Abandoned = now - Abandoned,
            };
            if (await tx.Run(Claim, claim) > 0) return (Repetition.First, null);

            // Nothing there: the first was abandoned this very moment, and the caller may try again.
            var first = await tx.Find<Row>(Kept, new { KeyId = keyId, Key = key });
            if (first is null) return (Repetition.UnderWay, null);
            if (!first.Request.AsSpan().SequenceEqual(request)) return (Repetition.OtherRequest, null);
            return first.Status == 0 ? (Repetition.UnderWay, null) : (Repetition.Answered, first.Answer());
        }, ct);

    /// <summary>The first was answered like this.</summary>
    public Task Finish(long keyId, string key, KeptAnswer answer) => db.Run(
        Keep, new { KeyId = keyId, Key = key, answer.Status, answer.Location, answer.ContentType, answer.Body });

    /// <summary>The first did not change anything; the next one is the first again.</summary>
    public Task Abandon(long keyId, string key) => db.Run(Free, new { KeyId = keyId, Key = key });

    /// <summary>
    /// A customer is erased: of answers that may name one only the status stays. Which of them do is not
    /// known, so that the others' repetitions are answered without a body for a day, too.
    /// </summary>
    public static Task ForgetPeople(Tx tx) => tx.Run(ForgetBodies, new { Empty = Array.Empty<byte>() });

    /// <summary>Forgets answers that are older than they are kept for.</summary>
    public Task<int> Sweep(CancellationToken ct) => db.Run(DeleteOld, new { Expired }, ct);
}
