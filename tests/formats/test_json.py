import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.formats import RenderOptions
from auditor.formats.json import render, render_page
from auditor.model import Assessment, Field, FieldName, Finding, PageKind, Reason, Record, Source

OPTIONS = RenderOptions()


def counts(report: bytes) -> list[Mapping[str, tuple[int, ...]]]:
    """Read the tallies back, site by site; test_formats holds them against the assessment."""
    states = ("judged", "pass", "fail", "needs_review", "not_applicable", "not_assessable")
    return [
        {rule["id"]: tuple(rule[state] for state in states) for rule in site["rules"]}
        for site in json.loads(report)["sites"]
    ]


def fingerprints(report: bytes) -> list[str]:
    """Read the findings back."""
    return [one["fingerprint"] for site in json.loads(report)["sites"] for one in site["findings"]]


def printed(assessment: Assessment) -> dict[str, Any]:
    return dict(json.loads(render(assessment, OPTIONS)))


def test_the_head_names_tool_rule_set_and_day(assessment: Assessment) -> None:
    shown = printed(assessment)
    assert list(shown) == ["schema_version", "tool", "as_of", "ruleset", "period", "sites"]
    assert shown["schema_version"] == 1
    assert shown["tool"] == {"name": "auditor", "version": "0.1.0"}
    assert shown["as_of"] == "2023-12-31"
    assert shown["ruleset"] == {"id": "disclosure-county", "version": "1", "sha256": "ab" * 32, "title": ""}


def test_a_site_has_every_promised_key(assessment: Assessment) -> None:
    promised = (
        "id name home grade grade_name score max_score coverage rates deferred_reason vetoes indicators rules findings"
    )
    for site in printed(assessment)["sites"]:
        assert set(promised.split()) <= set(site)


def test_score_and_points_carry_no_binary_dust(assessment: Assessment) -> None:
    site = printed(assessment)["sites"][0]
    assert site["score"] == 87.5
    assert [one["deducted"] for one in site["findings"]] == [0.0, 0.25, 0.3]


def test_what_is_not_scored_is_null(assessment: Assessment) -> None:
    _, vetoed, deferred = printed(assessment)["sites"]
    assert (vetoed["grade"], vetoed["score"], vetoed["grade_name"]) == ("vetoed", None, None)
    assert (deferred["score"], deferred["max_score"], deferred["deferred_reason"]) == (None, None, "dns")


def test_a_rate_without_denominator_is_null(assessment: Assessment) -> None:
    rates = printed(assessment)["sites"][0]["rates"]
    assert rates["linkage_rate"] is None
    assert rates["interpretation_rate"]["numerator"] == 31
    assert rates["interpretation_rate"]["denominator"] == 34


def test_coverage_and_vetoes(assessment: Assessment) -> None:
    site = printed(assessment)["sites"][0]
    assert site["coverage"] == {
        "captured": 212,
        "assessed": 205,
        "not_assessable": {"blocked_waf": 5, "timeout": 2},
    }
    assert site["vetoes"] == [{"rule": "page-injected", "state": "needs_review", "fingerprints": ["a", "b"]}]


def test_indicators_keep_their_order_and_depth(assessment: Assessment) -> None:
    (root,) = printed(assessment)["sites"][0]["indicators"]
    assert set(root) >= {"id", "title", "points", "earned", "mode", "children"}
    assert [leaf["id"] for leaf in root["children"]] == ["elements", "validity", "services", "visits"]
    assert [leaf["earned"] for leaf in root["children"]] == [1.0, 0.75, None, None]


def test_findings_stand_by_rule_then_page_with_every_promised_key(assessment: Assessment) -> None:
    findings = printed(assessment)["sites"][0]["findings"]
    assert [one["rule"] for one in findings] == ["publisher-abbreviated", "validity-expired", "validity-expired"]
    assert findings[1]["subject"]["url"] < findings[2]["subject"]["url"]
    promised = "fingerprint rule state severity subject column unit message remedy basis deducted evidence"
    assert set(promised.split()) <= set(findings[2])
    assert set(findings[2]["subject"]) >= {"url", "document_number", "title"}
    assert findings[2]["evidence"][1] == {
        "url": "http://www.example.gov.cn/zwgk/",
        "quote": "列表中的标题",
        "locator": "li:nth(3)",
        "digest": "sha256:cd",
        "fetched_at": "2023-12-31T01:02:03Z",
    }


def test_related_stands_only_where_there_is_another_side(assessment: Assessment) -> None:
    first, *others = printed(assessment)["sites"][0]["findings"]
    assert "related" not in first
    assert [one["related"] for one in others] == [["http://www.example.gov.cn/zcjd/1.html"]] * 2


def test_the_bytes_are_indented_unescaped_utf8(assessment: Assessment) -> None:
    report = render(assessment, OPTIONS)
    assert report.startswith(b'{\n  "schema_version": 1,\n')
    assert report.endswith(b"}\n")
    assert "有效期届满仍标注有效" in report.decode()


