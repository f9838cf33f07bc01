namespace Shortener.Tests.House;

/// <summary>
/// A C# text taken apart: <c>Code</c> without comments and literals, <c>Literals</c> the insides of its
/// strings. Both have the length and the line breaks of the text, with blanks for what is left out, so that a
/// place in one is that place in the file.
/// </summary>
/// <remarks>
/// A hole of an interpolated string is code, however deep; its braces stay in <c>Literals</c>, so that a rule
/// about SQL sees that something was put there.
/// </remarks>
public sealed record CSharpText(string Code, string Literals)
{
    public static CSharpText Of(string source) => new Lexer(source).Run();

    private sealed class Lexer(string source)
    {
        private readonly char[] _code = Blank(source);
        private readonly char[] _literals = Blank(source);
        private int _at;

        public CSharpText Run()
        {
            while (_at < source.Length) ReadCode(untilBraces: 0);
            return new CSharpText(new string(_code), new string(_literals));
        }

        /// <summary>
        /// Reads up to the end, or up to the braces that close a hole; they are left to the caller.
        /// </summary>
        private void ReadCode(int untilBraces)
        {
            var depth = 0;
            while (_at < source.Length)
            {
                if (untilBraces > 0 && depth == 0 && source[_at] == '}') return;
                if (Sees("//")) SkipTo('\n');
                else if (Sees("/*")) SkipPast("*/");
                else if (source[_at] == '\'') SkipCharacter();
                else if (!ReadString())
                {
                    if (source[_at] == '{') depth++;
                    if (source[_at] == '}') depth--;
                    Keep(_code);
                }
            }
        }

        private bool ReadString()
        {
            var start = _at;
            while (start < source.Length && source[start] is '$' or '@') start++;
            if (start >= source.Length || source[start] != '"') return false;

            var prefix = source[_at..start];
            var quotes = Run('"', start);
            _at = start;
            if (quotes >= 3 && !prefix.Contains('@')) ReadRaw(quotes, holeBraces: prefix.Length);
            else ReadPlain(verbatim: prefix.Contains('@'), interpolated: prefix.Contains('$'));
            return true;
        }

        private void ReadRaw(int quotes, int holeBraces)
        {
            _at += quotes;
            while (_at < source.Length)
            {
                var run = Run('"', _at);
                if (run >= quotes)
                {
                    _at += run;
                    return;
                }
                var braces = Run('{', _at);
                if (holeBraces > 0 && braces >= holeBraces) ReadHole(braces, holeBraces);
                else Keep(_literals);
            }
        }

        private void ReadPlain(bool verbatim, bool interpolated)
        {
            _at++;
            while (_at < source.Length && (verbatim || source[_at] != '\n'))
            {
                if (!verbatim && source[_at] == '\\') Keep(_literals, 2);
                else if (verbatim && Sees("\"\"")) Keep(_literals, 2);
                else if (interpolated && (Sees("{{") || Sees("}}"))) Keep(_literals, 2);
                else if (interpolated && source[_at] == '{') ReadHole(1, 1);
                else if (source[_at] == '"')
                {
                    _at++;
                    return;
                }
                else Keep(_literals);
            }
        }

        private void ReadHole(int braces, int holeBraces)
        {
            Keep(_literals, braces);
            ReadCode(holeBraces);
            Keep(_literals, Math.Min(holeBraces, source.Length - _at));
        }

        private void SkipCharacter()
        {
            _at++;
            while (_at < source.Length && source[_at] is not ('\'' or '\n'))
            {
                _at += source[_at] == '\\' ? 2 : 1;
            }
            _at++;
        }

        private void SkipTo(char end)
        {
            while (_at < source.Length && source[_at] != end) _at++;
        }

        private void SkipPast(string end)
        {
            var found = source.IndexOf(end, _at + 2, StringComparison.Ordinal);
            _at = found < 0 ? source.Length : found + end.Length;
        }

        private void Keep(char[] mask, int count = 1)
        {
            for (; count > 0 && _at < source.Length; count--, _at++) mask[_at] = source[_at];
        }

        private bool Sees(string text) => string.CompareOrdinal(source, _at, text, 0, text.Length) == 0;

        private int Run(char c, int from)
        {
            var end = from;
            while (end < source.Length && source[end] == c) end++;
            return end - from;
        }

        private static char[] Blank(string text) => [.. text.Select(c => c is '\n' or '\r' ? c : ' ')];
    }
}
