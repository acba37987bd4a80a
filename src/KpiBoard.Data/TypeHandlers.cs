using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Data;

/// <summary>How .NET values stand in both engines: instants in UTC to the millisecond, dates as yyyymmdd.</summary>
public static class TypeHandlers
{
    /// <summary>SQLite's text form of an instant; it sorts as it reads.</summary>
    public const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly Lazy<bool> Registered = new(() =>
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new DateHandler());
        return true;
    });

    public static void Register() => _ = Registered.Value;

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            if (parameter is SqliteParameter)
            {
                parameter.Value = value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);
            }
            else
            {
                parameter.DbType = DbType.DateTime2;
                parameter.Value = value.UtcDateTime;
            }
        }

        public override DateTimeOffset Parse(object value) =>
            value switch
            {
                DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
                string text => DateTimeOffset.Parse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
                ),
                _ => throw new InvalidCastException($"An instant cannot be read from {value.GetType()}."),
            };
    }

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.Int32;
            parameter.Value = value.Year * 10_000 + value.Month * 100 + value.Day;
        }

        public override DateOnly Parse(object value)
        {
            var key = Convert.ToInt32(value, CultureInfo.InvariantCulture);
            return new DateOnly(key / 10_000, key / 100 % 100, key % 100);
        }
    }
}
