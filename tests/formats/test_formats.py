"""What every format must keep, whichever formats there are: the same counts, the same findings, the same bytes."""

from collections.abc import Callable, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from auditor import plugins
from auditor.formats import RenderOptions
from auditor.model import Assessment, SiteAssessment

FORMATS = plugins.names("auditor.formats")
# judged, pass, fail, needs_review, not_applicable, not_assessable
Counts = tuple[int, ...]


def reader(name: str) -> ModuleType:
    """Import `test_<format>.py`, whose `counts` and `fingerprints` read a printed report back."""
    spec = spec_from_file_location(f"reader_of_{name}", Path(__file__).with_name(f"test_{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_binary(name: str) -> bool:
    """Tell whether a format is no text."""
    return bool(getattr(plugins.load("auditor.formats", name), "BINARY", False))


def true_counts(site: SiteAssessment) -> Mapping[str, Counts]:
    return {
        one.id: (one.judged, one.passed, one.failed, one.needs_review, one.not_applicable, one.not_assessable)
        for one in site.rules
    }


def test_the_promised_formats_are_found() -> None:
    promised = {"text", "json", "jsonl", "csv", "markdown", "html", "xlsx", "docx", "junit", "sarif", "github"}
    assert promised <= set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_shows_the_counts_of_the_assessment(name: str, assessment: Assessment) -> None:
    report = plugins.load("auditor.formats", name).render(assessment, RenderOptions(width=120))
    assert reader(name).counts(report) == [true_counts(site) for site in assessment.sites]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_shows_every_finding(name: str, assessment: Assessment) -> None:
    report = plugins.load("auditor.formats", name).render(assessment, RenderOptions())
    wanted = sorted(one.fingerprint for site in assessment.sites for one in site.findings)
    assert sorted(reader(name).fingerprints(report)) == wanted


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_prints_the_same_bytes_whatever_the_order_of_the_findings(name: str, assessment: Assessment) -> None:
    render = plugins.load("auditor.formats", name).render
    turned = type(assessment)(
        assessment.tool_version,
        assessment.as_of,
        assessment.ruleset_id,
        assessment.ruleset_version,
        assessment.ruleset_sha256,
        tuple(_turned(site) for site in assessment.sites),
    )
    assert render(turned, RenderOptions()) == render(assessment, RenderOptions())


def _turned(site: SiteAssessment) -> SiteAssessment:
    from dataclasses import replace  # noqa: PLC0415 - beside its only use

    return replace(
        site,
        findings=site.findings[::-1],
        rules=site.rules[::-1],
        rates=dict(reversed(list(site.rates.items()))),
        coverage=replace(site.coverage, not_assessable=dict(reversed(list(site.coverage.not_assessable.items())))),
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_prints_an_assessment_without_sites(name: str, nothing: Assessment) -> None:
    report = plugins.load("auditor.formats", name).render(nothing, RenderOptions())
    assert is_binary(name) or report.endswith(b"\n")
    assert reader(name).fingerprints(report) == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_survives_a_lone_surrogate(
    name: str, assessment: Assessment, poisoned: Callable[[Assessment, str], Assessment]
) -> None:
    report = plugins.load("auditor.formats", name).render(poisoned(assessment, "\ud800"), RenderOptions())
    assert is_binary(name) or report.decode()
    assert len(reader(name).fingerprints(report)) == len(assessment.sites[0].findings)
