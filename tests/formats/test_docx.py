import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import poisons
import pytest
from docx import Document
from lxml import etree

from auditor.errors import UsageError
from auditor.formats import RenderOptions, _letters, _templates, docx
from auditor.formats._letters import _ordinal as ordinal
from auditor.formats._word import packed
from auditor.formats.docx import LETTERS, render, render_files, shipped
from auditor.model import (
    Assessment,
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Finding,
    GroupStatistics,
    RankGroup,
    Ranking,
    Rate,
    RunMark,
    SiteAssessment,
    State,
)

OPTIONS = RenderOptions()
MARK = RunMark(date(2023, 6, 30), "disclosure-county", "1", "ab" * 32, "0.1.0")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tables(report: bytes, head: str) -> list[list[list[str]]]:
    """Return the rows of every table whose first cell is *head*, without that of the head."""
    found = [[[cell.text for cell in row.cells] for row in one.rows] for one in Document(BytesIO(report)).tables]
    return [rows[1:] for rows in found if rows[0][0] == head]


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    return [
        {row[0].split("\n")[-1]: tuple(int(cell) for cell in row[1:]) for row in rows}
        for rows in tables(report, "规则")
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    rows = [row for rows in tables(report, "序号") for row in rows]
    return [row[-1].split("\n")[-1] for row in rows]


def text(report: bytes) -> str:
    return "\n".join(line.text for line in Document(BytesIO(report)).paragraphs)


def document(report: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(report)).read("word/document.xml"))


def letters(assessment: Assessment, options: RenderOptions = OPTIONS) -> dict[str, bytes]:
    return dict(render_files(assessment, options))


@pytest.mark.parametrize("name", LETTERS)
def test_the_shipped_templates_are_those_that_the_script_makes(name: str) -> None:
    assert set(LETTERS) == set(_templates.TEMPLATES)
    assert zipfile.ZipFile(BytesIO(shipped(name))).testzip() is None
    made = packed(_templates.make(name))
    for part in ("word/document.xml", "word/fontTable.xml", "word/styles.xml"):
        assert zipfile.ZipFile(BytesIO(shipped(name))).read(part) == zipfile.ZipFile(BytesIO(made)).read(part)


def test_fonts_are_named_and_have_stand_ins() -> None:
    archive = zipfile.ZipFile(BytesIO(shipped("notice")))
    styles, fonts = archive.read("word/styles.xml").decode(), archive.read("word/fontTable.xml").decode()
    for font in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"):
        assert f'w:eastAsia="{font}"' in styles
        assert f'<w:font w:name="{font}"><w:altName w:val="' in fonts


def test_each_site_stands_on_a_page_of_its_own(assessment: Assessment) -> None:
    report = render(assessment, RenderOptions(stage="reviewed"))
    said = text(report)
    assert [line for line in said.split("\n") if "评估报告" in line] == ["政府信息公开评估报告（复核）"] * 3
    assert len(document(report).findall(f".//{W}br[@{W}type='page']")) == 2
    assert "示例县人民政府" in said
    assert "暂缓评定（域名解析失败），不下结论。" in said


def test_tables_repeat_their_heads_and_tear_no_row(assessment: Assessment) -> None:
    for report in letters(assessment).values():
        for table in document(report).iter(f"{W}tbl"):
            rows = table.findall(f"{W}tr")
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
            assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_problem_has_what_it_takes_to_mend_it(assessment: Assessment) -> None:
    row = next(row for rows in tables(render(assessment, OPTIONS), "序号") for row in rows if "aa" in row[-1])
    assert row[0] == "2"
    assert row[1].startswith("有效期届满仍标注有效\n正文载明“有效期至2022年6月30日”")
    assert "（原文：“本办法自2017年7月1日起施行" in row[1]
    assert "……”）" in row[1]
    assert "\n示政办字〔2023〕37号 关于印发《某某管理办法》的通知\nhttp://www.example.gov.cn/" in row[1]
    assert "\n依据：《行政规范性文件管理办法》第三十条\n" in row[2]
    assert row[2].endswith("\n扣 0.30 分，编号\n00112233445566aa")


