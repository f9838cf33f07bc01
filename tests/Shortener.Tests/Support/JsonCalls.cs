using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Shortener.Tests.Support;

/// <summary>An answer with its JSON.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseMessage Message)
{
    /// <summary>The field at the path: <c>answer["counts"]</c>.</summary>
    public JsonNode? this[string field] => Body![field];

    /// <summary>The message about a field in problem details.</summary>
    public string? Error(string field) => Body?["errors"]?[field]?[0]?.GetValue<string>();
}

/// <summary>Requests that send JSON as it is written in the test, and read JSON.</summary>
public static class JsonCalls
{
    public static Task<Answer> GetJson(this HttpClient client, string path) =>
        client.SendJson(HttpMethod.Get, path, null);

    public static Task<Answer> PostJson(this HttpClient client, string path, string body) =>
        client.SendJson(HttpMethod.Post, path, body);

    public static Task<Answer> PutJson(this HttpClient client, string path, string body) =>
        client.SendJson(HttpMethod.Put, path, body);

    public static Task<Answer> PatchJson(this HttpClient client, string path, string body) =>
        client.SendJson(HttpMethod.Patch, path, body);

    public static async Task<Answer> SendJson(
        this HttpClient client, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(
                body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }
        var message = await client.SendAsync(request);
        var text = await message.Content.ReadAsStringAsync();
        return new Answer(message.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, message);
    }
}
