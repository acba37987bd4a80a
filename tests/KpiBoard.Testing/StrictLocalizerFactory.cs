using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KpiBoard.Testing;

/// <summary>Throws for a key that does not exist, where the product would show the key itself.</summary>
internal sealed class StrictLocalizerFactory(IOptions<LocalizationOptions> options, ILoggerFactory loggers)
    : IStringLocalizerFactory
{
    private readonly ResourceManagerStringLocalizerFactory inner = new(options, loggers);

    public IStringLocalizer Create(Type resourceSource) =>
        new Strict(inner.Create(resourceSource), resourceSource.Name);

    public IStringLocalizer Create(string baseName, string location) =>
        new Strict(inner.Create(baseName, location), baseName);

    private sealed class Strict(IStringLocalizer inner, string text) : IStringLocalizer
    {
        public LocalizedString this[string name] => Found(inner[name]);

        public LocalizedString this[string name, params object[] arguments] => Found(inner[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures);

        private LocalizedString Found(LocalizedString value) =>
            value.ResourceNotFound ? throw new KeyNotFoundException($"{text} has no word for '{value.Name}'.") : value;
    }
}
