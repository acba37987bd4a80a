namespace KpiBoard.Web.Features.Priorities.Resources;

/// <summary>The texts of the sandbox and of scenarios.</summary>
public sealed class WhatIfText;
