from collections.abc import Callable

import pytest

from auditor.extract.page import Page, locate
from auditor.extract.walk import read_page

Opening = Callable[[str], Page]


def lines(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_inline_elements_are_joined_and_blocks_are_not(page: Opening) -> None:
    assert lines(page("<p>索<b>引</b><span>号</span>：1</p><div>a<br>b</div><table><tr><td>c<td>d</table>")) == [
        "索引号：1",
        "a",
        "b",
        "c",
        "d",
    ]


def test_what_is_not_shown_is_not_read(page: Opening) -> None:
    html = (
        "<title>t</title><script>var a='成文日期'</script><style>p{}</style><p>一<!-- <b>成文日期</b> -->二</p>"
        "<textarea>x</textarea><select><option>y</select><div class='mb ng-hide'>三</div><p hidden>四</p>"
        "<p Hidden=''>五</p>"
    )
    assert lines(page(html)) == ["一二"]


def test_blanks_are_folded_as_browsers_do_but_wide_ones_stay(page: Opening) -> None:
    assert lines(page("<p>  文\n\t 号 <b> ：</b>\u00a0\u3000x\u200b </p><p> \u00a0 </p>")) == ["文 号 ：\u00a0\u3000x"]


def test_links_know_their_lines_and_their_text(page: Opening) -> None:
    read = page(
        '<p>a</p><p>见<a href="x.html" title="全文"> 通知 </a></p><a href="y"><div>块</div><img></a><a name=z>n</a>'
    )
    assert [(one.href, one.text, one.title, one.first, one.last) for one in read.anchors] == [
        ("x.html", "通知", "全文", 1, 2),
        ("y", "块", "", 2, 3),
    ]
    assert read.anchors[1].picture
    assert read.lines[1].linked == len(" 通知 ")


def test_blocks_hold_their_lines(page: Opening) -> None:
    read = page("<div><p>a</p><p>b</p></div><p>c</p>")
    outer = next(block for block in read.blocks if block.tag == "div")
    assert read.text_of(outer) == "a b"
    assert read.text == "a\nb\nc"
    place = read.blocks.index(outer)
    assert read.within(read.lines[1].block, place)
    assert not read.within(read.lines[2].block, place)
    assert read.common(read.lines[0].block, read.lines[1].block) == place


def test_a_locator_leads_back(page: Opening) -> None:
    read = page('<div id="main"><table class="xxgk t"><tr><td>a</td><td>b</td></tr></table></div>')
    path = locate(read.lines[1].node, read)
    assert path == "div#main > table.xxgk > tbody:nth-child(1) > tr:nth-child(1) > td:nth-child(2)"
    assert [node.text() for node in read.tree.css(path)] == ["b"]


def test_a_hundred_thousand_nested_tags_are_bounded() -> None:
    assert read_page("<div>" * 100_000 + "x", "http://a.gov.cn/").text == "x"


def test_an_empty_document_has_no_lines() -> None:
    assert read_page("", "http://a.gov.cn/").lines == []


def test_an_element_behind_very_many_has_no_number() -> None:
    html = "<body><div>" + "<p>x</p>" * 500 + "<b>y</b></div>"
    page = read_page(html, "http://a.gov.cn/")
    assert locate(page.blocks[-1].node, page) == "div:nth-child(1) > p"
    page = read_page(html, "http://a.gov.cn/")
    paths = [locate(block.node, page) for block in page.blocks if block.tag == "p"]
    assert paths[-1] == "div:nth-child(1) > p:nth-child(500)"


@pytest.mark.parametrize(
    "tag",
    ["<p hidden>", "<div\nhidden>", "<DIV HIDDEN>", "<DIV\tHIDDEN=''>", "<p id='a'hidden>", "<p class='b ng-hide'>"],
)
def test_what_the_page_hides_is_not_read(page: Opening, tag: str) -> None:
    assert lines(page(f"<p>一</p>{tag}二</{tag[1:4].strip()}><p>三")) == ["一", "三"]


@pytest.mark.parametrize("tag", ["<p style='overflow:hidden'>", "<p class=hidden>", "<P CLASS=HIDDEN>"])
def test_what_only_a_style_may_hide_is_read(page: Opening, tag: str) -> None:
    assert lines(page(f"<p>一</p>{tag}二</p><p>三")) == ["一", "二", "三"]
