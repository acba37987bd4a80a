using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Infrastructure.Api;

/// <summary>
/// An endpoint for scripts. It knows bearer tokens and never a cookie, so that no other site can make a browser call it
/// and no antiforgery token is asked for.
/// </summary>
[ApiController]
[IgnoreAntiforgeryToken]
public abstract class BearerController : ControllerBase;