def test_a_folder_takes_every_letter_and_only_who_has_problems_gets_a_demand(assessment: Assessment) -> None:
    assert list(letters(assessment)) == [
        "通报.docx",
        *("评估报告-example.docx", "整改通知书-example.docx", "读网记录-example.docx"),
        *("评估报告-b.docx", "读网记录-b.docx"),
        *("评估报告-c.docx", "读网记录-c.docx"),
    ]


def test_file_names_are_fit_for_every_file_system(assessment: Assessment) -> None:
    sites = tuple(replace(assessment.sites[2], id=name) for name in ("../a:b", "..\\a|b", "甲县", "x" * 300))
    names = [name for name in letters(replace(assessment, sites=sites)) if name.startswith("评估报告")]
    assert names[:3] == ["评估报告-.._a_b.docx", "评估报告-.._a_b-1.docx", "评估报告-甲县.docx"]
    assert all(len(name) < 100 and not set(name) & set('/\\:*?"<>|') for name in names)


def test_the_demand_names_the_limit_in_working_days_and_its_last_day(assessment: Assessment) -> None:
    options = RenderOptions(days=5, due=date(2024, 1, 8), today=date(2023, 12, 29))
    letter = letters(assessment, options)["整改通知书-example.docx"]
    assert "自收到本通知之日起 5 个工作日内完成整改（即2024年1月8日前）" in text(letter)
    assert "存在问题 2 条" in text(letter)
    assert "2023年12月29日" in text(letter)
    (rows,) = tables(letter, "序号")
    assert [(row[3], row[4], row[5]) for row in rows] == [
        ("县政府办公室", "0000000000000001", ""),
        ("县政府办公室", "00112233445566aa", ""),
    ]
    assert [one.get(f"{W}orient") for one in document(letter).iter(f"{W}pgSz")] == [None, "landscape"]


def test_without_a_day_the_letter_leaves_a_blank(assessment: Assessment) -> None:
    letter = text(letters(assessment)["整改通知书-example.docx"])
    assert "10 个工作日内完成整改，逐条填写" in letter
    assert "　　　　年　　月　　日" in letter


def test_the_notice_has_coverage_problems_by_kind_and_every_site(assessment: Assessment) -> None:
    best = replace(assessment.sites[0], id="z", name="优县", grade_name="优秀", findings=())
    letter = letters(replace(assessment, sites=(*assessment.sites, best)))["通报.docx"]
    said = text(letter)
    assert "共采集网页 636 页，读取 615 页，检查覆盖率 96.70%。" in said
    assert "1 个站点触发一票否决，不计总分。1 个站点读取的内容不足，暂缓评定，不参加排名。" in said
    assert "运行较好的有：优县。" in said
    (kinds,) = tables(letter, "问题类型")
    assert kinds[0] == ["有效期届满仍标注有效", "2", "100.00%", "0", "1"]
    # A kind that only awaits a person has its row too: both columns add up to what the letter says at its head.
    assert [(row[1:4]) for row in kinds[1:]] == [["0", "0.00%", "1"]]
    assert [row[:3] for row in tables(letter, "站点")[0]][:2] == [
        ["示例县人民政府", "良好", "87.50"],
        ["b", "一票否决", "—"],
    ]
    assert "（一）示例县人民政府\n得分 87.50，良好。发现问题 2 条：有效期届满仍标注有效 2 条；待人工核实 1 条。" in said
    assert "三、各站点存在的问题" in said
    assert "整改复查" not in said