@pytest.mark.parametrize("poison", ["\x1b[31m", "\x9b31m", "\u202e", "\u200b", "\ufeff", "\u2028", "\x00", "\ud800"])
def test_what_a_terminal_obeys_is_escaped_yet_says_the_same(
    poison: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = render(poisoned(assessment, poison), OPTIONS)
    assert poison.encode("utf-8", "surrogatepass") not in report
    assert json.loads(report)["sites"][0]["name"] == "示例县人民政府" + poison


@given(st.text(alphabet=st.characters()))
def test_any_text_comes_back_as_it_was(title: str) -> None:
    page = Record("http://www.example.gov.cn/", "", Reason.OK, title=title)
    assert json.loads(render_page(page, [], OPTIONS))["title"] == title


def test_page_fields_are_as_promised(record: Record) -> None:
    shown = json.loads(render_page(record, [], OPTIONS))
    assert {"schema_version", "url", "kind", "title", "fields", "links", "findings"} <= set(shown)
    assert shown["kind"] == "document"
    assert shown["fields"]["validity"] == {
        "value": "valid",
        "raw": "有效中",
        "label": "[ 有 效 性 ]",
        "source": "block",
        "locator": "table:validity",
    }
    assert list(shown["fields"]) == ["index_number", "written_date", "expiry_date", "validity", "topic"]


def test_an_empty_field_is_present_and_says_why(record: Record) -> None:
    fields = json.loads(render_page(record, [], OPTIONS))["fields"]
    assert (fields["written_date"]["value"], fields["written_date"]["reason"]) == (None, "not_a_date")
    assert (fields["topic"]["value"], "reason" in fields["topic"]) == (None, False)
    assert "document_number" not in fields


def test_raw_and_label_keep_their_blanks(record: Record) -> None:
    assert (
        json.loads(render_page(record, [], OPTIONS))["fields"]["index_number"]["label"]
        == "[ 索\u00a0引\u00a0\u00a0号 ]"
    )


def test_page_links_and_findings(record: Record, finding: Finding) -> None:
    shown = json.loads(render_page(record, [finding], OPTIONS))
    assert shown["links"]["interpretations"][0] == {"url": "http://www.example.gov.cn/zcjd/1.html", "form": "chart"}
    assert shown["links"]["attachments"][0]["url"] == "http://www.example.gov.cn/a.pdf"
    assert shown["links"]["external"][0]["url"] == "https://example.org/"
    assert [one["fingerprint"] for one in shown["findings"]] == [finding.fingerprint]


def test_page_text_list_and_tables(record: Record) -> None:
    shown = json.loads(render_page(record, [], OPTIONS))
    assert [one["name"] for one in shown["breadcrumb"]] == ["首页", "政务公开", "政策文件"]
    assert shown["links"]["attachments"][0]["type"] == "pdf"
    assert shown["body"]["document_number"] == "某政办发〔2023〕5号"
    assert (shown["body"]["signature"], shown["body"]["signature_date"]) == ("某县人民政府办公室", "2023-05-08")
    assert shown["body"]["elements"][0]["name"] == "background"
    assert [(one["kind"], one["date"], one["years"], one["months"]) for one in shown["statements"]] == [
        ("expires", "2028-06-30", 0, 0),
        ("term", "", 0, 6),
        ("term", "", 5, 0),
        ("repeals", "", 0, 0),
    ]
    assert shown["tables"][0]["rows"] == [["项目", "数量"], ["受理", "3"]]
    assert shown["listing"] == {"items": [], "pages": [], "blank_words": None, "scripted": False}


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("某政发[2023]05号", ("某政发", 2023, "05", "[", "]", "bracketed")),
        ("国令第707号", ("国令", 0, "707", "", "", "order")),
        ("见附件", None),
    ],
)
def test_a_number_is_taken_apart(record: Record, raw: str, parts: tuple[str | int, ...] | None) -> None:
    field = Field(FieldName.DOCUMENT_NUMBER, raw, raw, "文号", Source.BLOCK, "td")
    shown = json.loads(render_page(replace(record, fields=(field,)), [], OPTIONS))["fields"]["document_number"]
    assert (tuple(shown["parts"].values()) if "parts" in shown else None) == parts


def test_an_unread_page_is_still_a_report(record: Record) -> None:
    unread = Record(record.url, record.url, Reason.ENCODING)
    shown = json.loads(render_page(unread, [], OPTIONS))
    assert (shown["outcome"], shown["kind"], shown["fields"]) == ("encoding", PageKind.OTHER, {})


def test_findings_of_a_page_are_sorted(record: Record, finding: Finding) -> None:
    other = replace(finding, fingerprint="1", rule="a-rule")
    shown = json.loads(render_page(record, [finding, other], OPTIONS))
    assert [one["rule"] for one in shown["findings"]] == ["a-rule", "validity-expired"]
