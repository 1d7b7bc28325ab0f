"""Addresses: joins, compares and takes apart http(s) URLs as browsers do; alone knows when two of them are one page."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?:[^@]*@)?([^\s:/@\[\]<>\"'{}|^`%,;!$&()*+=\\]+|\[[0-9a-f:.]+\])(?::([0-9]{0,5}))?")
# What many links are: an address in which nothing has to be changed.
_WHOLE = re.compile(r"https?://[a-z0-9\-]+(?:\.[a-z0-9\-]+)+/(?!\.|.*/\.)[!#-\[\]_a-z~]*")
# What most addresses are: a key but for their scheme. No port, query or fragment, nothing encoded or to be encoded.
_KEYED = re.compile(r"https?://([a-z0-9\-]+(?:\.[a-z0-9\-]+)+/(?!\.|.*/\.)[A-Za-z0-9_\-./~]*)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_INDEX = re.compile(r"(?<=/)(?:index\.(?:html?|shtml)|default\.htm)$")
_SESSION = re.compile(r";jsessionid=[^/?#]*|/\(S\([a-z0-9]{8,40}\)\)(?=/)", re.IGNORECASE)  # of Java, of ASP.NET
_SESSION_FIELD = re.compile(
    r"(?<=[?&])(?:phpsessid|jsessionid|aspsessionid[a-z]{8}|session_?id|cfid|cftoken)=[^&#]*&?", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
_END = re.compile("[?#]")
_DROPPED = str.maketrans("", "", "\t\n\r")
_OUTER = "".join(map(chr, range(0x21))) + "\u00a0\u3000\ufeff"
_ROOTED = ("http://", "https://", "/", "#", "javascript:")  # of the page, only its host matters to such a link
_LAST_PORT = 65535
_DEFAULT_PORTS = {"http": "80", "https": "443"}


@lru_cache(maxsize=32_768)
def key(url: str) -> str:
    """Return the join key of *url*: two addresses of one page have one key, `host[:port]/path[?query]`.

    Without scheme, default port and fragment, host lower case, `index.html`, `index.htm`, `index.shtml` and
    `default.htm` equal to `/`, dot segments and percent-encoding normalised, session ids off, query sorted.
    An address that is no http(s) URL is its own key.
    """
    if match := _KEYED.fullmatch(url):
        return _INDEX.sub("", match[1])
    from w3lib.url import canonicalize_url  # noqa: PLC0415 - costs start-up time

    text = url.strip(_OUTER)
    match = _ADDRESS.fullmatch(text)
    place = _place(match[1], match[2]) if match else None
    if not match or place is None:
        return text
    path = _INDEX.sub("", _straight(_SESSION.sub("", match[3]) or "/"))
    try:
        canonical: str = canonicalize_url(f"http://{place}{path}{_without_session(match[4] or '')}")
    except ValueError:  # half a surrogate pair
        return place + path + (match[4] or "")
    return canonical.removeprefix("http://")


@lru_cache(maxsize=4096)  # several readers ask for the same links of a page
def resolve(base: str, href: str) -> str | None:
    """Return the absolute http(s) URL to which *href* leads from the page at *base*, fragment kept; never raises.

    None for an empty link, a place in the same page (#…), other schemes (javascript:, mailto:, …) and what does not
    parse. Blanks around and line breaks inside are dropped, backslashes read as slashes, as browsers do.
    """
    return _joined(origin(base) if href.startswith(_ROOTED) else base, href)


@lru_cache(maxsize=8192)
def _joined(base: str, href: str) -> str | None:
    """Join the two; each link of a page is asked for several times, those of its menus on every page of a site."""
    if _WHOLE.fullmatch(href):
        return href
    link = _cleaned(href)
    if not link or link[0] == "#":
        return None
    if _SCHEME.match(link):
        return _absolute(link)
    parts = _base(base)
    if parts is None:
        return None
    scheme, origin, directory, page = parts
    if link.startswith("//"):
        return _absolute(f"{scheme}:{link}")
    if link[0] == "?":
        return origin + page + link
    whole = link if link[0] == "/" else directory + link
    if "/." not in whole:
        return origin + whole
    path, mark, rest = _cut(whole)
    return origin + _straight(path) + mark + rest


@lru_cache(maxsize=8192)
def host(url: str) -> str:
    """Return the host of *url*, lower case, with its port where that is not the default one; "" where it has none."""
    match = _ADDRESS.fullmatch(url.strip(_OUTER))
    return (_place(match[1], match[2]) or "") if match else ""


def bears_session(url: str) -> bool:
    """Tell whether *url* carries the mark of one visit, which `key` takes off."""
    return bool(_SESSION.search(url) or _SESSION_FIELD.search(url))


def _without_session(query: str) -> str:
    return _SESSION_FIELD.sub("", _SESSION.sub("", query))


def _cleaned(href: str) -> str:
    """Return a link as browsers take it: outer blanks and line breaks dropped, backslashes turned, blanks as %20."""
    link = href.strip(_OUTER)
    if "\n" in link or "\t" in link or "\r" in link:
        link = link.translate(_DROPPED)
    if link[:2] == "./" and link[2:3].isalnum() and ":" not in link:
        link = link[2:]
    if "\\" in link:
        path, mark, rest = _cut(link)
        link = path.replace("\\", "/") + mark + rest
    return link.replace(" ", "%20")


@lru_cache(maxsize=1024)
def origin(url: str) -> str:
    """Return scheme and host of the page at *url* with the slash behind them, "" where it has none."""
    parts = _base(url)
    return f"{parts[1]}/" if parts else ""


def file_suffix(url: str) -> str:
    """Return the suffix of the file that *url* names, lower case without the dot, "" where it has none."""
    match = _ADDRESS.fullmatch(url.strip(_OUTER))
    path = match[3] if match else _cut(url)[0]
    found = _SUFFIX.search(_SESSION.sub("", path).rpartition("/")[2])
    return found[1].lower() if found else ""


@lru_cache(maxsize=1024)
def _base(url: str) -> tuple[str, str, str, str] | None:
    """Return scheme, origin, directory (ends with /) and path of the page from which links are resolved."""
    match = _ADDRESS.fullmatch(url.strip(_OUTER))
    place = _place(match[1], match[2]) if match else None
    if not match or place is None:
        return None
    scheme, path = match[1].lower(), match[3] or "/"
    return scheme, f"{scheme}://{place}", path[: path.rindex("/") + 1], path


def _absolute(link: str) -> str | None:
    match = _ADDRESS.fullmatch(link)
    place = _place(match[1], match[2]) if match else None
    if not match or place is None:
        return None
    return f"{match[1].lower()}://{place}{_straight(match[3] or '/')}{match[4] or ''}{match[5] or ''}"


@lru_cache(maxsize=4096)
def _place(scheme: str, authority: str) -> str | None:
    """Return host and non-default port, lower case, or None where the authority cannot be one."""
    match = _AUTHORITY.fullmatch(authority.lower())
    if not match or match[1] in _DEFAULT_PORTS:  # http://http://… is a slip of the pen
        return None
    port = match[2] or ""
    if port and int(port) > _LAST_PORT:
        return None
    if not match[1].isascii() or match[1][0] == "[":
        try:
            urlsplit(f"//{match[1]}")  # knows which brackets are no IPv6 address, which characters hide a slash
        except ValueError:
            return None
    return match[1] if port in ("", _DEFAULT_PORTS[scheme.lower()]) else f"{match[1]}:{port}"


def _cut(link: str) -> tuple[str, str, str]:
    """Return the path of a link, the mark (? or #) that ends it, and what follows."""
    found = _END.search(link)
    end = found.start() if found else len(link)
    return link[:end], link[end : end + 1], link[end + 1 :]


def _straight(path: str) -> str:
    """Return an absolute *path* without dot segments (RFC 3986 section 5.2.4)."""
    if not _DOTS.search(path):
        return path
    segments = path.split("/")[1:]
    out: list[str] = []
    for segment in segments:
        if segment == "..":
            del out[-1:]
        elif segment != ".":
            out.append(segment)
    if segments[-1] in (".", ".."):
        out.append("")
    return "/" + "/".join(out)
