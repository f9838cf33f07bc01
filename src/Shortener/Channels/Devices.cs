namespace Shortener.Channels;

/// <summary>The steps that tell with what somebody came: the user agent first, then client hints where they know better.</summary>
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
    /// Sec-CH-UA names browsers that hide behind Chrome's user agent; Sec-CH-UA-Platform and -Mobile show a phone that
    /// asks for the desktop site.
    /// </summary>
    public static void AddClientHints(ref Draft draft)
    {
        if (!draft.IsPerson) return;
        var signals = draft.Visit.Signals;
        if (draft.Browser is null or "Chrome" or "Chromium" && Brands.Choose(signals.Brands, draft.Knowledge.Brands) is { } brand)
        {
            (draft.Browser, draft.Row) = (brand.Browser, brand.Row);
        }
        if (System(signals.Platform) is { } system && draft.Os != system && draft.Os is null or "Linux" or "Windows" or "macOS")
        {
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
        "Android" => "Android",
        "iOS" => "iOS",
        "Windows" => "Windows",
        "macOS" => "macOS",
        "Linux" => "Linux",
        "Chrome OS" or "Chromium OS" => "ChromeOS",
        _ => null,
    };
}
