using System.Text;

namespace Shortener.Web;

/// <summary>What people see where a short link leads nowhere.</summary>
public static class LittlePages
{
    private static readonly byte[] NotFoundPage = Bytes(Shell.Page("This link does not exist", """
        <p>Perhaps a letter is missing or was mistyped. Check the link, or ask whoever gave it to you.</p>
        """));

    private static readonly byte[] EndedPage = Bytes(Shell.Page("This link has ended", """
        <p>It worked once, and its time is over. Ask whoever gave it to you for a new one.</p>
        """));

    /// <summary>404: no such link.</summary>
    public static Task NotFound(HttpContext context) => Shell.Send(context, 404, NotFoundPage);

    /// <summary>410: expired, used up, switched off or deleted.</summary>
    public static Task Ended(HttpContext context) => Shell.Send(context, 410, EndedPage);

    /// <summary>Any other refusal, for a browser.</summary>
    internal static Task Failed(HttpContext context, ProblemBody problem) => Shell.Send(
        context, problem.Status, Bytes(Shell.Page(problem.Title, $"<p>{Shell.Text(problem.Detail)}</p>")));

    private static byte[] Bytes(string page) => Encoding.UTF8.GetBytes(page);
}
