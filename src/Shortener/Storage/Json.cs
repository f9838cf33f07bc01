using System.Text.Json;

namespace Shortener.Storage;

/// <summary>List parameters, as the JSON arrays that <see cref="Sql.AnyOf"/> reads.</summary>
public static class Json
{
    /// <summary>The numbers as a JSON array.</summary>
    public static string Of(IEnumerable<long> values) => JsonSerializer.Serialize(values);

    /// <summary>The texts as a JSON array.</summary>
    public static string Of(IEnumerable<string> values) => JsonSerializer.Serialize(values);
}
