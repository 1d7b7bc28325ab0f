import pytest
from making import HOME, facts, view

from auditor import catalog, kinds
from auditor.model import HomeNews, PageText, Reason, State, Verdict

KIND = kinds.build("site_identity", catalog.load().rules["site-identity-missing"].options)
FOOTER = {
    "主办单位": "<p>主办单位：某县人民政府</p>",
    "联系方式": "<p>联系电话：0539-6100000</p>",
    "网站标识码": "<p>网站标识码：3713220001</p>",
    "ICP备案号": '<a href="https://beian.miit.gov.cn/">鲁ICP备05020001号</a>',
    "公安机关备案号": '<a href="/ga"><img src="/ga.png" alt="">鲁公网安备 37132202371001号</a>',
    "党政机关网站标识": '<a href="http://bszs.conac.cn/sitename?id=1"><img src="/red.png"></a>',
    "我为政府网站找错": '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html"><img src="/jc.png" alt="找错"></a>',
    "网站地图": '<a href="/wzdt.html">网站地图</a>',
}


def judged(html: str, *, outcome: Reason = Reason.OK, home: bool = True, own: bool = True) -> Verdict:
    news = HomeNews(HOME, outcome, (), 0, "sha256:02") if home else None
    seen = view(home_news=news, own_host=own)
    text = kinds.TAG.sub("", "\n".join(FOOTER[name] for name in FOOTER if FOOTER[name] in html))
    (verdict,) = KIND.judge(seen, facts(seen, texts={HOME: PageText(html, text)}))
    assert isinstance(verdict, Verdict)
    return verdict


def footer(*without: str, more: str = "", end: str = "</body></html>") -> str:
    return "<html><body>" + "".join(said for name, said in FOOTER.items() if name not in without) + more + end


def test_a_footer_with_everything_passes() -> None:
    assert judged(footer()).state is State.PASS


@pytest.mark.parametrize("name", FOOTER)
def test_each_element_is_missed(name: str) -> None:
    verdict = judged(footer(name))
    assert (verdict.state, verdict.values["missing"]) == (State.FAIL, name)


def test_a_hit_names_all_that_is_missing_and_quotes_what_is_there() -> None:
    verdict = judged(footer("网站地图", "网站标识码", "党政机关网站标识"))
    assert verdict.values["missing"] == "党政机关网站标识、网站标识码、网站地图"
    assert verdict.values["found"].startswith("ICP备案号、公安机关备案号")
    (seen,) = verdict.evidence
    assert "ICP备" in seen.quote
    assert (seen.url, seen.digest) == (HOME, "sha256:02")


def test_what_stands_only_in_the_source_is_quoted_from_there() -> None:
    assert judged(footer("网站地图", "ICP备案号")).evidence[0].quote == "bszs.conac.cn"


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("党政机关网站标识", "<script>document.write(unescape(\"%3Cspan id='_ideConac'%3E\"))</script>"),
        ("党政机关网站标识", '<script src="https://dcs.conac.cn/js/1.js"></script>'),
        ("我为政府网站找错", '<span id="_span_jiucuo"></span>'),
        ("我为政府网站找错", '<a href="http://1.2.3.4/errorInfo/search"><img src="zc.png"></a>'),
        ("我为政府网站找错", '<a href="/x"><img src="zc.png" alt=""></a>'),
        ("网站地图", '<div id="footer"></div>'),
        ("网站地图", '<script src="/js/footer.js"></script>'),
        ("网站地图", '<!--#include virtual="/foot.html"-->'),
    ],
)
def test_what_a_script_or_a_picture_may_show_is_not_missing(name: str, mark: str) -> None:
    verdict = judged(footer(name, more=mark))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


def test_a_picture_with_a_name_is_no_other_element() -> None:
    assert judged(footer("我为政府网站找错", more='<a href="/x"><img alt="工会"></a>')).state is State.FAIL


def test_comments_show_nothing() -> None:
    assert judged(footer("网站地图", more="<!-- 网站地图 -->")).state is State.FAIL


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><p>导航入口</p></body></html>",
        footer(*list(FOOTER)[2:]),  # two are too few: the rest may come by a script
        footer("网站地图", end=""),  # cut off before its end
    ],
)
def test_a_page_that_shows_too_little_is_not_assessable(html: str) -> None:
    assert judged(html).state is State.NOT_ASSESSABLE


def test_a_page_that_could_not_be_read_says_why() -> None:
    assert judged(footer(), outcome=Reason.BLOCKED_WAF).reason == Reason.BLOCKED_WAF
    assert judged(footer(), home=False).reason == Reason.NOT_CAPTURED


def test_a_home_page_whose_text_is_not_at_hand_is_not_assessable() -> None:
    seen = view(home_news=HomeNews(HOME, Reason.OK, (), 0))
    (verdict,) = KIND.judge(seen, facts(seen))
    assert verdict.reason == Reason.NOT_CAPTURED


def test_a_unit_inside_a_portal_owes_no_footer() -> None:
    assert judged("", own=False).state is State.NOT_APPLICABLE


@pytest.mark.parametrize("said", ["主　　办：某县人民政府", "主&emsp;&nbsp;办：某县人民政府", "主\n办：某县人民政府"])
def test_blanks_within_a_word_are_no_absence(said: str) -> None:
    assert judged(footer("主办单位", more=f"<p>{said}</p>")).state is State.PASS
