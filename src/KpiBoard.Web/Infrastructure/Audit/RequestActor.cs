using KpiBoard.Data.Audit;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Infrastructure.Audit;

/// <summary>Whose request it is; outside of requests the product works by itself.</summary>
internal sealed class RequestActor(IHttpContextAccessor accessor) : IActorSource
{
    private static readonly Actor Product = new("KpiBoard", null);

    public Actor Current => accessor.HttpContext is { } context ? new(context.User.By(), Address(context)) : Product;

    private static string? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
            : null;
}
