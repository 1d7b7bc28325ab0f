"""One assessment and one page with something in every corner, for the tests of all formats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from auditor.model import (
    Assessment,
    Body,
    ColumnSummary,
    Coverage,
    Element,
    Evidence,
    Field,
    FieldName,
    Finding,
    Form,
    IndicatorScore,
    Level,
    Link,
    Links,
    Loss,
    PageKind,
    PassedOver,
    Rate,
    Reason,
    Record,
    Role,
    RuleTally,
    SiteAssessment,
    Source,
    State,
    Statement,
    StatementKind,
    Subject,
    Table,
    Veto,
)

HOME = "http://www.example.gov.cn/"
LONG_URL = HOME + "zwgk/" + "very-long-folder/" * 9 + "t20230714_240660.html?from=list&page=2"


@pytest.fixture
def finding() -> Finding:
    """A certain fault with a long text in every place."""
    return Finding(
        fingerprint="00112233445566aa",
        rule="validity-expired",
        title="有效期届满仍标注有效",
        state=State.FAIL,
        severity="major",
        subject=Subject(LONG_URL, "示政办字〔2023〕37号", "example0001/2023-0000264", "关于印发《某某管理办法》的通知"),
        column="政策文件",
        unit="县政府办公室",
        message="正文载明“有效期至2022年6月30日”，已于2022-06-30届满，页面仍标注“有效中”",
        remedy="将本页有效性改为“失效”，或补发延期通知并在本页标注",
        basis="《行政规范性文件管理办法》第三十条",
        evidence=(
            Evidence(
                LONG_URL, "本办法自2017年7月1日起施行，有效期至2022年6月30日。" * 6, "p:nth(9)", "sha256:ab", None
            ),
            Evidence(HOME + "zwgk/", "列表中的标题", "li:nth(3)", "sha256:cd", "2023-12-31T01:02:03Z"),
        ),
        related=(HOME + "zcjd/1.html",),
        deducted=0.1 + 0.2,
    )


@pytest.fixture
def assessment(finding: Finding) -> Assessment:
    """A scored site, a vetoed one without points and one that could not be assessed."""
    review = replace(
        finding,
        fingerprint="ffee000000000001",
        rule="publisher-abbreviated",
        title="发布机构用简称",
        state=State.NEEDS_REVIEW,
        severity="minor",
        subject=Subject(HOME + "zwgk/2.html", title="关于开展检查的通知"),
        evidence=(),
        related=(),
        deducted=0.0,
    )
    second = replace(finding, fingerprint="0000000000000001", subject=Subject(HOME + "zwgk/1.html"), deducted=0.25)
    losses = (
        Loss("validity-expired", "0000000000000001", 0.25, 0.25),
        Loss("validity-expired", "00112233445566aa", 0.3, 0.3),
    )
    leaves = (
        IndicatorScore("elements", "要素齐全", 1.0, 1.0, "auto"),
        IndicatorScore("validity", "有效性更新及时", 1.5, 0.75, "auto", losses=losses),
        IndicatorScore("services", "办事服务", 1.0, None, "auto"),
        IndicatorScore("visits", "现场检查", 2.0, None, "manual"),
    )
    scored = SiteAssessment(
        id="example",
        name="示例县人民政府",
        home=HOME,
        grade="pass",
        grade_name="良好",
        score=87.504,
        max_score=100.0,
        coverage=Coverage(212, 205, {"timeout": 2, "blocked_waf": 5}),
        rates={
            "linkage_rate": Rate(0, 0),
            "interpretation_rate": Rate(31, 34, (HOME + "zwgk/9.html", HOME + "zwgk/10.html")),
        },
        deferred_reason=None,
        vetoes=(Veto("page-injected", State.NEEDS_REVIEW, ("b", "a")),),
        indicators=(IndicatorScore("normative", "行政规范性文件", 3.5, 1.75, "auto", leaves),),
        rules=(
            RuleTally("validity-expired", "有效期届满仍标注有效", 38, 2, 0, 160, 5, {"timeout": 2, "no_such_word": 3}),
            RuleTally("publisher-abbreviated", "发布机构用简称", 9, 0, 1, 0, 0),
            RuleTally("page-injected", "页面被植入内容", 211, 0, 0, 0, 1),
        ),
        findings=(review, finding, second),
        columns=(ColumnSummary("政策文件", Role.POLICY_DOCUMENTS, HOME + "zwgk/", 40, "2023-07-14", True, "办公室"),),
        notes=("机构名称从页面中学到：示例县人民政府、示例县人民政府办公室",),
        level=Level.COUNTY,
        passed_over=(PassedOver("calendar", 10000, (HOME + "rl?year=2099",), more=True), PassedOver("outside", 2)),
    )
    vetoed = replace(
        scored,
        id="b",
        name="",
        grade="vetoed",
        grade_name=None,
        score=None,
        indicators=(),
        vetoes=(Veto("homepage-stale", State.FAIL, ("c",)),),
        findings=(),
        columns=(ColumnSummary("要闻", Role.NEWS, HOME + "xw/", 0, None, False),),
    )
    deferred = SiteAssessment(
        id="c",
        name="丙站",
        home=HOME,
        grade="deferred",
        grade_name=None,
        score=None,
        max_score=None,
        coverage=Coverage(0, 0, {}),
        rates={},
        deferred_reason="dns",
        vetoes=(),
        indicators=(),
        rules=(),
        findings=(),
    )
    return Assessment("0.1.0", date(2023, 12, 31), "disclosure-county", "1", "ab" * 32, (scored, vetoed, deferred))


@pytest.fixture
def nothing() -> Assessment:
    """An assessment without any site."""
    return Assessment("0.1.0", date(2023, 12, 31), "all", "1", "cd" * 32)


@pytest.fixture
def record() -> Record:
    """A document page as read, with an empty field and one that is no date."""

    def field(name: FieldName, value: str | None, raw: str, label: str, reason: str = "") -> Field:
        return Field(name, value, raw, label, Source.BLOCK, f"table:{name}", reason)

    return Record(
        url=LONG_URL,
        final_url=LONG_URL,
        outcome=Reason.OK,
        kind=PageKind.DOCUMENT,
        kind_reasons=("有信息栏", "正文有文号"),
        title="关于印发2023年政务公开工作要点的通知",
        fields=(
            field(FieldName.VALIDITY, "valid", "有效中", "[ 有 效 性 ]"),
            field(
                FieldName.INDEX_NUMBER,
                "example0001/2023-0000264",
                "example0001/2023-0000264",
                "[ 索\u00a0引\u00a0\u00a0号 ]",
            ),
            field(FieldName.EXPIRY_DATE, None, "—", "[ 有效期至 ]", "empty"),
            field(FieldName.WRITTEN_DATE, None, "1696786869000", "[ 成文日期 ]", "not_a_date"),
            field(FieldName.TOPIC, None, "", "主题分类"),
        ),
        links=Links(
            interpretations=(
                Link(HOME + "zcjd/1.html", "一图读懂", form=Form.CHART),
                Link(LONG_URL + "#2", "文字解读", form=Form.TEXT),
            ),
            documents=(Link(HOME + "zwgk/3.html", "原文件"),),
            attachments=(Link(HOME + "a.pdf", "附件1", suffix="pdf"),),
            external=(Link("https://example.org/", "外部"),),
        ),
        breadcrumb=(("首页", HOME), ("政务公开", ""), ("政策文件", HOME + "zwgk/")),
        body=Body(
            900,
            "某政办发〔2023〕5号",
            signature="某县人民政府办公室",
            signature_date="2023-05-08",
            media=("picture", "video"),
            headings=("一、总体要求", "二、重点任务"),
            elements=(Element("background", "一、制定背景"),),
        ),
        statements=(
            Statement(StatementKind.EXPIRES, "有效期至2028年6月30日。", "p", "2028-06-30"),
            Statement(StatementKind.TERM, "有效期六个月。", "p", months=6),
            Statement(StatementKind.TERM, "有效期5年。", "p", years=5),
            Statement(StatementKind.REPEALS, "…", "p", number="某政发〔2018〕1号", title="某县办法", partial=True),
        ),
        tables=(Table((("项目", "数量"), ("受理", "3"))),),
    )


@pytest.fixture
def poisoned() -> Callable[[Assessment, str], Assessment]:
    """Put a poison into every text of an assessment that comes from pages or files."""

    def poison(assessment: Assessment, dose: str) -> Assessment:
        def spoil_finding(one: Finding) -> Finding:
            subject = Subject(
                one.subject.url + dose, one.subject.document_number + dose, dose, dose + one.subject.title + dose
            )
            return replace(
                one,
                title=one.title + dose,
                subject=subject,
                column=one.column + dose,
                unit=one.unit + dose,
                message=dose + one.message,
                remedy=one.remedy + dose,
                basis=one.basis + dose,
                evidence=tuple(replace(e, url=e.url + dose, quote=dose + e.quote) for e in one.evidence),
                related=tuple(url + dose for url in one.related),
            )

        sites = tuple(
            replace(
                site,
                name=site.name + dose,
                home=site.home + dose,
                deferred_reason=dose,
                findings=tuple(map(spoil_finding, site.findings)),
                columns=tuple(replace(c, name=c.name + dose, unit=dose, newest=dose) for c in site.columns),
                notes=(dose, *site.notes),
                rules=tuple(replace(r, title=dose + r.title, reasons={dose: 3}) for r in site.rules),
                indicators=tuple(replace(i, title=i.title + dose) for i in site.indicators),
                rates={name + dose: replace(rate, missing=(dose,)) for name, rate in site.rates.items()},
            )
            for site in assessment.sites
        )
        return replace(assessment, sites=sites)

    return poison