def test_with_an_earlier_run_the_notice_says_what_was_mended(assessment: Assessment, finding: Finding) -> None:
    changes = (
        Change("a", "", ChangeKind.FIXED, finding, State.FAIL, Cause.SITE_CHANGED),
        Change("a", "", ChangeKind.FIXED, finding, State.FAIL, Cause.RULE_CHANGED),
        Change("a", "", ChangeKind.FIXED, finding, State.NEEDS_REVIEW, Cause.SITE_CHANGED),
        Change("a", "", ChangeKind.REMAINING, finding, State.FAIL),
        Change("a", "", ChangeKind.NEW, finding),
        Change("a", "", ChangeKind.NOT_ASSESSABLE, finding, State.FAIL),
    )
    statistics = GroupStatistics(1, 1, 0, 0, Rate(1, 1), None, None, None, None, {}, {}, (), in_time=Rate(1, 4))
    ranking = Ranking(date(2023, 12, 31), "s", "1", "", "0", (RankGroup("县", None, (), statistics),))
    comparison = Comparison(MARK, MARK, (), changes)
    said = text(letters(assessment, RenderOptions(comparison=comparison))["通报.docx"])
    assert "能够复查的 2 条，已消除 1 条，整改率 50.00%；复发 0 条，新增 1 条，无法再评 1 条。" in said
    assert "按期办结率" not in said
    assert "四、各站点存在的问题" in said
    timed = letters(assessment, RenderOptions(comparison=comparison, ranking=ranking))["通报.docx"]
    assert "按期办结率 1/4（25.00%）。" in text(timed)


def test_a_reading_log_lists_the_columns(assessment: Assessment) -> None:
    log = letters(assessment)["读网记录-example.docx"]
    assert tables(log, "栏目") == [[["政策文件", "政策文件", "40", "2023-07-14", "是"]]]
    assert "没有识别到栏目。" in text(letters(assessment)["读网记录-c.docx"])


def test_what_a_document_cannot_hold_is_counted(assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_letters, "MOST", 1)
    monkeypatch.setattr(_letters, "_FEWEST", 1)
    said = text(render(replace(assessment, sites=assessment.sites[:1]), OPTIONS))
    assert "另有 1 条从略，全部见问题台账（xlsx）。" in said


def test_the_notice_names_the_commonest_kinds_and_adds_up_the_rest(assessment: Assessment, finding: Finding) -> None:
    kinds = [(place, nth) for place in range(14) for nth in range(3 if place < 2 else 1)]
    hits = tuple(
        replace(finding, rule=f"r{place:02}", title=f"第{place:02}种", fingerprint=f"{place:08}{nth:08}")
        for place, nth in kinds
    )
    sites = (replace(assessment.sites[0], findings=hits), replace(assessment.sites[1], findings=hits[-1:]))
    (rows,) = tables(letters(replace(assessment, sites=sites))["通报.docx"], "问题类型")
    assert [row[0] for row in rows[:4]] == ["第00种", "第01种", "第13种", "第02种"]
    assert len(rows) == 11
    assert rows[-1] == ["其余 4 类", "4", "21.05%", "0", "1"]
    assert sum(int(row[1]) for row in rows) == 19
    open_ = tuple(
        replace(finding, rule=f"s{nth % 3}", title="另一种", state=State.NEEDS_REVIEW, fingerprint=f"{nth:016x}")
        for nth in range(74)
    )
    awaiting = (replace(sites[0], findings=hits[:-1] + open_), sites[1])
    letter = letters(replace(assessment, sites=awaiting))["通报.docx"]
    (rows,) = tables(letter, "问题类型")
    assert rows[-1][0] == "其余 7 类"
    assert (sum(int(row[1]) for row in rows), sum(int(row[3]) for row in rows)) == (18, 74)
    assert "74" in text(letter)
    (few,) = tables(
        letters(replace(assessment, sites=(replace(sites[0], findings=hits[:15]),)))["通报.docx"], "问题类型"
    )
    assert len(few) == 11  # eleven kinds: a row for the last of them is no longer than one for the rest


