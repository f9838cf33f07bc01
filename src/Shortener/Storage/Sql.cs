namespace Shortener.Storage;

/// <summary>A statement: one text that both engines read, or a pair where they cannot agree.</summary>
/// <remarks>
/// A shared statement is an ordinary string constant; <c>new Sql(sqlite, postgres)</c> is the exception.
/// </remarks>
public readonly record struct Sql(string Sqlite, string Postgres)
{
    /// <summary>The text for <paramref name="engine"/>.</summary>
    public string For(Engine engine) => engine is Engine.Sqlite ? Sqlite : Postgres;

    /// <summary>Joins two statements' texts, engine by engine.</summary>
    public static Sql operator +(Sql left, Sql right) =>
        new(left.Sqlite + right.Sqlite, left.Postgres + right.Postgres);

    /// <summary>Both engines read the same text.</summary>
    public static implicit operator Sql(string shared) => new(shared, shared);

    /// <summary>
    /// <paramref name="column"/> is one of the numbers in the JSON array of parameter <paramref name="args"/>
    /// (<see cref="Json.Of(IEnumerable{long})"/>): a list parameter that works on both engines.
    /// </summary>
    public static Sql AnyOf(string column, string args) => new(
        $"{column} in (select value from json_each(@{args}))",
        $"{column} in (select cast(jsonb_array_elements_text(cast(@{args} as jsonb)) as bigint))");

    /// <summary>As <see cref="AnyOf"/>, for texts.</summary>
    public static Sql AnyTextOf(string column, string args) => new(
        $"{column} in (select value from json_each(@{args}))",
        $"{column} in (select jsonb_array_elements_text(cast(@{args} as jsonb)))");
}
