using Microsoft.AspNetCore.Http.HttpResults;
using Shortener.Accounts;
using Shortener.Web;

namespace Shortener.Conversions;

/// <summary>A person's rights: /api/v1/customers.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers").RequireScope(Scopes.Admin)
            .WithMetadata(new TellsOfPeople());

        customers.MapGet("/{**customerId}", Export);
        customers.MapDelete("/{**customerId}", Erase);
    }

    /// <summary>All that is known of a customer, for them to have.</summary>
    /// <param name="customerId">As the site told it.</param>
    internal static async Task<Results<Ok<CustomerExport>, Missing>> Export(
        string customerId, IdHashes hashes, CustomerStore customers, CancellationToken ct) =>
        await customers.Export(hashes.Customer(Told(customerId)), ct) is { } export
            ? TypedResults.Ok(export)
            : TrackProblems.NoCustomer();

    /// <summary>Erases a customer: totals stay, and nothing names them any more.</summary>
    /// <param name="customerId">As the site told it.</param>
    internal static async Task<Results<NoContent, Missing>> Erase(
        string customerId, IdHashes hashes, CustomerStore customers) =>
        await customers.Erase(hashes.Customer(Told(customerId)))
            ? TypedResults.NoContent()
            : TrackProblems.NoCustomer();

    // The server leaves an encoded slash in a path as it is. The form is the one in which ids are hashed.
    private static string Told(string customerId) =>
        customerId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Normalize();
}
