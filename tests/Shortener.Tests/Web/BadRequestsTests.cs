using Microsoft.AspNetCore.Http;
using Shortener.Web;

namespace Shortener.Tests.Web;

/// <summary>Complaints of the framework that take too long to provoke; <see cref="ProblemTests"/> has the others.</summary>
public sealed class BadRequestsTests
{
    [Test]
    public void Who_sends_too_slowly_is_told_so()
    {
        var failure = new BadHttpRequestException("Reading the request body timed out.", 408);

        var body = BadRequests.Explain(failure, new DefaultHttpContext()).Body;

        Assert.That((body.Status, body.Detail), Is.EqualTo((400, "The body came too slowly, or not to its end. Send it again.")));
    }
}
