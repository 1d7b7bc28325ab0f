"""What a page says, made harmless: this module alone knows what spreadsheets compute, Markdown obeys and links take."""

from urllib.parse import SplitResult, urlsplit

from auditor.formats._layout import harmless

# What a spreadsheet would compute; the full-width signs too, where the system's language is Chinese or Japanese.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
LONGEST = 32_000  # characters of a cell: the format takes 32767
LINK = 2000  # characters of a link: the format takes 2079
_NO_ADDRESS = frozenset('<>|`\\"{}^')  # signs that an address must encode (RFC 3986)
_MARKUP = str.maketrans({**{sign: f"\\{sign}" for sign in "\\`*_[]|#~!$"}, "<": "&lt;", ">": "&gt;", "&": "&amp;"})


def plain(value: str) -> str:
    """Return *value* on one line, every run of white space a blank, controls made visible; XML may hold it too."""
    return " ".join(harmless(value).split())


def cell(value: str) -> str:
    """Return a text that no spreadsheet computes and that fits into a cell."""
    shown = harmless(value)
    if len(shown) > LONGEST:
        shown = f"{shown[:LONGEST]}……（过长，其余从略）"
    return f"'{shown}" if shown.lstrip().startswith(FORMULA) else shown


def leads(url: str) -> bool:
    """Tell whether a link may lead there: to printable http and https addresses of a bearable length only."""
    return url.startswith(("http://", "https://")) and len(url) <= LINK and url == harmless(url) and " " not in url


def parts(url: str) -> SplitResult | None:
    """Take an address apart; None where no link may lead there or where it does not parse."""
    try:
        return urlsplit(url) if leads(url) else None
    except ValueError:  # half a pair of brackets where the host should be
        return None


def markdown(said: str) -> str:
    """Write what came from a page so that Markdown shows it and obeys none of it, also inside a table."""
    return plain(said).translate(_MARKUP)


def markdown_link(url: str) -> str:
    """Write an address as a link, where one may lead there."""
    return f"<{url}>" if leads(url) and not set(url) & _NO_ADDRESS else markdown(url)
