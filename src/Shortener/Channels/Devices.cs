namespace Shortener.Channels;

/// <summary>
/// The steps that tell with what somebody came: by the user agent, and by client hints where they know
/// better.
/// </summary>
internal static class Devices
{
    /// <summary>Browser, system and kind of device, as the user agent tells them.</summary>
    public static void AddDevice(ref Draft draft)
    {
        if (!draft.IsPerson || draft.Agent is not { } agent) return;
        (draft.Browser, draft.Os, draft.Device) = (agent.Browser?.Name, agent.Os?.Name, agent.Device?.Name);
        draft.Row = agent.Browser?.Row;
    }

    /// <summary>
    /// Sec-CH-UA names browsers that hide behind Chrome's user agent; Sec-CH-UA-Platform and -Mobile show a
    /// phone that asks for the desktop site.
    /// </summary>
    public static void AddClientHints(ref Draft draft)
    {
        if (!draft.IsPerson) return;
        var signals = draft.Visit.Signals;
        var mayHide = draft.Browser is null or "Chrome" or "Chromium";
        if (mayHide && Brands.Choose(signals.Brands, draft.Knowledge.Brands) is { } brand)
        {
            (draft.Browser, draft.Row) = (brand.Browser, brand.Row);
        }
        var mayPretend = draft.Os is null or "Linux" or "Windows" or "macOS";
        if (mayPretend && System(signals.Platform) is { } system && system != draft.Os)
        {
            // A phone that pretends to be a desktop has the wrong device as well.
            (draft.Os, draft.Device) = (system, system is "Android" or "iOS" ? null : draft.Device);
        }
        draft.Device ??= signals.Mobile switch
        {
            "?1" => "mobile",
            "?0" when draft.Os is "Android" => "tablet",
            "?0" when draft.Os is not null => "desktop",
            _ => null,
        };
    }

    private static string? System(string? platform) => platform?.Trim('"') switch
    {
        "Chrome OS" or "Chromium OS" => "ChromeOS",
        "Android" or "iOS" or "Windows" or "macOS" or "Linux" => platform.Trim('"'),
        _ => null,
    };
}
