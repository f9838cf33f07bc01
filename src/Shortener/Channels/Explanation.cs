namespace Shortener.Channels;

/// <summary>A classification with the reasons for it.</summary>
public sealed record Explanation(Classification Answer, IReadOnlyList<AppliedRule> Rules);

/// <summary>One step that changed something.</summary>
/// <param name="Step">Name of the step.</param>
/// <param name="Row">
/// The row it went by (<c>previews.csv:12 ^whatsapp/</c>); null where it followed from the request alone.
/// </param>
/// <param name="Effect">What is true afterwards: <c>kind = Preview, bot = WhatsApp</c>.</param>
public sealed record AppliedRule(string Step, string? Row, string Effect);
