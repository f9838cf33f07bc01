using System.Collections;
using System.Text.Json;

namespace Shortener.Web;

/// <summary>What a field or setting must be, in words for the person who got it wrong.</summary>
internal static class Expectation
{
    /// <summary>"a whole number", "true or false", "one of a, b, c" …</summary>
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "text";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int) || type == typeof(long)) return "a whole number";
        if (type == typeof(double) || type == typeof(decimal)) return "a number";
        if (type == typeof(DateTimeOffset)) return "a time such as 2026-11-21T17:16:39Z";
        if (type.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(type).Select(Word));
        if (IsDictionary(type)) return "an object";
        if (type.IsAssignableTo(typeof(IEnumerable<string>))) return "a list of text";
        if (type.IsAssignableTo(typeof(IEnumerable))) return "a list";
        return "an object";
    }

    private static bool IsDictionary(Type type) => type.GetInterfaces().Append(type)
        .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
