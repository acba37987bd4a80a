using System.Data;
using System.Globalization;
using Dapper;
using KpiBoard.Core;

namespace KpiBoard.Web.Infrastructure.Database;

internal sealed class MoneyTypeHandler : SqlMapper.TypeHandler<Money>
{
    public override void SetValue(IDbDataParameter parameter, Money value)
    {
        parameter.DbType = DbType.Int64;
        parameter.Value = value.Units;
    }

    public override Money Parse(object value) => new(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
