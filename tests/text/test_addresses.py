from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import addresses

BASE = "http://www.a.cn/x/y/page.html?id=1#top"
SEGMENT = st.text("abcXYZ019-_~%", min_size=1, max_size=6).map(lambda text: text.replace("%", "%20")) | st.sampled_from(
    [".", "..", "...", ".a", "a.b", "中文"]
)
PATH = st.lists(SEGMENT, min_size=1, max_size=6).map("/".join)
TAIL = st.sampled_from(["", "/", "?a=1", "?a=../b", "#f", "?a=1#f/../g", ".html"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/x/index.html", "https://a.cn/x/"),
        ("http://a.cn/x/index.htm", "http://a.cn/x/index.shtml"),
        ("http://a.cn/default.htm", "http://a.cn"),
        ("http://a.cn:80/x", "https://a.cn:443/x"),
        ("http://A.CN/x", "HTTP://a.cn/x"),
        ("http://a.cn/./x/y/../z", "http://a.cn/x/z"),
        ("http://a.cn/x/..", "http://a.cn/"),
        ("http://a.cn/政策.html", "http://a.cn/%E6%94%BF%E7%AD%96.html"),
        ("http://a.cn/%e6%94%bf", "http://a.cn/%E6%94%BF"),
        ("http://a.cn/x#part", "http://a.cn/x"),
        ("http://a.cn/x;jsessionid=0A1?b=1", "http://a.cn/x?b=1"),
        ("http://a.cn/x?PHPSESSID=0A1&b=1", "http://a.cn/x?b=1"),
        ("http://a.cn/x?b=1&session_id=0A1", "http://a.cn/x?b=1"),
        ("http://a.cn/x?ASPSESSIONIDQQCBSDCS=A", "http://a.cn/x"),
        ("http://a.cn/(S(1ycxa3nqgjw3oz45hn0x2f55))/x.aspx", "http://a.cn/x.aspx"),
        ("http://a.cn/x?b=2&a=1", "http://a.cn/x?a=1&b=2"),
        (" http://a.cn/x\n", "http://a.cn/x"),
    ],
)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert addresses.key(one) == addresses.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.cn/x", "http://a.cn/x/"),
        ("http://a.cn/x", "http://b.cn/x"),
        ("http://a.cn:8080/x", "http://a.cn/x"),
        ("http://a.cn/X", "http://a.cn/x"),
        ("http://a.cn/x?a=1", "http://a.cn/x?a=2"),
        ("http://a.cn/x?a=", "http://a.cn/x"),
        ("http://a.cn/myindex.html", "http://a.cn/my"),
        ("http://a.cn/a%2Fb", "http://a.cn/a/b"),
    ],
)
def test_addresses_of_different_pages_have_different_keys(one: str, other: str) -> None:
    assert addresses.key(one) != addresses.key(other)


def test_a_key_has_no_scheme_and_what_is_no_address_is_its_own_key() -> None:
    assert addresses.key("https://www.A.cn:8443/x/index.html?b#c") == "www.a.cn:8443/x/?b="
    assert addresses.key(" mailto:a@b.cn") == "mailto:a@b.cn"
    assert addresses.key("http://a b/") == "http://a b/"
    assert addresses.key("http://a.cn/\ud800?b") == "a.cn/\ud800?b"
    assert addresses.key("http://政府.cn/") == addresses.key("http://政府.CN")


@given(st.text(max_size=30))
def test_any_text_has_a_stable_key(text: str) -> None:
    assert addresses.key(f"http://a.cn/{text}") == addresses.key(f"https://A.cn:443/{text}")
    addresses.key(text)
    addresses.host(text)
    addresses.file_suffix(text)
    found = addresses.resolve(BASE, text)
    assert found is None or found.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("z.html", "http://www.a.cn/x/y/z.html"),
        ("/z.html", "http://www.a.cn/z.html"),
        ("../z.html", "http://www.a.cn/x/z.html"),
        ("../../../../z.html", "http://www.a.cn/z.html"),
        ("./", "http://www.a.cn/x/y/"),
        ("..", "http://www.a.cn/x/"),
        ("?page=2", "http://www.a.cn/x/y/page.html?page=2"),
        ("//b.cn/z", "http://b.cn/z"),
        ("//B.cn", "http://b.cn/"),
        ("https://b.cn:443/./z#f", "https://b.cn/z#f"),
        ("HTTP://b.cn?a", "http://b.cn/?a"),
        ("http://www.b.cn/../z.html", "http://www.b.cn/z.html"),
        ("http://www.b.cn/./z.html", "http://www.b.cn/z.html"),
        ("http://www.b.cn/..", "http://www.b.cn/"),
        (" \t z\r\n.html\u00a0", "http://www.a.cn/x/y/z.html"),
        ("\\z\\w.html?a=\\", "http://www.a.cn/z/w.html?a=\\"),
        ("附件 1.doc", "http://www.a.cn/x/y/附件%201.doc"),
        (".well-known/a", "http://www.a.cn/x/y/.well-known/a"),
        ("z.html?u=../a", "http://www.a.cn/x/y/z.html?u=../a"),
    ],
)
def test_links_are_resolved_as_browsers_do(href: str, url: str) -> None:
    assert addresses.resolve(BASE, href) == url


