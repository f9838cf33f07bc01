namespace Shortener.Hits;

/// <summary>What hits are grouped by. The numbers are stored, and never change their meaning.</summary>
/// <remarks>21 is kept for variant.</remarks>
public enum Dimension : short
{
    Link = 1,
    Referrer = 2,
    Country = 3,
    Region = 4,
    City = 5,
    Device = 6,
    Browser = 7,
    Os = 8,
    Language = 9,
    Trigger = 10,
    Channel = 11,
    App = 12,
    Evidence = 13,
    InApp = 14,
    UtmSource = 15,
    UtmMedium = 16,
    UtmCampaign = 17,
    UtmTerm = 18,
    UtmContent = 19,
    Ref = 20,
    Share = 22,
    Generation = 23,
    Advocate = 24,
}
