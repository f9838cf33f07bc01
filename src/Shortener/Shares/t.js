/**
 * The snippet for destination sites: share buttons, copied addresses that stay known, arrivals, and conversions.
 * Nothing is stored unless data-store says so; nothing is sent where the browser asks not to be tracked.
 */
(() => {
  /** @typedef {{ share?: string, clickId?: string }} Came What the visitor brought along in the address. */
  /** @typedef {{ token: string, url: string, title: string, text: string, target: string | null }} Minted */

  const SHARE = "sc_share", CLICK = "sc_id", MIN_QUOTE = 40;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript ?? document.querySelector("script[data-key]"));
  const { key, link, copy = "text", address, store } = script.dataset;
  const home = script.src.slice(0, script.src.lastIndexOf("/"));
  // @ts-ignore Two properties that not every browser has.
  const quiet = navigator.globalPrivacyControl || navigator.doNotTrack === "1" || window.doNotTrack === "1";
  const replaceState = history.replaceState.bind(history);

  /** @type {Came} */
  let came = {};
  /** The visitor's own share of no particular app: what the address may carry. */
  let own = "";
  /** By app and page. @type {Map<string, Minted>} */
  const minted = new Map();
  const told = new Set();
  const arrivalId = crypto.getRandomValues(new Uint32Array(4)).join("-");

  // Storage may be forbidden altogether: then asking for it throws.
  const remember = () => {
    try {
      if (!store || quiet) return;
      const box = store === "local" ? localStorage : sessionStorage;
      if (came.share || came.clickId) box.setItem("shortener", JSON.stringify(came));
      else came = JSON.parse(box.getItem("shortener") ?? "{}");
    } catch {}
  };

  /** The address with a parameter set, or without it; all else stays as it is, letter by letter. */
  const put = (/** @type {string} */ url, /** @type {string} */ name, value = "") => {
    const hash = url.indexOf("#") < 0 ? url.length : url.indexOf("#");
    const [path, ...rest] = url.slice(0, hash).split("?");
    const query = rest.join("?").split("&").filter(piece => piece && piece.split("=")[0] !== name);
    if (value) query.push(name + "=" + value);
    return path + (query.length ? "?" + query.join("&") : "") + url.slice(hash);
  };

  const plain = () => put(put(location.href, SHARE), CLICK);

  /** Null where nothing was sent, or it was refused. @returns {Promise<any>} */
  const send = async (/** @type {string} */ what, /** @type {object} */ body) => {
    if (quiet || !key) return null;
    try {
      const answer = await fetch(`${home}/-/t/${what}?key=${key}`, {
        method: "POST", body: JSON.stringify(body), keepalive: true, credentials: "omit",
      });
      return answer.ok ? (answer.status === 204 ? {} : await answer.json()) : null;
    } catch {
      return null;
    }
  };

  /** Reads the address of each page, also those that a script moves to. */
  const look = () => {
    if (quiet) return;
    const query = new URLSearchParams(location.search);
    const share = query.get(SHARE), click = query.get(CLICK);
    let url = location.href;
    if (click) {
      // A copied address must not carry somebody's own click to somebody else.
      came.clickId = click;
      url = put(url, CLICK);
    }
    if (share && share !== own && /^[a-z0-9]{5,8}$/i.test(share)) {
      came.share = share;
      if (!told.has(share)) send("visit", { share, arrivalId });
      told.add(share);
    }
    if (own && (share || address === "always")) url = put(url, SHARE, own);
    if (url !== location.href) replaceState(history.state, "", url);
    remember();
  };

  /** A fresh share for an app, once per page; null where there is none to be had. */
  const mint = async (/** @type {string} */ to, text = "") => {
    const page = plain(), name = to + " " + page;
    const known = minted.get(name) ?? /** @type {Minted} */ (await send("share", { to, link, page, text, title: document.title, ...came }));
    if (!known) return null;
    minted.set(name, known);
    if (to === "copy" || to === "native") {
      own = known.token;
      look();
    }
    return known;
  };

  /** Shares the page to an app; the address that was shared. */
  const share = async (to = "native", text = "", fallback = "") => {
    if (to === "native" && !navigator.share) to = "copy";
    // Opened at once: later, the browser would no longer see the press behind it.
    const tab = /^(native|copy|sms|mail|messenger)$/.test(to) ? null : open("", "_blank");
    if (tab) tab.opener = null;
    const known = await mint(to, text);
    const url = known?.url ?? plain(), title = known?.title ?? document.title;
    const target = known?.target ?? fallback;
    if (to === "native") await navigator.share({ title, text: known?.text ?? text, url }).catch(() => {});
    else if (to === "copy") await navigator.clipboard?.writeText(url).catch(() => {});
    else if (tab && target && /^http/.test(target)) tab.location = target;
    else {
      tab?.close();
      if (target) location.assign(target);
    }
    return url;
  };

  addEventListener("click", async event => {
    const button = /** @type {Element} */ (event.target).closest?.("[data-shortener-share]");
    if (!button || event.defaultPrevented) return;
    event.preventDefault();
    const to = button.getAttribute("data-shortener-share") || undefined;
    const url = await share(to, button.getAttribute("data-shortener-text") ?? "", button.getAttribute("href") ?? "");
    button.dispatchEvent(new CustomEvent("shortener:shared", { bubbles: true, detail: { to, url } }));
  });

  addEventListener("copy", event => {
    if (copy === "off" || quiet || event.defaultPrevented) return;
    const field = /** @type {HTMLInputElement} */ (event.target);
    const isField = /^(INPUT|TEXTAREA)$/.test(field.tagName);
    const selection = /** @type {Selection} */ (getSelection());
    const text = isField ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) : String(selection);
    const bare = (location.origin + location.pathname).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const here = new RegExp(bare + "(?![\\w/%.-])(\\?[^\\s\"<>#]*)?(#[^\\s\"<>]*)?", "g");
    const isQuote = copy === "text" && !isField && !field.isContentEditable && text.length >= MIN_QUOTE;
    if (!here.test(text) && !isQuote) return;

    const box = document.createElement("div");
    if (!isField && selection.rangeCount) box.append(selection.getRangeAt(0).cloneContents());
    /** The copied words with the share in them. */
    const carry = (/** @type {string} */ words, /** @type {string} */ url, end = "") =>
      words.search(here) < 0 ? words + end : words.replace(here, () => url);
    const parts = (/** @type {string} */ url) => ({
      "text/plain": carry(text, url, "\n\n" + url),
      ...(isField ? {} : { "text/html": carry(box.innerHTML, url, `<p>${url.replace(/&/g, "&amp;")}</p>`) }),
    });
    const known = minted.get("copy " + plain());
    const clipboard = /** @type {ClipboardEvent} */ (event).clipboardData;
    if (known && clipboard) {
      for (const [type, part] of Object.entries(parts(known.url))) clipboard.setData(type, part);
      event.preventDefault();
      return;
    }
    // The browser copies as ever, at once; with the first share there, what it copied is copied again.
    mint("copy").then(first => first && navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
      Object.entries(parts(first.url)).map(([type, part]) => [type, new Blob([part], { type })])))])).catch(() => {});
  });

  for (const name of /** @type {const} */ (["pushState", "replaceState"])) {
    const original = history[name];
    history[name] = function (...given) {
      original.apply(this, given);
      look();
    };
  }
  addEventListener("popstate", look);

  const tell = (/** @type {string} */ what) => async (given = {}) => !!(await send(what, { clickId: came.clickId, ...given }));
  const api = {
    share,
    visit: (given = {}) => tell("visit")({ share: came.share, arrivalId, ...given }),
    lead: tell("lead"),
    sale: tell("sale"),
  };
  // @ts-ignore Calls that came before this script wait in an array.
  const early = window.shortener;
  // @ts-ignore
  window.shortener = api;
  // @ts-ignore
  if (document.prerendering) addEventListener("prerenderingchange", look, { once: true });
  else look();
  if (Array.isArray(early)) for (const [what, ...given] of early) api[/** @type {keyof typeof api} */ (what)](...given);
})();
