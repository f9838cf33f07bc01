namespace Shortener.Tests.Channels;

/// <summary>
/// User agents written by hand from what vendors document, one for each kind of visitor a link meets.
/// Columns: kind; bot or preview; browser; system; device; app whose browser it is; user agent. A dash is a
/// null.
/// </summary>
internal static class OwnRequests
{
    public const string Table = """
        click | - | Chrome | Windows | desktop | - | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
        click | - | Chrome | macOS | desktop | - | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
        click | - | Chrome | Linux | desktop | - | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
        click | - | Chrome | ChromeOS | desktop | - | Mozilla/5.0 (X11; CrOS x86_64 16328.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
        click | - | Chrome | Android | mobile | - | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36
        click | - | Chrome | Android | tablet | - | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
        click | - | Chrome | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1
        click | - | Safari | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1
        click | - | Safari | iPadOS | tablet | - | Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1
        click | - | Safari | macOS | desktop | - | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15
        click | - | Firefox | Windows | desktop | - | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0
        click | - | Firefox | Android | mobile | - | Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0
        click | - | Firefox | Android | tablet | - | Mozilla/5.0 (Android 14; Tablet; rv:144.0) Gecko/144.0 Firefox/144.0
        click | - | Firefox | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/144.0 Mobile/15E148 Safari/605.1.15
        click | - | Edge | Windows | desktop | - | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0
        click | - | Edge | Android | mobile | - | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0.0.0
        click | - | Edge | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/142.0.3595.53 Mobile/15E148 Safari/605.1.15
        click | - | Opera | macOS | desktop | - | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0
        click | - | Opera Mini | Android | mobile | - | Mozilla/5.0 (Linux; U; Android 10; Infinix X688B Build/QP1A.190711.020; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/99.0.4844.58 Mobile Safari/537.36 OPR/62.5.2254.61243
        click | - | Opera Mini | - | mobile | - | Opera/9.80 (J2ME/MIDP; Opera Mini/8.0.35158/191.283; U; en) Presto/2.12.423 Version/12.16
        click | - | Samsung Internet | Android | mobile | - | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36
        click | - | Brave | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1 Brave
        click | - | DuckDuckGo | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1 Ddg/18.6
        click | - | Vivaldi | Linux | desktop | - | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Vivaldi/7.6.3797.52
        click | - | Yandex Browser | Windows | desktop | - | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 YaBrowser/25.8.0.0 Safari/537.36
        click | - | UC Browser | Android | mobile | - | Mozilla/5.0 (Linux; U; Android 13; en-US; RMX3085 Build/TP1A.220905.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.8.2.1324 Mobile Safari/537.36
        click | - | Mi Browser | Android | mobile | - | Mozilla/5.0 (Linux; U; Android 14; en-us; 2312DRA50G Build/UP1A.230905.011) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.20.0-gn
        click | - | Huawei Browser | HarmonyOS | mobile | - | Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.1.2.301
        click | - | QQ Browser | Android | mobile | - | Mozilla/5.0 (Linux; U; Android 13; zh-cn; V2183A Build/TP1A.220624.014) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/109.0.5414.86 MQQBrowser/15.2 Mobile Safari/537.36
        click | - | Whale | Windows | desktop | - | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Whale/4.33.325.17 Safari/537.36
        click | - | Silk | Android | tablet | - | Mozilla/5.0 (Linux; Android 11; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/140.3.1 like Chrome/140.0.7339.207 Safari/537.36
        click | - | Android WebView | Android | mobile | - | Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240105.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36
        click | - | iOS WebView | iOS | mobile | - | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148
        click | - | Internet Explorer | Windows | desktop | - | Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko
        click | - | Konqueror | Linux | desktop | - | Mozilla/5.0 (compatible; Konqueror/4.14; Linux) KHTML/4.14.38 (like Gecko)
        click | - | Lynx | - | - | - | Lynx/2.9.2 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.3.2
        click | - | LG Browser | webOS | tv | - | Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager
        click | - | Samsung Internet | Tizen | tv | - | Mozilla/5.0 (SMART-TV; LINUX; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/7.0 Chrome/108.0.5359.1 TV Safari/537.36
        click | - | Silk | Android | tv | - | Mozilla/5.0 (Linux; Android 11; AFTKRT) AppleWebKit/537.36 (KHTML, like Gecko) Silk/140.3.1 like Chrome/140.0.7339.207 Safari/537.36
        click | - | Chrome | Android | tv | - | Mozilla/5.0 (Linux; Android 12; BRAVIA 4K VH22 Build/STT2.230203.001) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
        click | - | Edge | Windows | console | - | Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox Series X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edge/44.18363.8131
        click | - | Safari | PlayStation | console | - | Mozilla/5.0 (PlayStation; PlayStation 5/9.40) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15
        click | - | Oculus Browser | Android | other | - | Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/40.2.0 Chrome/138.0.0.0 VR Safari/537.36
        click | - | Chromium | Linux | car | - | Mozilla/5.0 (X11; GNU/Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/79.0.3945.130 Chrome/79.0.3945.130 Safari/537.36 Tesla/2024.44.3
        click | - | Firefox | KaiOS | mobile | - | Mozilla/5.0 (Mobile; Nokia 2720 Flip; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.2.2
        click | - | Chrome | Android | mobile | - | Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36
        click | - | Chrome | Android | mobile | - | Mozilla/5.0 (Linux; Android 15; motorola edge 60) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36
        click | - | - | Android | mobile | WhatsApp | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 [WA4A/2.25.33.1;]
        click | - | - | iOS | mobile | WhatsApp | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1 [WAiOS/2.25.33]
        click | - | - | iOS | mobile | Instagram | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Instagram 402.0.0.30.88 (iPhone16,2; iOS 18_6; de_DE; de; scale=3.00; 1290x2796; IABMV/1)
        click | - | - | Android | mobile | Instagram | Mozilla/5.0 (Linux; Android 14; SM-S921B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.7390.124 Mobile Safari/537.36 Instagram 402.0.0.41.85 Android (34/14; 480dpi)
        click | - | - | iOS | mobile | Threads | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Barcelona 401.0.0.28.79 (iPhone16,2; iOS 18_6; en_US; en)
        click | - | - | iOS | mobile | Facebook | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 [FBAN/FBIOS;FBAV/531.0.0.35.77;FBBV/812345678;FBDV/iPhone16,2;FBMD/iPhone;FBSN/iOS;FBSV/18.6;IABMV/1]
        click | - | - | Android | mobile | Facebook | Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A.250105.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.7390.124 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/531.0.0.48.74;IABMV/1;]
        click | - | - | iOS | mobile | Messenger | Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21G80 [FBAN/MessengerForiOS;FBAV/470.0.0.30.109;FBDV/iPhone14,5]
        click | - | - | Android | mobile | Messenger | Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.43 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/439.0.0.29.119;]
        click | - | - | Android | mobile | WeChat | Mozilla/5.0 (Linux; Android 12; V2055A Build/SP1A.210812.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600(0x2800315A) WeChat/arm64 NetType/WIFI Language/zh_CN
        click | - | - | iOS | mobile | WeCom | Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh
        click | - | - | Android | mobile | Telegram | Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.111 Mobile Safari/537.36 Telegram-Android/12.1.1 (Google Pixel 7; Android 14; SDK 34; HIGH)
        click | - | - | iOS | mobile | LINE | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/15.14.0
        click | - | - | Android | mobile | KakaoTalk | Mozilla/5.0 (Linux; Android 14; SM-F946N Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36;KAKAOTALK 2510830
        click | - | - | iOS | mobile | TikTok | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_42.1.0 JsSdk/2.0 NetType/WIFI Channel/App Store
        click | - | - | iOS | mobile | LinkedIn | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.31.2000
        click | - | - | iOS | mobile | X | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Twitter for iPhone/11.20
        click | - | - | iOS | mobile | Snapchat | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Snapchat/13.62.0.45 (like Safari/8621.3.11, panda)
        click | - | - | Windows | desktop | Microsoft Teams | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 Teams/25198.1109.3837.4725
        click | - | - | iOS | mobile | Google App | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/392.0.812 Mobile/15E148 Safari/604.1
        click | - | - | Android | mobile | Naver | Mozilla/5.0 (Linux; Android 15; SM-S931N Build/AP3A.240905.015.A2; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 NAVER(inapp; search; 2000; 12.16.4)
        preview | WhatsApp | - | - | bot | - | WhatsApp/2.25.33.77 A
        preview | WhatsApp | - | - | bot | - | WhatsApp/2.25.32.71 i
        preview | Signal | - | - | bot | - | WhatsApp/2
        preview | iMessage | - | - | bot | - | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0
        preview | Meta | - | - | bot | - | facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)
        preview | LINE | - | - | bot | - | facebookexternalhit/1.1;line-poker/1.0
        preview | KakaoTalk | - | - | bot | - | facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984
        preview | Telegram | - | - | bot | - | TelegramBot (like TwitterBot)
        preview | X | - | - | bot | - | Twitterbot/1.0
        preview | Slack | - | - | bot | - | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)
        preview | Discord | - | - | bot | - | Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)
        preview | Microsoft Teams/Skype | - | - | bot | - | Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com
        preview | LinkedIn | - | - | bot | - | LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)
        preview | Mastodon | - | - | bot | - | Mastodon/4.4.1 (http.rb/5.2.0; +https://social.example/)
        preview | Bluesky | - | - | bot | - | Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)
        preview | Matrix | - | - | bot | - | Synapse (bot; +https://github.com/matrix-org/synapse)
        preview | Snapchat | - | - | bot | - | Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots
        preview | Google Messages | - | - | bot | - | GoogleMessages/1.0
        bot | Googlebot | - | - | bot | - | Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)
        bot | bingbot | - | - | bot | - | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/136.0.0.0 Safari/537.36
        bot | GPTBot | - | - | bot | - | Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)
        bot | AhrefsBot | - | - | bot | - | Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)
        bot | UptimeRobot | - | - | bot | - | Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)
        bot | Pingdom | - | - | bot | - | Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)
        bot | headless | - | - | bot | - | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36
        bot | Lighthouse | - | - | bot | - | Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse
        bot | curl | - | - | bot | - | curl/8.11.1
        bot | Wget | - | - | bot | - | Wget/1.24.5
        bot | Python | - | - | bot | - | python-requests/2.32.3
        bot | Go | - | - | bot | - | Go-http-client/2.0
        bot | Java | - | - | bot | - | Java/21.0.4
        bot | okhttp | - | - | bot | - | okhttp/4.12.0
        bot | Dalvik | - | Android | bot | - | Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UQ1A.240105.004)
        bot | CFNetwork | - | iOS | bot | - | NewsReader/42 CFNetwork/1485 Darwin/23.1.0
        bot | app-library | - | iOS | bot | - | ShopApp/5.2 (iPhone; iOS 18.6; Scale/3.00)
        bot | app-library | - | iOS | bot | - | Instagram 402.0.0.30.88 (iPhone16,2; iOS 18_6; de_DE; de; scale=3.00)
        bot | Barracuda Sentinel | - | - | bot | - | Barracuda Sentinel (EE)
        bot | Office link probe | - | - | bot | - | Microsoft Office Existence Discovery
        bot | bot | - | - | bot | - | SomethingNobodyHasHeardOfBot/0.1
        bot | crawler | - | - | bot | - | example-crawler (research)
        bot | contact-address | - | - | bot | - | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 (+https://research.example/project)
        bot | compatible | - | - | bot | - | Mozilla/5.0 (compatible; Seeker/3.0)
        bot | no-browser | - | - | bot | - | something-else
        bot | no-browser | - | - | bot | - | Mozilla/5.0
        """;
}