def test_of_many_sites_the_tables_are_left_to_the_workbook(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_letters, "_WHOLE", 2)
    report = render(assessment, OPTIONS)
    assert (tables(report, "规则"), tables(report, "编号")) == ([], [])
    assert text(report).count("指标得分和规则计数见指标得分、规则计数两张表（xlsx）。") == 3
    assert fingerprints(report) == fingerprints(render(replace(assessment, sites=assessment.sites[:1]), OPTIONS))


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_chapters_are_counted_in_chinese(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_no_name_hides_behind_a_method_of_a_mapping(assessment: Assessment) -> None:
    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(one)

    known = set(keys(_letters.context(assessment, assessment.sites, OPTIONS)))
    assert "entries" in known
    assert not known & set(dir({}))


def own(folder: Path, said: str, name: str = "report") -> RenderOptions:
    """Make a template of a customer that says only that."""
    made = Document()
    made.add_paragraph(said)
    made.save(str(folder / f"{name}.docx"))
    return RenderOptions(templates=folder)


def test_a_customer_may_replace_a_template_and_keep_the_others(assessment: Assessment, tmp_path: Path) -> None:
    options = own(tmp_path, "{{ total.sites }} 个，{{ sites[0].name }}")
    assert text(render(assessment, options)) == "3 个，示例县人民政府"
    assert "关于政府信息公开评估情况的通报" in text(letters(assessment, options)["通报.docx"])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{{ no_such_name }}", "名称认不得"),
        ("{{ broken", "写法有误"),
        ("{{ stage.__class__.__mro__ }}", "写法不允许"),
        ("{% for x in %}", "写法有误"),
        ("{{ 1/0 }}", "套用时出错"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_of(said: str, why: str, assessment: Assessment, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"report\.docx 用不了: .*{why}"):
        render(assessment, own(tmp_path, said))


def test_a_file_that_is_no_word_file_is_told_of(assessment: Assessment, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"no zip")
    with pytest.raises(UsageError, match=r"report\.docx 用不了: 不是 Word 文档\(\.docx\)$"):
        render(assessment, RenderOptions(templates=tmp_path))
    with zipfile.ZipFile(tmp_path / "report.docx", "w") as other:
        other.writestr("a.txt", "")
    with pytest.raises(UsageError, match=r"report\.docx 用不了: 不是 Word 文档"):
        render(assessment, RenderOptions(templates=tmp_path))


def test_a_fault_of_a_shipped_template_is_ours(assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "shipped", lambda name: name.encode())
    with pytest.raises(zipfile.BadZipFile):
        render(assessment, OPTIONS)


DOSES = ("".join(poisons.ALL), *poisons.SCRIPTS, "{{ 7 * 7 }}", "{%p endfor %}", "{_{ x }_}", "a\tb\fc")


@pytest.mark.parametrize("poison", DOSES)
def test_any_text_gives_a_sound_file_of_the_same_shape(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), OPTIONS)
    clean = render(poisoned(assessment, "x"), OPTIONS)
    kinds = (f"{W}tbl", f"{W}tr", f"{W}tc")
    for kind in kinds:
        assert len(list(document(report).iter(kind))) == len(list(document(clean).iter(kind)))
    known = {one.tag for one in document(clean).iter()}
    assert {one.tag for one in document(report).iter()} <= known
    assert not poisons.OBEYED & set("".join(document(report).itertext()))
    assert "49" not in text(report)


def test_a_site_is_told_in_a_few_words(assessment: Assessment, finding: Finding) -> None:
    many = tuple(replace(finding, fingerprint=f"{n:016x}", rule=f"r{n}", title=f"问题{n}") for n in range(8))
    site: SiteAssessment = replace(assessment.sites[0], findings=many, score=None, grade=None)
    said = text(render(replace(assessment, sites=(site,)), OPTIONS))
    assert "不评等级。发现问题 8 条：问题0 1 条、问题1 1 条、问题2 1 条、问题3 1 条、问题4 1 条、问题5 1 条等。" in said
    assert re.search(r"二、指标得分", said)
