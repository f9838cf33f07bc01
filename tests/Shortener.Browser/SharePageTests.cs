using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shortener.Tests.Support;

namespace Shortener.Browser;

/// <summary>The share page, pressed button by button.</summary>
public sealed partial class SharePageTests : OnBrowser
{
    private const string Link = """
        {"slug":"spring","url":"https://shop.example/offers","title":"Spring offers","utm_source":"newsletter",
         "share":{"message":"Everything for the balcony, until Sunday."}}
        """;

    private const string OnPhone = "whatsapp telegram messenger line sms mail x facebook linkedin reddit";
    private const string OnDesktop = "whatsapp telegram line sms mail x facebook linkedin reddit";

    private static readonly Dictionary<string, string> Channels = new()
    {
        ["sms"] = "sms",
        ["mail"] = "email",
        ["x"] = "social",
        ["facebook"] = "social",
        ["linkedin"] = "social",
        ["reddit"] = "social",
    };

    [TestCase(Windows.Phone, true, OnPhone)]
    [TestCase(Windows.Phone, false, OnPhone)]
    [TestCase(Windows.Desktop, true, OnDesktop)]
    [TestCase(Windows.Desktop, false, OnDesktop)]
    public async Task Every_button_leads_to_its_app_with_a_fresh_share_of_its_channel(
        string size, bool scripts, string keys)
    {
        await MakeLink();
        var window = (await Open("/-/share/spring", Windows.Of(size, scripts))).Context;
        foreach (var key in keys.Split(' '))
        {
            var page = await window.NewPageAsync();
            await page.GotoAsync(new Uri(Home, "/-/share/spring").ToString());

            var location = await Press(page, key);

            var share = (await Shares())[0];
            Assert.That(TokenIn(location), Is.EqualTo(share["token"]!.GetValue<string>()), location);
            Assert.That(
                share["channel"]!.GetValue<string>(),
                Is.EqualTo(Channels.GetValueOrDefault(key, "messaging")), key);
        }
        Assert.That(await Shares(), Has.Count.EqualTo(keys.Split(' ').Length));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Opened_through_a_share_a_button_makes_its_child(bool scripts)
    {
        await MakeLink();
        var first = TokenIn(
            await Press(await Open("/-/share/spring", Windows.Of(Windows.Phone, scripts)), "whatsapp"));

        var second = TokenIn(await Press(
            await Open($"/-/share/spring.{first}", Windows.Of(Windows.Desktop, scripts)), "telegram"));

        var child = (await Shares()).Single(share => share["token"]!.GetValue<string>() == second);
        Assert.That(
            (child["parent"]!.GetValue<string>(), child["generation"]!.GetValue<int>()),
            Is.EqualTo((first, 2)));
    }

    [Test]
    public async Task The_phones_own_share_sheet_comes_first_and_gets_a_fresh_share()
    {
        await MakeLink();
        var page = await Open(
            "/-/share/spring", Windows.Of(Windows.Phone),
            "navigator.share = async data => { window.given = data }");

        var first = await page.Locator("button:visible").First.GetAttributeAsync("value");
        await page.ClickAsync("button[value=native]");
        await Until(page, "!!window.given");

        var given = await page.EvaluateAsync<string>("window.given.url");
        Assert.That(first, Is.EqualTo("native"));
        Assert.That(TokenIn(given), Is.EqualTo((await Shares()).Single()["token"]!.GetValue<string>()));
    }

    [Test]
    public async Task Without_a_share_sheet_there_is_no_button_for_it()
    {
        await MakeLink();
        var page = await Open(
            "/-/share/spring", Windows.Of(Windows.Desktop), "delete Navigator.prototype.share");

        Assert.That(await page.IsVisibleAsync("button[value=native]"), Is.False);
    }

    [Test]
    public async Task Copying_puts_a_fresh_share_on_the_clipboard_and_says_so()
    {
        await MakeLink();
        var page = await Open("/-/share/spring", Windows.Of(Windows.Desktop));

        await page.ClickAsync("button[value=copy]");
        await page.GetByText("The link is copied.").WaitForAsync();

        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.That(copied, Is.EqualTo($"{Home}spring.{(await Shares()).Single()["token"]}"));
        await Picture(page, "copied");
    }

    /// <summary>As Safari wants it: it lets nobody write to the clipboard after a wait.</summary>
    [Test]
    public async Task The_clipboard_is_asked_for_while_the_press_is_still_going_on()
    {
        await MakeLink();
        var page = await Open("/-/share/spring", Windows.Of(Windows.Desktop), """
            addEventListener("submit", () => { window.pressing = true; setTimeout(() => window.pressing = false) }, true);
            const write = navigator.clipboard.write.bind(navigator.clipboard);
            navigator.clipboard.write = items => { window.inTime = window.pressing; return write(items) };
            """);

        await page.ClickAsync("button[value=copy]");
        await page.GetByText("The link is copied.").WaitForAsync();

        Assert.That(await page.EvaluateAsync<bool>("window.inTime"), Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Where_nothing_can_be_copied_the_fresh_link_stands_in_a_field(bool scripts)
    {
        await MakeLink();
        var page = await Open("/-/share/spring", Windows.Of(Windows.Phone, scripts),
            "if (navigator.clipboard) navigator.clipboard.write = () => Promise.reject(new DOMException('', 'NotAllowedError'))");

        await page.ClickAsync("button[value=copy]");
        await page.Locator("#link").WaitForAsync();

        var value = await page.InputValueAsync("#link");
        Assert.That(TokenIn(value), Is.EqualTo((await Shares()).Single()["token"]!.GetValue<string>()));
        Assert.That(await page.EvaluateAsync<string>("document.activeElement.id"), Is.EqualTo("link"));
        await Picture(page, scripts ? "not-copied" : "copy-without-scripts");
    }

    /// <summary>Safari shows it as it was left to whoever goes back.</summary>
    [Test]
    public async Task Copying_that_failed_leaves_nothing_in_the_form_for_the_next_button()
    {
        await MakeLink();
        var page = await Open("/-/share/spring", Windows.Of(Windows.Phone), """
            navigator.clipboard.write = () => Promise.reject(new DOMException("", "NotAllowedError"));
            HTMLFormElement.prototype.submit = function () { window.sent = new FormData(this).get("to") };
            """);

        await page.ClickAsync("button[value=copy]");
        await Until(page, "!!window.sent");

        Assert.That(await page.EvaluateAsync<string>("window.sent"), Is.EqualTo("copy"));
        Assert.That(await page.EvaluateAsync<bool>("new FormData(document.forms[0]).has('to')"), Is.False);
    }

    [Test]
    public async Task Keys_alone_are_enough()
    {
        await MakeLink();
        var page = await Open(
            "/-/share/spring", Windows.Of(Windows.Desktop), "delete Navigator.prototype.share");

        await page.Keyboard.PressAsync("Tab");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.Keyboard.PressAsync("Enter"), response => response.Request.Method == "POST");

        Assert.That(await answer.HeaderValueAsync("location"), Does.StartWith("https://wa.me/"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_code_for_people_in_the_same_room_is_one_press_away(bool scripts)
    {
        await MakeLink();
        var page = await Open("/-/share/spring", Windows.Of(Windows.Phone, scripts));

        await page.GetByText("Show a QR code").ClickAsync();

        var code =
            await page.GetByRole(AriaRole.Img, new() { Name = "QR code of the link" }).BoundingBoxAsync();
        Assert.That((code!.Width, code.Height), Is.EqualTo((240.0, 240.0)).Within(1));
        Assert.That(await Shares(), Is.Empty, "looking at it mints nothing");
    }

    [TestCase(Windows.Phone, "en-GB", false)]
    [TestCase(Windows.Phone, "ar", true)]
    [TestCase(Windows.Desktop, "de-DE", true)]
    [TestCase(Windows.Desktop, "ar", false)]
    public async Task Everybody_can_use_it_whatever_the_window_the_language_or_the_light(
        string size, string locale, bool dark)
    {
        await MakeLink();
        var page = await Open(
            "/-/share/spring", Windows.Of(size, locale: locale, dark: dark),
            "navigator.share = async () => {}");
        await page.ClickAsync("summary");

        var found = await page.RunAxe();

        await Picture(page, $"share-{size}-{locale}-{(dark ? "dark" : "light")}");
        Assert.That(found.Violations.Select(v => $"{v.Id}: {v.Help} {v.Nodes[0].Html}"), Is.Empty);
        Assert.That(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            "no part lies beside the window");
    }

    [Test]
    public async Task From_right_to_left_every_line_ends_on_the_right_whatever_its_letters()
    {
        await MakeLink();
        var page = await Open("/-/share/spring", Windows.Of(Windows.Phone, locale: "ar"));

        var ends = await page.EvaluateAsync<double[]>("""
            ["h1", ".soft", ".what", "h2"].map(which => {
              const words = document.createRange();
              words.selectNodeContents(document.querySelector(which));
              return Math.max(...[...words.getClientRects()].map(line => line.right));
            })
            """);

        Assert.That(ends, Is.All.EqualTo(ends[0]).Within(1));
    }

    [Test]
    public async Task A_long_word_in_the_title_stays_inside_the_window()
    {
        await Make("links", $$"""{"slug":"spring","url":"https://shop.example/","title":"{{new string('w', 100)}}"}""");
        var page = await Open("/-/share/spring", Windows.Of(Windows.Phone));

        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.That(width, Is.EqualTo(page.ViewportSize!.Width));
    }

    [TestCase("copy", 200)]
    [TestCase("whatsapp", 429)]
    public async Task So_can_they_the_pages_behind_its_buttons(string key, int status)
    {
        await MakeLink();
        var page = await Open(
            "/-/share/spring", Windows.Of(Windows.Phone),
            "Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        for (var press = 0; status == 429 && press < 25; press++)
        {
            await page.Context.APIRequest.PostAsync(new Uri(Home, "/-/share/spring").ToString(), new()
            {
                Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin", ["Content-Type"] = "application/x-www-form-urlencoded" },
                Data = "to=copy",
            });
        }

        var answer = await Answer(page, key);
        await page.Locator("a.go").WaitForAsync();

        Assert.That(answer.Status, Is.EqualTo(status));
        var found = await page.RunAxe();
        Assert.That(found.Violations.Select(v => $"{v.Id}: {v.Help} {v.Nodes[0].Html}"), Is.Empty);
        await Picture(page, $"behind-{key}");
    }

    // Where a form leads to another program (mailto:), Chromium reports no response but here.
    private static async Task<string> Press(IPage page, string key)
    {
        var answered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("Network.enable");
        tools.Event("Network.responseReceivedExtraInfo").OnEvent += (_, info) =>
        {
            if (info?.GetProperty("statusCode").GetInt32() == 303)
            {
                answered.TrySetResult(LocationIn(info.Value.GetProperty("headers")));
            }
        };
        await page.ClickAsync($"button[value={key}]");
        return await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static string LocationIn(JsonElement headers) =>
        headers.EnumerateObject().Single(header => header.Name.Equals("location", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;

    private static Task<IResponse> Answer(IPage page, string key) => page.RunAndWaitForResponseAsync(
        () => page.ClickAsync($"button[value={key}]"), response => response.Request.Method == "POST");

    private static string TokenIn(string address) =>
        Token().Match(Uri.UnescapeDataString(address)).Groups["token"].Value;

    private Task MakeLink() => Make("links", Link);

    /// <summary>Newest first.</summary>
    private async Task<List<JsonNode>> Shares()
    {
        using var admin = App.Admin();
        return [.. (await admin.GetJson("/api/v1/links/1/shares"))["data"]!.AsArray().Select(
            share => share!)];
    }

    [GeneratedRegex(@"/spring\.(?<token>[a-z0-9]{8})\b")]
    private static partial Regex Token();
}
