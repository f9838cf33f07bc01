using System.Data;
using Dapper;

namespace Shortener.Storage;

/// <summary>
/// Instants are <see cref="DateTimeOffset"/> in C# and UTC milliseconds since 1970 in a <c>bigint</c> column.
/// </summary>
internal sealed class UnixMillis : SqlMapper.ITypeHandler
{
    /// <summary>
    /// Teaches Dapper this form, for all instants, null or not, and the house's snake_case columns.
    /// </summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        foreach (var type in new[] { typeof(DateTimeOffset), typeof(DateTimeOffset?) })
        {
            SqlMapper.RemoveTypeMap(type);
            SqlMapper.AddTypeHandler(type, new UnixMillis());
        }
    }

    // DbType for nulls too: a null instant has no type of its own on PostgreSQL.
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value is DateTimeOffset at ? at.ToUnixTimeMilliseconds() : DBNull.Value;
    }

    public object? Parse(Type destinationType, object value) =>
        value is long millis ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null;
}
