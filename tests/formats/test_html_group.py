"""The HTML report of many sites and of two runs: the table of places, what is left out, what changed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from comparing import assessed, found, run, seen, site, tally
from selectolax.lexbor import LexborHTMLParser

from auditor.compare import compare
from auditor.formats import RenderOptions, _cut, html
from auditor.formats.html import render
from auditor.model import Assessment, Comparison, Evidence, Finding, IndicatorScore, SiteAssessment, State

TREE = (IndicatorScore("x", "要素", 2.0, 1.0, "auto"),)


def shown(assessment: Assessment, **options: object) -> LexborHTMLParser:
    return LexborHTMLParser(render(assessment, RenderOptions(**options)).decode())  # type: ignore[arg-type]


def text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def many(count: int, findings: int = 0) -> Assessment:
    """Return so many sites of one group with as many findings each."""
    return assessed(
        *(
            site(
                *(found(f"{place:04x}{number:012x}") for number in range(findings)),
                id=f"s{place}",
                name=f"第{place}县",
                group="县级政府",
                score=float(place % 7) * 10,
                indicators=TREE,
            )
            for place in range(count)
        )
    )


def table(tree: LexborHTMLParser, selector: str) -> list[list[str]]:
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in tree.css(f"{selector} tr")]


# ---------------------------------------------------------------- the table of places


def test_sites_stand_by_their_place_in_each_group() -> None:
    rows = (
        site(id="a", name="甲县", group="县级政府", score=80.0, points_at_risk=30.0),
        site(id="b", name="乙县", group="县级政府", score=80.0),
        site(id="c", name="丙县", group="县级政府", score=60.0),
        site(id="d", name="丁镇", group="乡镇", score=None, grade="deferred", deferred_reason="dns"),
    )
    tree = shown(assessed(*rows), internal=True)
    first, second = (one.text() for one in tree.css("#sites h3")[:2])
    assert (first, second) == ("县级政府（3 个）", "乡镇（1 个）")
    lines = table(tree, "#sites table.sites")
    assert [line[:2] for line in lines if line[0] != "名次"] == [
        ["1", "乙县"],
        ["1", "甲县"],
        ["3", "丙县"],
        ["—", "丁镇"],
    ]
    assert [line[4] for line in lines if line[1] == "甲县"] == ["1～3"]
    assert "名次区间" not in shown(assessed(*rows)).css_first("#sites").text()  # type: ignore[union-attr]


def test_the_matrix_says_what_every_site_earned() -> None:
    tree = shown(many(2))
    assert table(tree, "table.matrix") == [["站点", "1 要素"], ["第1县", "1.00/2.00"], ["第0县", "1.00/2.00"]]


@pytest.mark.parametrize(("stage", "said"), [("initial", "初评"), ("reviewed", "复核"), ("final", "定稿")])
def test_the_head_says_how_far_people_have_come(stage: str, said: str) -> None:
    assert text(shown(many(1), stage=stage), ".kicker") == f"政府信息公开合规审计报告（{said}）"
    assert "内部附件" in text(shown(many(1), stage=stage, internal=True), ".kicker")


# ---------------------------------------------------------------- what is left out


def test_findings_beyond_the_limit_are_counted_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "CARDS", 6)
    assessment = many(2, 5)
    tree = shown(assessment)
    assert len(tree.css("article.finding")) == 6
    assert "本页只详列 6 条，另有 4 条未列" in text(tree, ".capped")
    assert [" ".join(one.text().split()) for one in tree.css(".left")] == ["本规则另有 2 条未在本页列出。"] * 2
    assert "确定的问题 10 条" in text(tree, "#findings")
    wanted = {str(one.attributes["href"])[1:] for one in tree.css("a[href^='#']")}
    assert wanted <= {str(one.attributes["id"]) for one in tree.css("[id]")}


def test_a_page_that_would_be_too_large_shows_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LARGEST", len(render(many(1, 40), RenderOptions())))
    report = render(many(1, 80), RenderOptions())
    assert len(report) <= html.LARGEST
    assert 0 < report.count(b'<article class="finding') < 80
    monkeypatch.setattr(html, "LARGEST", 10)
    assert b'<article class="finding' not in render(many(1, 3), RenderOptions())


def test_the_gravest_are_shown_first_and_no_rule_is_out_of_sight() -> None:
    doubt = [found(f"d{place}", rule="stale", state=State.NEEDS_REVIEW) for place in range(9)]
    sure = [found(f"s{place}") for place in range(9)]
    groups = _cut.groups([site(*doubt, *sure)], 6)
    assert [(one.findings[0].rule, len(one.findings), one.left) for one in groups] == [("late", 3, 6), ("stale", 3, 6)]


def test_a_site_with_few_findings_leaves_room_to_the_others() -> None:
    sites: Sequence[SiteAssessment] = [site(found("a")), site(*(found(f"b{place}") for place in range(9)))]
    assert [len(one.findings) for one in _cut.groups(sites, 6)] == [1, 5]


def test_the_counts_of_very_many_sites_are_added_up() -> None:
    assessment = many(31)
    tree = shown(
        replace(assessment, sites=tuple(replace(one, rules=(tally("late", failed=1),)) for one in assessment.sites))
    )
    assert tree.css("table.tallies") == []
    assert table(tree, "table.tallies-sum")[1] == ["latelate", "124", "93", "31", "0", "0", "0"]


# ---------------------------------------------------------------- what is marked


@pytest.mark.parametrize(
    ("quote", "message", "wanted"),
    [
        ("自2017年起施行，有效期至2022年6月30日。", "正文载明“有效期至2022年6月30日”", ["有效期至2022年6月30日"]),
        ("发布时间：2023-04-06", "公布日期为2023-04-06", ["2023-04-06"]),
        ("《甲办法》废止，《乙办法》废止", "“《乙办法》废止”", ["乙办法"]),
        ("2023-01-01 至 2023-01-02", "2023-01-02晚于2023-01-01，“2023-01-01 至”", ["2023-01-01", "2023-01-02"]),
        ("全文如此", "“全文如此”", []),
        ("与此无关", "晚了", []),
    ],
)
def test_what_the_message_names_is_marked_in_the_quote(quote: str, message: str, wanted: list[str]) -> None:
    parts = _cut.marked(quote, message)
    assert "".join(part for part, _ in parts) == quote
    assert [part for part, mark in parts if mark] == wanted


def test_a_marked_quote_is_text_still() -> None:
    one = found(message="“<b>甲</b>”", evidence=(Evidence("http://www.example.gov.cn/a.htm", "前<b>甲</b>后"),))
    tree = shown(assessed(site(one)))
    assert text(tree, "blockquote mark") == "<b>甲</b>"
    assert text(tree, "blockquote") == "前<b>甲</b>后"


# ---------------------------------------------------------------- what changed


def compared(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Assessment, Comparison]:
    old, new = assessed(site(*before)), assessed(site(*after, score=90.0), site(id="b", name="乙县", score=None))
    marks = seen(("a.htm", "1"), ("b.htm", "1")), seen(("a.htm", "2"), ("b.htm", "2"))
    return new, compare(run(old, marks[0]), run(new, marks[1]))


def test_what_changed_stands_with_its_cause() -> None:
    doubt = found("f3", "b.htm", state=State.NEEDS_REVIEW)
    assessment, comparison = compared(
        [found("f1"), doubt], [found("f2", "b.htm", rule="stale"), replace(doubt, state=State.FAIL)]
    )
    tree = shown(assessment, comparison=comparison)
    lines = {line[2][-2:]: line for line in table(tree, "table.changes")[1:]}
    assert {key: (line[1], line[3], line[4]) for key, line in lines.items()} == {
        "f1": ("已消除", "原为问题", "网站有变：页面内容已改"),
        "f2": ("新增", "问题", "网站有变：页面内容已改"),
        "f3": ("仍存在", "待核实 → 问题", "网站有变：页面内容已改"),
    }
    assert "新增 1 条" in text(tree, "#changes")
    assert [line[4] for line in table(tree, "#sites table.sites") if line[1] in {"甲县", "乙县"}] == ["+10.00", "—"]
    assert "与上次对比" in text(tree, "nav")


def test_that_nothing_changed_is_said_and_without_a_run_before_nothing_is() -> None:
    assessment, comparison = compared([found()], [found()])
    assert "没有变化：两次的结论相同。" in text(shown(assessment, comparison=comparison), "#changes")
    assert shown(assessment).css("#changes") == []


def test_what_could_not_be_looked_at_and_too_many_changes_are_told() -> None:
    assessment, comparison = compared([], [found(f"f{place}") for place in range(1100)])
    noted = replace(comparison, notes=("前一次没有逐页记录",))
    tree = shown(assessment, comparison=noted)
    assert len(tree.css("table.changes tbody tr")) == 1000
    assert "另有 100 条变化" in text(tree, "#changes")
    assert "前一次没有逐页记录" in text(tree, "#changes .notice")
