namespace KpiBoard.Web.Infrastructure.Resources;

/// <summary>The words that pages share: the frame, buttons, states, errors. A slice's own words are in its own folder.</summary>
public sealed class SharedText;
