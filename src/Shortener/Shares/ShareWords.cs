namespace Shortener.Shares;

/// <summary>The words of the share page in one language.</summary>
/// <param name="Language">Its tag, for <c>lang</c>.</param>
/// <param name="Send">How a button to an app is read aloud; {0} is the app.</param>
public sealed record ShareWords(
    string Language, bool IsRightToLeft, string Heading, string Send, string Native, string Sms, string Mail,
    string Copy,
    string Copied, string YourLink, string CopyByHand, string Scan, string Code, string Back,
    string TooMany, string WaitAMinute, string NotForMachines, string LinkAsItIs, string NotFromHere,
    string OpenAgain)
{
    private static readonly ShareWords[] All =
    [
        new("en", false,
            Heading: "Share this", Send: "Share with {0}", Native: "Share …", Sms: "Text message",
            Mail: "Email", Copy: "Copy link",
            Copied: "The link is copied.", YourLink: "Your link",
            CopyByHand: "Copy it and paste it wherever you like.",
            Scan: "Show a QR code", Code: "QR code of the link", Back: "Back",
            TooMany: "That was very often", WaitAMinute: "Wait a minute, and press again.",
            NotForMachines: "These buttons are for people",
            LinkAsItIs: "Your browser looks like a program. Try another one, or send the link as it is:",
            NotFromHere: "This button was not pressed on this page",
            OpenAgain: "Open the page again, and press the button there."),
        new("de", false,
            Heading: "Weitersagen", Send: "Mit {0} teilen", Native: "Teilen …", Sms: "SMS", Mail: "E-Mail",
            Copy: "Link kopieren",
            Copied: "Der Link ist kopiert.", YourLink: "Dein Link",
            CopyByHand: "Kopiere ihn und füge ihn ein, wo du magst.",
            Scan: "QR-Code zeigen", Code: "QR-Code des Links", Back: "Zurück",
            TooMany: "Das war sehr oft", WaitAMinute: "Warte eine Minute und drücke dann noch einmal.",
            NotForMachines: "Diese Knöpfe sind für Menschen",
            LinkAsItIs: "Dein Browser sieht aus wie ein Programm. Nimm einen anderen, oder schicke den Link so, wie er ist:",
            NotFromHere: "Dieser Knopf wurde nicht auf dieser Seite gedrückt",
            OpenAgain: "Öffne die Seite noch einmal und drücke den Knopf dort."),
        new("ar", true,
            Heading: "شارك هذا الرابط", Send: "المشاركة عبر {0}", Native: "مشاركة …", Sms: "رسالة نصية",
            Mail: "بريد إلكتروني", Copy: "نسخ الرابط",
            Copied: "تم نسخ الرابط.", YourLink: "رابطك", CopyByHand: "انسخه والصقه حيثما تشاء.",
            Scan: "عرض رمز QR", Code: "رمز QR للرابط", Back: "رجوع",
            TooMany: "محاولات كثيرة جدًا", WaitAMinute: "انتظر دقيقة ثم اضغط مرة أخرى.",
            NotForMachines: "هذه الأزرار مخصصة للأشخاص",
            LinkAsItIs: "يبدو متصفحك كأنه برنامج آلي. جرّب متصفحًا آخر، أو أرسل الرابط كما هو:",
            NotFromHere: "لم يُضغط هذا الزر في هذه الصفحة",
            OpenAgain: "افتح الصفحة مرة أخرى واضغط الزر هناك."),
    ];

    /// <summary>The first language asked for that there is; English where there is none.</summary>
    /// <param name="accepted">
    /// The header Accept-Language; most browsers write their languages in order.
    /// </param>
    public static ShareWords For(string? accepted)
    {
        foreach (var asked in (accepted ?? "").Split(','))
        {
            var tag = asked.AsSpan().Trim();
            var primary = tag[..(tag.IndexOfAny('-', ';') is var end and >= 0 ? end : tag.Length)];
            foreach (var words in All)
            {
                if (primary.Equals(words.Language, StringComparison.OrdinalIgnoreCase)) return words;
            }
        }
        return All[0];
    }

    /// <summary>What stands on a button.</summary>
    public string LabelOf(ShareButton button) => button.Key switch
    {
        "native" => Native,
        "sms" => Sms,
        "mail" => Mail,
        "copy" => Copy,
        _ => button.App,
    };
}
