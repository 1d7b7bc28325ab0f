import pytest
from making import facts, page, record, url

from auditor.kinds.injected import Kind
from auditor.model import PageText, Reason, State, Verdict

KIND = Kind(tags=("track", "rt", "acronym", "ins", "dd", "dl", "li", "b"), min_tags=5, min_terms=3)
ID = 'id="xk3f9"'


def judge(html: str, text: str = "") -> Verdict:
    return KIND.judge(page(record("/1.html")), facts(texts={url("/1.html"): PageText(html, text)}))


def injected(count: int, *, mark: str = ID) -> str:
    """Return so many empty tags, nested and side by side, as injected pages carry them."""
    pairs = "".join(f"<dd {mark}><track {mark}></track></dd>\n" for _ in range(count // 2))
    return pairs + f"<rt {mark}></rt>" * (count % 2) + "<p>正文</p>"


@pytest.mark.parametrize(("count", "state"), [(4, State.PASS), (5, State.FAIL), (9, State.FAIL)])
def test_five_empty_rare_tags_with_one_id_are_injected(count: int, state: State) -> None:
    assert judge(injected(count)).state is state


@pytest.mark.parametrize("mark", ["id=xk3f9", "ID='xk3f9'", 'class="a" id = "xk3f9" x'])
def test_an_id_may_be_written_in_any_way(mark: str) -> None:
    assert judge(injected(5, mark=mark)).state is State.FAIL


def test_a_hit_counts_and_quotes_the_tags_but_not_the_whole_page() -> None:
    verdict = judge(injected(60))
    assert verdict.values == {"traces": "60个空标签共用同一id“xk3f9”"}
    assert verdict.evidence[0].quote.startswith(f"<dd {ID}><track {ID}>")
    assert len(verdict.evidence[0].quote) == 120
    assert verdict.part == "markup"


@pytest.mark.parametrize(
    "html",
    [
        "".join(f'<track id="a{n}"></track><rt id="a{n}"></rt>' for n in range(9)),  # each id its own
        f"<li {ID}></li>" * 9,  # an editor's slip: one tag, copied
        f"<rt {ID}>文字</rt><dd {ID}><ins>文字</ins></dd>" * 9,  # not empty
        f"<p {ID}></p><div {ID}></div>" * 9,  # no rare tags
        '<dl data-id="7"></dl><dd data-id="7"></dd>' * 9,  # an attribute of a template
        "<track></track><rt></rt><ins></ins>" * 9,  # no id
        "",
    ],
)
def test_what_editors_and_templates_write_is_not_injected(html: str) -> None:
    assert judge(html).state is State.PASS


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("亚洲精品_国产高清_在线观看", State.FAIL),
        ("首页\n  亚洲精品_国产高清_在线观看_郯城  \n版权", State.FAIL),
        ("亚洲精品_国产高清_郯城县", State.PASS),
        ("亚洲精品,国产高清,在线观看", State.PASS),
        ("公安机关开展扫黄打非,查处黄色网站、赌场、彩票机三十处,对色情直播依法打击", State.PASS),
        ("公安机关查处黄色网站、色情直播、网络赌场。文件见附件_1", State.PASS),
        ("a_b_c_d", State.PASS),
    ],
)
def test_a_chain_of_spam_terms_is_injected_and_news_about_vice_is_not(text: str, state: State) -> None:
    assert judge("<p>", text).state is state


def test_a_chain_is_quoted_as_it_stands() -> None:
    verdict = judge(injected(5), "  亚洲精品_国产高清_在线观看  ")
    assert [one.quote for one in verdict.evidence][1:] == ["亚洲精品_国产高清_在线观看"]
    assert verdict.values["traces"].startswith("5个空标签共用同一id“xk3f9”；")


def test_a_page_whose_markup_is_not_at_hand_is_not_clean() -> None:
    verdict = KIND.judge(page(record("/1.html")), facts())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.NOT_CAPTURED)


def test_a_page_without_any_rare_tag_is_not_searched() -> None:
    kind = Kind(tags=("track", "dd", "li"), rare=("track",))
    common = "".join(f"<dd {ID}></dd><li {ID}></li>" for _ in range(9))
    seen = facts(texts={url("/1.html"): PageText(common, "")})
    assert kind.judge(page(record("/1.html")), seen).state is State.PASS


def test_a_line_without_the_joiner_is_no_chain_beside_one_that_is() -> None:
    assert judge("<p></p>", "正文\n甲_乙").state is State.PASS
