namespace Shortener.Channels.Dark;
public static class Knobs
{
    public static double Get(string name, double otherwise) => Environment.GetEnvironmentVariable(name) is { } s ? double.Parse(s, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
