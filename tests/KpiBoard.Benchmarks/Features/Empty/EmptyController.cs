using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Benchmarks.Features.Empty;

/// <summary>A page with the product's layout and sign-in, and nothing in it: what the board is compared with.</summary>
[Route("empty")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class EmptyController : Controller
{
    [HttpGet]
    public IActionResult Index() => View();
}
