using System.Globalization;
using System.Text;
using Shortener.Links;
using Shortener.Web;

namespace Shortener.Shares;

/// <summary>
/// The share page: what is shared, a button for each app, a code for people in the same room. Complete
/// without scripts.
/// </summary>
/// <param name="link">The link that is shared.</param>
/// <param name="token">The share through which the page was opened; null for none.</param>
internal sealed class SharePage(Link link, string? token, ShortUrls urls, ShareWords words)
{
    private const string Style = """
        main{max-width:30rem}
        [dir=rtl] main{text-align:right}
        .what{font-size:1.05rem}
        .picture{display:block;position:relative;width:100%;aspect-ratio:1.91;object-fit:scale-down;border-radius:.8rem;
        margin:0 0 1rem;background:var(--tile)}
        .picture::after{content:"";position:absolute;inset:0;border-radius:inherit;background:var(--tile)}
        h2{font-size:1rem;margin:1.5rem 0 .6rem}
        .to{display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5rem,1fr));gap:.6rem;margin:0 0 1rem}
        .to button{display:flex;align-items:center;gap:.75rem;width:100%;min-height:3.4rem;padding:.5rem .8rem;font:inherit;
        color:var(--ink);background:var(--tile);border:1px solid var(--line);border-radius:.8rem;cursor:pointer;text-align:start}
        .to button:hover{border-color:var(--accent)}
        .to button:focus-visible,summary:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .to button[value=native]{grid-column:1/-1}
        .to [hidden]{display:none}
        .to svg{flex:none;width:2.25rem;height:2.25rem}
        .to path{fill:none;stroke:#fff;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
        @media(hover:hover) and (pointer:fine){.to button[value=messenger]{display:none}}
        :root{--tile:#fff}
        @media(prefers-color-scheme:dark){:root{--tile:#1f2226}}
        #said{min-height:1.6em}
        summary{cursor:pointer;color:var(--accent);padding:.4rem 0}
        .code{display:block;background:#fff;border-radius:.8rem;padding:.5rem;margin:.5rem 0;max-width:15rem}
        .code svg{display:block;width:100%;height:auto}
        input{width:100%;font:inherit;padding:.7rem .8rem;border:1px solid var(--line);border-radius:.8rem;background:var(--tile);color:var(--ink)}
        """;

    // Two buttons need it: the device's own sheet, and copying in place. Where either fails, the form goes as
    // without it. The clipboard is asked before there is a link: after a wait Safari no longer sees the press
    // behind it. What is added to the form is gone again when one comes back to the page. And a picture that
    // cannot be had leaves no hole.
    private const string Script = """
        (()=>{const p=document.querySelector(".picture"),gone=()=>p.remove();
        if(p)p.complete&&!p.naturalWidth?gone():p.addEventListener("error",gone);
        const f=document.forms[0],said=document.getElementById("said"),n=f.querySelector("[value=native]");
        if(n&&navigator.share)n.hidden=false;
        const plain=()=>{const i=document.createElement("input");i.type="hidden";i.name="to";i.value="copy";f.append(i);f.submit();i.remove()};
        f.addEventListener("submit",async e=>{const to=e.submitter?.value;
        if(to!=="native"&&!(to==="copy"&&navigator.clipboard))return;
        e.preventDefault();
        const mint=async()=>{const r=await fetch(f.action,{method:"POST",headers:{Accept:"application/json"},body:new URLSearchParams({to})});
        if(!r.ok)throw r;
        return r.json()};
        try{if(to==="native"){const s=await mint();await navigator.share({title:s.title,text:s.text,url:s.url})}
        else{const s=mint().then(s=>new Blob([s.url],{type:"text/plain"}));
        await navigator.clipboard.write([new ClipboardItem({"text/plain":s})]);said.textContent=said.dataset.copied}
        }catch(x){if(x.name!=="AbortError")plain()}})})()
        """;

    private static readonly string FormActions =
        "'self' " + string.Join(' ', ShareButton.All.Select(b => b.FormActions).Where(a => a.Length > 0));

    private static readonly string Policy = Shell.PolicyOf(Style, Script, FormActions);

    private readonly LinkShare _share = link.SharePage ?? new LinkShare();

    /// <summary>What is shared, in a few words.</summary>
    private string Title => _share.Title ?? link.Title ?? Host;

    private string Host => new Uri(link.Url).IdnHost;

