"""JavaScript as text: this file alone tells literals and statements in it; nothing is ever run."""

import re
from collections.abc import Iterator

Tree = dict[str, "str | Tree"]

_STRING = r'"(?:[^"\\\n]|\\[\s\S])*+"' + r"|'(?:[^'\\\n]|\\[\s\S])*+'" + r"|`(?:[^`\\]|\\[\s\S])*+`"
_REGEX = r"(?:(?<=[(=,:!&|?])|(?<=[(=,:!&|?] ))/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/"
_COMMENTS = re.compile(rf"({_STRING}|{_REGEX})|//[^\n]*|/\*[\s\S]*?\*/|<!--[^\n]*")
_TOKEN = re.compile(rf"{_STRING}|{_REGEX}|[()\[\]{{}},;]|\n\s*+|[^()\[\]{{}},;\n\"'`/]+|.", re.DOTALL)
_TEXT = re.compile(_STRING)
_NUMBER = re.compile(r"-?[0-9][0-9.]*(?![\w$])")
_KEY = re.compile(rf"\s*(?:({_STRING})|([\w$]+))\s*:")
_BLANK = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r?\n)|([\s\S]))")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_LONGEST, DEEPEST = 300_000, 20
_HEAD = 200  # characters of the head of a function

# What runs as soon as the page is there: $(function () {, window.onload = function () {, (function () {.
_RUNS = re.compile(
    r"\s*(?:[;!+]?\s*\(|(?:\$|jQuery)\s*\(\s*(?:document\s*\)\s*\.\s*ready\s*\(\s*)?|(?:window\s*\.\s*)?onload\s*=\s*)\s*"
    r"(?:function\s*\([\w$, ]*\)|\([\w$, ]*\)\s*=>)\s*"
)
_HELD = re.compile(r"\s*(?:if|else|for|while|do|switch|case|default|try|catch|finally|function|async|class|with)\b")
_GOES_ON, _OPEN = (".", "+", "?", ",", "&", "|", "*", "=", ":"), ("=", "+", ",", ".")


def without_comments(code: str) -> str:
    """Return *code* with a blank for every comment; what is too long to be written by hand is left out."""
    return _COMMENTS.sub(lambda found: found[1] or " ", code) if len(code) <= _LONGEST else ""


def text(code: str, at: int) -> tuple[str | None, int]:
    """Return the string or number at *at* and where it ends; None where something else stands there."""
    if found := _TEXT.match(code, at):
        inner = found[0][1:-1]
        filled = found[0][0] == "`" and "${" in inner  # a template with variables in it
        return (None if filled else _unescape(inner)), found.end()
    number = _NUMBER.match(code, at)
    return (number[0], number.end()) if number else (None, at)


def _unescape(inner: str) -> str:
    if "\\" not in inner:
        return inner
    # Characters beyond the first plane are written as two halves; a lone half is no character.
    return _ESCAPE.sub(_unescaped, inner).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return "" if found[3] else _PLAIN.get(found[4], found[4])


def tree(code: str, at: int, depth: int = 0) -> tuple[Tree | None, int]:
    """Return the object literal at *at* and where it ends: its texts and objects; what is anything else is left out.

    None where no object stands there, where it does not end or where it is no literal as a whole.
    """
    if code[at : at + 1] != "{" or depth > DEEPEST:
        return None, at
    made: Tree = {}
    at += 1
    while at < len(code):
        if found := _KEY.match(code, at):
            key = text(found[1], 0)[0] if found[1] else found[2]
            start = _skip_blanks(code, found.end())
            value, end = _value(code, start, depth)
            at = _skip(code, end)
            whole = value is not None and not code[end:at].strip()  # "a" + b is not "a"
            if key is not None and whole and value is not None:
                made[key] = value
        else:
            at = _skip(code, at)
        closing = code[at : at + 1]
        at += 1
        if closing == "}":
            return made, at
        if closing != ",":
            break
    return None, at


def _value(code: str, at: int, depth: int) -> tuple[str | Tree | None, int]:
    return tree(code, at, depth + 1) if code[at : at + 1] == "{" else text(code, at)


def _skip_blanks(code: str, at: int) -> int:
    found = _BLANK.match(code, at)
    return found.end() if found else at


def _skip(code: str, at: int) -> int:
    """Return where the expression at *at* ends: at a comma, a semicolon or a closing bracket that is not its own."""
    depth = 0
    for found in _TOKEN.finditer(code, at):
        sign = found[0]
        if sign in {"(", "[", "{"}:
            depth += 1
        elif sign in {")", "]", "}"}:
            depth -= 1
        if depth < 0 or (not depth and sign in {",", ";"}):
            return found.start()
    return len(code)


def statements(code: str) -> Iterator[str]:
    """Yield the statements of *code* (without comments) that run in any case as soon as the page is there.

    What stands under a condition, in a loop or in a function that something calls later may never run.
    """
    start = depth = 0
    for found in _TOKEN.finditer(code):
        sign, place = found[0], found.start()
        if sign in {"(", "[", "{"}:
            if sign == "{" and place - start < _HEAD and _RUNS.fullmatch(code, start, place):
                start, depth = found.end(), 0
            else:
                depth += 1
            continue
        if sign in {")", "]", "}"}:
            depth -= 1
            held = sign == "}" and depth == 0 and _HELD.match(code, start)
            if depth >= 0 and not held:
                continue
        elif depth or not (sign == ";" or (sign[0] == "\n" and _ends(code, start, found))):
            continue
        if not _HELD.match(code, start):
            yield code[start:place].strip()
        start, depth = found.end(), 0
    if not depth and not _HELD.match(code, start):
        yield code[start:].strip()


def _ends(code: str, start: int, line_break: re.Match[str]) -> bool:
    """Tell whether *line_break* ends the statement that begins at *start*."""
    said = code[max(start, line_break.start() - _HEAD) : line_break.start()].rstrip()
    return not (_HELD.match(code, start) or said.endswith(_OPEN) or code.startswith(_GOES_ON, line_break.end()))
