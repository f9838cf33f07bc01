using Shortener.Web;

namespace Shortener.Accounts;

/// <summary>What this room brings along.</summary>
public static class AccountsRoom
{
    public static void AddAccounts(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<AccountSettings>("Shortener:Accounts");
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddSingleton<KeyCache>();
        builder.Services.AddSingleton<IdempotencyStore>();
    }
}