@pytest.mark.parametrize(
    "href",
    [
        "",
        " ",
        "#",
        "#top",
        "javascript:void(0)",
        " JavaScript:;",
        "java\nscript:;",
        "mailto:a@b.cn",
        "tel:123",
        "data:text/html,x",
        "blob:http://a.cn/1",
        "ftp://a.cn/x",
        "http:",
        "http://",
        "http:///x",
        "http://http://b.cn/",
        "http://[::1",
        "http://[:::1]/",
        "http://a\u2100b.cn/",
        "http://b.cn:99999/",
        "http://b.cn:port/",
        "//",
        "///x",
    ],
)
def test_links_that_lead_to_no_page_are_none(href: str) -> None:
    assert addresses.resolve(BASE, href) is None


@pytest.mark.parametrize("base", ["", "about:blank", "file:///x/y.html", "http://"])
def test_without_a_base_only_absolute_links_lead_anywhere(base: str) -> None:
    assert addresses.resolve(base, "x.html") is None
    assert addresses.resolve(base, "http://b.cn/x") == "http://b.cn/x"
    assert addresses.resolve(base, "/x") is None


def test_one_link_leads_elsewhere_from_another_site() -> None:
    for scheme, place in (("http", "a.cn"), ("https", "a.cn"), ("http", "b.cn:81")):
        base = f"{scheme}://{place}/x/y.html"
        assert addresses.resolve(base, "/z") == f"{scheme}://{place}/z"
        assert addresses.resolve(base, "//c.cn/z") == f"{scheme}://c.cn/z"
        assert addresses.resolve(base, "https.html") == f"{scheme}://{place}/x/https.html"


@given(PATH, st.booleans(), TAIL)
def test_resolves_as_the_standard_library_does(path: str, rooted: bool, tail: str) -> None:  # noqa: FBT001 - generated
    href = ("/" if rooted else "") + path + tail
    assert addresses.resolve(BASE, href) == urljoin(BASE, href)


def test_host_has_only_a_port_that_is_not_the_default() -> None:
    assert addresses.host("http://www.A.cn:80/x") == "www.a.cn"
    assert addresses.host("https://u:p@a.cn:8443/") == "a.cn:8443"
    assert addresses.host("http://[::1]:8080/") == "[::1]:8080"
    assert addresses.host("mailto:a@b.cn") == ""
    assert addresses.host("http://a b/") == ""


@pytest.mark.parametrize(
    ("url", "suffix"),
    [
        ("http://a.cn/x/y.PDF", "pdf"),
        ("http://a.cn/x/y.html;jsessionid=1.2?f=a.doc#x.y", "html"),
        ("http://a.cn/x.y/", ""),
        ("http://a.cn", ""),
        ("http://a.cn/附件.docx", "docx"),
        ("x/y.xls?a", "xls"),
        ("http://a.cn/down.jsp?f=a.pdf", "jsp"),
    ],
)
def test_file_suffix_is_that_of_the_path(url: str, suffix: str) -> None:
    assert addresses.file_suffix(url) == suffix


@pytest.mark.parametrize(
    ("url", "bears"),
    [
        ("http://a.cn/x;jsessionid=1", True),
        ("http://a.cn/x?a=1&CFID=2", True),
        ("http://a.cn/x?sid=1", False),  # as often a section as a session
        ("http://a.cn/x?session=2023", False),
    ],
)
def test_marks_of_one_visit(url: str, *, bears: bool) -> None:
    assert addresses.bears_session(url) is bears
