using System.Text.Json;

namespace Shortener.Hits;

/// <summary>
/// The API's words for what the log keeps as a number: <c>click</c>, <c>qr</c>, <c>unknown-slug</c>.
/// </summary>
public static class HitWords
{
    /// <summary>The name in lower case, its words joined by hyphens.</summary>
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value of that name, or null.</summary>
    public static TEnum? Find<TEnum>(string word) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Cast<TEnum?>().FirstOrDefault(value => Of(value!.Value) == word);
}