    /// <summary>The buttons of this link's page, in order.</summary>
    private IEnumerable<ShareButton> Buttons =>
        (_share.Buttons ?? LinkShare.AllButtons).Select(key => ShareButton.Find(key)!);

    /// <summary>The button of that key, if this page has it.</summary>
    public ShareButton? Find(string? key) => Buttons.FirstOrDefault(button => button.Key == key);

    /// <summary>What goes out with a share.</summary>
    public ShareMessage Message(Share share) =>
        new(Title, _share.Message ?? Title, urls.Of(link, share.Token));

    /// <summary>The page itself.</summary>
    public Task Send(HttpContext context) => Send(context, 200, Title, $"""
        {(_share.Image is { } image ? $"<img class=\"picture\" src=\"{Shell.Text(image)}\" alt=\"\">" : "")}
        {(Title == Host ? "" : $"<p class=\"soft\">{Shell.Text(Host)}</p>")}
        {(_share.Message is { } message ? $"<p class=\"what\" dir=\"auto\">{Shell.Text(message)}</p>" : "")}
        <h2 id="how">{Shell.Text(words.Heading)}</h2>
        <form method="post" action="{Address}" class="to" aria-labelledby="how">
        {string.Join('\n', Buttons.Select(Button))}
        </form>
        <p id="said" role="status" data-copied="{Shell.Text(words.Copied)}"></p>
        <details><summary>{Shell.Text(words.Scan)}</summary>
        <div class="code" role="img" aria-label="{Shell.Text(words.Code)}">{Code()}</div></details>
        <script>{Script}</script>
        """);

    /// <summary>
    /// Answers a press of a button that only hands out the link: it stands in a field, ready to be copied.
    /// </summary>
    public Task SendLink(HttpContext context, ShareMessage message) =>
        SendField(context, 200, words.YourLink, words.CopyByHand, message.Url);

    /// <summary>
    /// Refuses who seems to be a program. The link as it is, which is a secret to nobody, helps a person who
    /// was taken for one.
    /// </summary>
    public Task RefuseMachine(HttpContext context) =>
        SendField(context, 403, words.NotForMachines, words.LinkAsItIs, urls.Of(link));

    /// <summary>Says why a press came to nothing.</summary>
    public Task Refuse(HttpContext context, int status, string heading, string sentence) => Send(context, status, heading, $"""
        <p>{Shell.Text(sentence)}</p>
        <p><a class="go" href="{Address}">{Shell.Text(words.Back)}</a></p>
        """);

    private Task SendField(HttpContext context, int status, string heading, string sentence, string url) => Send(context, status, heading, $"""
        <p><label for="link">{Shell.Text(sentence)}</label></p>
        <p><input id="link" dir="ltr" readonly autofocus value="{Shell.Text(url)}"></p>
        <p><a class="go" href="{Address}">{Shell.Text(words.Back)}</a></p>
        """);

    private static string WithImagesFrom(string address) =>
        Shell.PolicyOf(
            Style, Script, FormActions, "'self' " + new Uri(address).GetLeftPart(UriPartial.Authority));

    private string Address =>
        Shell.Text("/-/share/" + Uri.EscapeDataString(link.Slug) + (token is null ? "" : "." + token));

    private string Button(ShareButton button)
    {
        var label = words.LabelOf(button);
        var aloud = button.App.Length > 0
            ? string.Format(CultureInfo.InvariantCulture, words.Send, button.App)
            : label;
        // Shown by the script where the device has a sheet.
        var hidden = button.Key is "native" ? " hidden" : "";
        return $"""<button name="to" value="{button.Key}" aria-label="{Shell.Text(aloud)}"{hidden}>{ShareIcons.Of(button.Key)}{Shell.Text(label)}</button>""";
    }

    // A page that is looked at mints nothing: the code is that of the link, or of the share through which one
    // came.
    private string Code() =>
        QrCodes.Svg((token is null ? urls.Of(link) : urls.Of(link, token)) + "?qr=1", QrStyle.Default, 240);

    private Task Send(HttpContext context, int status, string title, string content)
    {
        var page = Shell.Page(title, content, words.Language, words.IsRightToLeft ? "rtl" : "ltr", Style);
        // The press of a button names its origin, and the app is told nothing.
        return Shell.Send(
            context, status, Encoding.UTF8.GetBytes(page),
            _share.Image is null ? Policy : WithImagesFrom(_share.Image), "same-origin");
    }
}
