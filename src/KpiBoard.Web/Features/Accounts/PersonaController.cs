using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>One click signs in as an invented person.</summary>
[DemoOnly]
[Route("sign-in/persona")]
[AllowAnonymous]
public sealed class PersonaController(Personas personas, SignIns signIns) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Index(string role, string? returnUrl, CancellationToken ct)
    {
        if (await personas.FindAsync(role, ct) is not { } persona)
        {
            return NotFound();
        }
        await signIns.NoteAsync(persona, SignInWay.Persona, SignInPlace.Of(HttpContext), ct);
        await Session.SignInAsync(HttpContext, persona, SignInWay.Persona);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : Url.Content("~/"));
    }
}
