import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.formats import RenderOptions, _words
from auditor.formats._words import moment
from auditor.formats.html import render
from auditor.model import (
    Assessment,
    Coverage,
    Evidence,
    Finding,
    IndicatorScore,
    PassedOver,
    SiteAssessment,
    State,
    Subject,
)

Poisoned = Callable[[Assessment, str], Assessment]
POISONS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</style><svg onload=alert(1)>",
    "</title><iframe src='javascript:alert(1)'>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#x3c;i&#62;",
    "]]><!-- --!>",
)


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    tables = parsed(report).css("table.tallies")
    return [
        {
            str(row.attributes["data-rule"]): tuple(int(cell.text()) for cell in row.css("td"))
            for row in table.css("tr")[1:]
        }
        for table in tables
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return [str(one.attributes["id"]).removeprefix("f-") for one in parsed(report).css("article.finding")]


def parsed(report: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(report.decode())


def page(assessment: Assessment, *, explain: bool = False) -> LexborHTMLParser:
    return parsed(render(assessment, RenderOptions(explain_score=explain)))


def part(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def said(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    return " ".join(part(tree, selector).text().split())


def test_the_page_is_one_whole_chinese_document(assessment: Assessment) -> None:
    report = render(assessment, RenderOptions())
    assert report.startswith(b'<!DOCTYPE html>\n<html lang="zh-CN">')
    assert report.endswith(b"</html>\n")
    tree = parsed(report)
    assert "3 个站点" in said(tree, "title")
    assert len(tree.css("h1")) == 1
    assert len(tree.css("main")) == 1


def test_every_tag_that_is_opened_is_closed_where_it_should_be(assessment: Assessment) -> None:
    class Checker(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.stack: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            if tag not in {"meta", "link", "br", "input"}:
                self.stack.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            """An SVG shape closes itself."""

        def handle_endtag(self, tag: str) -> None:
            assert self.stack.pop() == tag

    checker = Checker()
    checker.feed(render(assessment, RenderOptions()).decode())
    assert checker.stack == []


def test_an_id_stands_once_and_every_inner_reference_leads_somewhere(assessment: Assessment) -> None:
    vetoes = tuple(replace(one, fingerprints=("00112233445566aa",)) for one in assessment.sites[0].vetoes)
    sites = (replace(assessment.sites[0], vetoes=vetoes), replace(assessment.sites[1], vetoes=()), assessment.sites[2])
    tree = page(replace(assessment, sites=sites), explain=True)
    ids = [str(one.attributes["id"]) for one in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    wanted = {str(one.attributes["href"])[1:] for one in tree.css("a[href^='#']")}
    for attribute in ("aria-labelledby", "for"):
        wanted |= {word for one in tree.css(f"[{attribute}]") for word in str(one.attributes[attribute]).split()}
    assert wanted <= set(ids)


def test_headings_leave_no_level_out(assessment: Assessment) -> None:
    levels = [int((node.tag or "h0")[1]) for node in page(assessment).css("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_in_the_page_asks_the_network_for_anything(assessment: Assessment) -> None:
    tree = page(assessment)
    assert tree.css("[src], [srcset], [poster], [background], object, embed, iframe, img, base, form[action]") == []
    assert [one.attributes["href"] for one in tree.css("link")] == ["data:,"]
    style = said(tree, "style")
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style
    script = said(tree, "script")
    assert not re.search(r"fetch\(|XMLHttp|WebSocket|import\(|innerHTML|eval|localStorage|document\.write", script)


def test_the_policy_allows_our_style_and_our_script_alone(assessment: Assessment) -> None:
    tree = page(assessment)
    policy = str(part(tree, "meta[http-equiv='Content-Security-Policy']").attributes["content"])
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (only,) = tree.css(name)
        digest = b64encode(sha256(only.text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert tree.css("[style]") == []
    assert [one for one in tree.css("*") for name in one.attributes if name.startswith("on")] == []


def test_the_head_says_what_was_judged_by_what(assessment: Assessment) -> None:
    facts = said(page(assessment), "header.masthead")
    for word in ("2023-12-31", "disclosure-county", "版本 1", "ab" * 32, "auditor 0.1.0"):
        assert word in facts


def test_several_sites_stand_in_a_table_first_and_a_deferred_one_with_its_reason(assessment: Assessment) -> None:
    tree = page(assessment)
    rows = [" ".join(row.text().split()) for row in part(tree, "main > section").css(".sites tbody tr")]
    assert len(rows) == len(assessment.sites)
    assert "良好" in rows[0]
    assert "87.50" in rows[0]
    assert "205/212（96.70%）" in rows[0]
    assert "一票否决" in rows[1]
    assert "暂缓评定" in rows[2]
    assert "域名解析失败" in rows[2]
    assert "域名解析失败" in said(tree, "#site-3 .notice")


def test_one_site_is_the_title_and_needs_no_table_of_sites(assessment: Assessment) -> None:
    tree = page(replace(assessment, sites=assessment.sites[:1]))
    assert said(tree, "h1") == "示例县人民政府"
    assert tree.css("#sites, select[name=site]") == []


def test_the_picture_has_a_bar_for_every_leaf_and_says_the_same_in_words(assessment: Assessment) -> None:
    site = part(page(assessment), "#site-1")
    assert "87.50 分，满分 100.00" in said(site, ".dial desc")
    assert part(site, ".dial circle.earned").attributes["stroke-dasharray"] == "87.5 100"
    bars = part(site, ".bars")
    assert [one.attributes["width"] for one in bars.css("rect.earned")] == ["100.0%", "50.0%"]
    assert len(bars.css("rect.blank")) == 2
    assert [" ".join(one.text().split()) for one in bars.css("li")] == [
        "1.1 要素齐全 1.00 / 1.00",
        "1.2 有效性更新及时 0.75 / 1.50",
        "1.3 办事服务 不计分 1.00",
        "1.4 现场检查 人工评分 2.00",
    ]


def test_the_indicator_table_counts_only_what_was_judged(assessment: Assessment) -> None:
    rows = [
        [" ".join(cell.text().split()) for cell in row.css("th, td")]
        for row in page(assessment).css("#site-1 .indicators tbody tr")
    ]
    assert rows == [
        ["1 行政规范性文件", "", "3.50", "2.50", "1.75", "0.75"],
        ["1.1 要素齐全", "自动", "1.00", "1.00", "1.00", "0.00"],
        ["1.2 有效性更新及时", "自动", "1.50", "1.50", "0.75", "0.75"],
        ["1.3 办事服务", "不计分", "1.00", "—", "—", "—"],
        ["1.4 现场检查", "人工评分", "2.00", "—", "—", "—"],
    ]


def test_an_indicator_without_points_or_with_a_long_name_is_drawn(assessment: Assessment) -> None:
    leaves = (
        IndicatorScore("a", "很长的指标名称" * 9, 0.0, 0.0, "auto"),
        IndicatorScore("b", "乙", None, None, "manual"),
        IndicatorScore("c", "丙", 1.0, 1.5, "semi"),
    )
    tree = page(replace(assessment, sites=(replace(assessment.sites[0], indicators=leaves),)))
    assert said(tree, ".bars .label") == "很长的指标名称" * 9
    assert [one.attributes["width"] for one in tree.css(".bars rect.earned")] == ["100.0%"]


def test_rates_coverage_and_vetoes_stand_with_their_numbers(assessment: Assessment) -> None:
    tree = page(assessment)
    text = said(tree, "#site-1")
    for word in ("解读率 31/34（91.18%）", "解读关联率 0/0（不计算）", "205/212（96.70%）"):
        assert word in text
    assert "否决项待人工核实，尚不影响评级：页面被植入内容（page-injected），2 条：a、b" in text
    assert [one.text() for one in part(tree, "#site-1 .addresses").css("a")] == [
        "http://www.example.gov.cn/zwgk/10.html",
        "http://www.example.gov.cn/zwgk/9.html",
    ]
    assert part(tree, "#site-2 .notice.veto").text().startswith("一票否决")


def test_a_finding_says_everything_a_clerk_needs(assessment: Assessment, finding: Finding) -> None:
    card = part(page(assessment), f"#f-{finding.fingerprint}")
    text = "".join(card.text().split())
    wanted = [finding.message, finding.remedy, finding.basis, finding.column, finding.unit, finding.fingerprint]
    wanted += [
        finding.subject.url,
        finding.subject.title,
        finding.subject.document_number,
        finding.subject.index_number,
    ]
    wanted += [*finding.related, "扣0.30分", "严重", "×问题", "本页"]
    for one in finding.evidence:
        wanted += [one.quote, one.locator, one.digest, "".join(moment(one.fetched_at).split())]
    assert [one for one in wanted if "".join(one.split()) not in text] == []
    assert finding.evidence[1].url in text
    assert {name: value for name, value in card.attributes.items() if str(name).startswith("data-")} == {
        "data-rule": finding.rule,
        "data-state": "fail",
        "data-unit": finding.unit,
        "data-column": finding.column,
        "data-site": "example",
    }


def test_the_gravest_come_first_and_what_must_be_confirmed_comes_last(assessment: Assessment, finding: Finding) -> None:
    grades = [("veto", State.NEEDS_REVIEW), ("minor", State.FAIL), ("own", State.FAIL), ("veto", State.FAIL)]
    found = tuple(
        replace(finding, fingerprint=f"{place:016}", severity=severity, state=state)
        for place, (severity, state) in enumerate(grades)
    )
    report = render(replace(assessment, sites=(replace(assessment.sites[0], findings=found),)), RenderOptions())
    assert [int(one) for one in fingerprints(report)] == [3, 1, 2, 0]


def test_a_finding_without_anything_but_an_address_is_shown(assessment: Assessment) -> None:
    bare = Finding(
        "1" * 16,
        "some-rule",
        "",
        State.NEEDS_REVIEW,
        "info",
        Subject("http://a.gov.cn/1"),
        "",
        "",
        "",
        "",
        "",
        (Evidence("http://a.gov.cn/1", ""),),
    )
    tree = page(replace(assessment, sites=(replace(assessment.sites[0], findings=(bare,)),)))
    card = part(tree, ".finding")
    assert said(card, "h4") == "http://a.gov.cn/1"
    assert "?待核实" in said(card, ".badge")
    assert card.css("blockquote, dt") == []
    assert tree.css(".units, .cost") == []


def test_the_filters_offer_what_there_is_and_are_not_shown_without_a_script(assessment: Assessment) -> None:
    tree = page(assessment)
    form = part(tree, "form#filters")
    assert "hidden" in form.attributes
    assert tree.css(".finding[hidden], .group[hidden]") == []
    offered = {
        str(one.attributes["name"]): [str(option.attributes["value"]) for option in one.css("option")]
        for one in form.css("select")
    }
    assert offered == {
        "site": ["*", "=example"],
        "rule": ["*", "=publisher-abbreviated", "=validity-expired"],
        "state": ["*", "=fail", "=needs_review"],
        "unit": ["*", "=县政府办公室"],
        "column": ["*", "=政策文件"],
    }
    assert all(one.css_first("span") is not None for one in form.css("label"))
    assert len(form.css("label")) == len(form.css("select, input"))


def test_the_sums_by_unit_are_the_sums_of_the_findings(assessment: Assessment, finding: Finding) -> None:
    other = replace(finding, fingerprint="2" * 16, unit="", deducted=5.0)
    site = replace(assessment.sites[0], findings=(*assessment.sites[0].findings, other))
    rows = [
        [cell.text() for cell in row.css("th, td")]
        for row in page(replace(assessment, sites=(site,))).css(".units tbody tr")
    ]
    assert rows == [["（未指定）", "1", "0", "5.00"], ["县政府办公室", "2", "1", "0.55"]]


def test_every_lost_point_leads_to_its_findings(assessment: Assessment) -> None:
    brief = part(page(assessment), "#site-1 table.lost")
    assert "0.55" in said(brief, "tbody td.n")
    assert {one.attributes["href"] for one in brief.css("a")} == {"#f-00112233445566aa", "#f-0000000000000001"}
    assert "其余是人工评分扣去的" in said(page(assessment), "#site-1")
    long = said(page(assessment, explain=True), "#site-1 table.lost")
    assert "扣 0.30：关于印发《某某管理办法》的通知" in long


def test_what_could_not_be_assessed_stands_with_its_reason(assessment: Assessment) -> None:
    seen = replace(assessment.sites[0], coverage=Coverage(212, 205, {"timeout": 2, "robots": 4, "blocked_waf": 5}))
    rows = [
        " ".join(row.text(separator=" ").split())
        for row in page(replace(assessment, sites=(seen,))).css(".unassessed tbody tr")
    ]
    assert rows[0].endswith("5 被防火墙拦截")
    assert rows[1].endswith("2 超时")
    assert "不计入覆盖率" in rows[2]
    assert rows[2].endswith("4 robots.txt 不允许抓取")
    assert rows[3].endswith("1 原因未记录")
    assert rows[4].endswith("5 no_such_word 3、超时 2")
    assert len(rows) == 5


def test_that_nothing_was_found_is_said_only_of_what_was_read(assessment: Assessment, nothing: Assessment) -> None:
    read = replace(assessment, sites=(assessment.sites[1],))
    assert "在已读取的内容里没有发现问题" in said(page(read), "#findings")
    unread = replace(assessment, sites=(assessment.sites[2],))
    assert "没有读到内容，不下结论" in said(page(unread), "#findings")
    assert "没有采集到页面" in said(page(unread), "#unassessed")
    assert "没有站点" in said(page(nothing), "#scores")
    whole = replace(assessment.sites[1], coverage=Coverage(3, 3, {}), rules=())
    assert "采集到的页面全部读取" in said(page(replace(assessment, sites=(whole,))), "#unassessed")


def test_a_set_without_points_gets_no_grade(assessment: Assessment) -> None:
    site = replace(assessment.sites[0], grade=None, grade_name=None, score=None, max_score=None, indicators=())
    text = said(page(replace(assessment, sites=(site,))), ".hero")
    assert "不评等级" in text
    assert "规则集不设分值" in text


def test_what_was_passed_over_is_listed_with_its_reason(assessment: Assessment) -> None:
    rows = [[cell.text() for cell in row.css("th, td")] for row in page(assessment).css(".passed tbody tr")]
    assert [row[:2] for row in rows[:2]] == [["日历陷阱：年份远在范围之外", "10000+"], ["链接指向别的主机", "2"]]
    assert "rl?year=2099" in rows[0][2]


def test_columns_and_notes_are_listed(assessment: Assessment) -> None:
    tree = page(assessment)
    cells = [cell.text() for cell in part(tree, ".columns tbody tr").css("th, td")]
    assert cells == ["政策文件", "政策文件", "40", "2023-07-14", "是", "办公室"]
    assert "机构名称从页面中学到" in said(tree, "#notes")


def test_the_method_explains_every_word_of_the_report(assessment: Assessment) -> None:
    terms = {one.text() for one in page(assessment).css("#method dt")}
    assert terms >= set(_words.STATES.values()) | set(_words.SEVERITIES.values())
    assert "从不算作不合格" in said(page(assessment), "#method")
    assert "确认之前不扣分" in said(page(assessment), "#method")


@pytest.mark.parametrize("poison", POISONS)
def test_markup_in_a_text_is_text(poison: str, assessment: Assessment, poisoned: Poisoned) -> None:
    clean, dirty = page(assessment), page(poisoned(assessment, poison))
    tags = [one.tag for one in clean.css("*")]
    extra = {"details", "summary", "ul", "li", "code", "br", "span", "tr", "th", "td", "p", "strong", "a", "bdi", "div"}
    assert {one.tag for one in dirty.css("*")} - set(tags) <= extra
    assert len(dirty.css("script, style, img, iframe, object")) == len(clean.css("script, style, img, iframe, object"))
    assert [name for one in dirty.css("*") for name in one.attributes if name.startswith("on")] == []
    assert poison in part(dirty, ".finding .message").text()
    assert poison in part(dirty, ".finding blockquote").text()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/",
        "file:///etc/passwd",
        "http://a.gov.cn/\u202egnp.exe",
        "http://a.gov.cn/\x1b]0;x",
        "http://a.gov.cn/ x",
        'http://a.gov.cn/"onclick=alert(1)',
        "https:\\\\evil.example",
        "http:",
        "",
    ],
)
def test_an_address_that_is_no_plain_web_address_is_no_link(url: str, assessment: Assessment, finding: Finding) -> None:
    bad = replace(finding, subject=Subject(url, title="标题"), evidence=(Evidence(url + "#", "原文"),), related=(url,))
    columns = tuple(replace(one, url=url) for one in assessment.sites[0].columns)
    site = replace(assessment.sites[0], home=url, findings=(bad,), columns=columns, rates={})
    site = replace(site, passed_over=(PassedOver("outside", 1, (url,)),))
    tree = page(replace(assessment, sites=(site,)))
    assert [one.attributes["href"] for one in tree.css("a") if not str(one.attributes["href"]).startswith("#")] == []


def test_a_web_address_is_a_link_that_tells_nobody_where_it_was_clicked(assessment: Assessment) -> None:
    links = [one for one in page(assessment).css("a") if not str(one.attributes["href"]).startswith("#")]
    assert len(links) > 5
    assert all(str(one.attributes["href"]).startswith("http://www.example.gov.cn/") for one in links)
    assert all("noreferrer" in str(one.attributes["rel"]) for one in links)


@settings(deadline=None)  # the first call loads jinja2
@given(dose=st.text(st.characters(codec=None, categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")), min_size=1))
def test_control_characters_are_shown_never_sent(dose: str) -> None:
    bad = Finding(
        "1" * 16,
        "r",
        dose,
        State.FAIL,
        "major",
        Subject("http://a/" + dose, title=dose),
        dose,
        dose,
        dose,
        dose,
        dose,
        (Evidence(dose, dose),),
    )
    site = SiteAssessment(
        dose,
        dose,
        dose,
        None,
        None,
        None,
        None,
        Coverage(1, 1, {dose: 1}),
        {},
        dose,
        (),
        (IndicatorScore("i", dose, 1.0, 1.0, "auto"),),
        (),
        (bad,),
    )
    text = render(Assessment(dose, date(2023, 12, 31), dose, dose, dose, (site,)), RenderOptions()).decode()
    assert {one for one in text if not one.isprintable()} <= {"\n"} | set("\u3000")


def test_colours_can_be_read_by_everyone() -> None:
    """WCAG 2.2 AA, 1.4.3 and 1.4.11: text 4.5 : 1, drawings 3 : 1 or with their number beside them."""
    style = files("auditor.formats").joinpath("_html", "style.css").read_text(encoding="utf-8")
    themes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    assert len(themes) == 2
    for theme in themes:
        colour = dict(re.findall(r"--([\w-]+): (#\w{6});", theme))
        for ink, ground in (
            *(
                (ink, ground)
                for ink in ("ink", "soft", "link", "fail", "review", "good")
                for ground in ("page", "card", "quote")
            ),
            ("fail", "fail-tint"),
            ("review", "review-tint"),
            ("ink", "review-tint"),
            ("ink", "fail-tint"),
            ("link", "review-tint"),
            ("link", "fail-tint"),
            ("head-ink", "head"),
            ("head-soft", "head"),
        ):
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
        assert contrast(colour["earned"], colour["track"]) >= 3
        assert contrast(colour["earned"], colour["card"]) >= 3


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_thousands_of_findings_are_all_there(assessment: Assessment, finding: Finding) -> None:
    found = tuple(replace(finding, fingerprint=f"{place:016x}") for place in range(5000))
    report = render(replace(assessment, sites=(replace(assessment.sites[0], findings=found),)), RenderOptions())
    assert len(set(fingerprints(report))) == 5000


def test_the_bytes_do_not_depend_on_the_process() -> None:
    program = (
        "import datetime, sys\n"
        "from auditor.formats import RenderOptions, html\n"
        "from auditor.model import Assessment\n"
        "report = html.render(Assessment('1', datetime.date(2023, 1, 2), 'all', '1', 'ab', ()), RenderOptions())\n"
        "sys.stdout.buffer.write(report)\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, env={"PYTHONHASHSEED": seed, "TZ": zone}
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(runs) == 1


def test_jinja_is_not_imported_before_a_page_is_printed() -> None:
    program = "import sys, auditor.formats.html; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
