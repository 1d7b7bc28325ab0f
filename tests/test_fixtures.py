"""Every mirror site is judged to exactly the findings that its expected.json names, none missing and none more."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from auditor import catalog, config, pipeline
from auditor.model import Assessment

FIXTURES = Path(__file__).parent.parent / "fixtures"
SITES = sorted(file.parent for file in FIXTURES.glob("*/auditor.yaml"))
FAR = date(2030, 1, 1)  # the clock must not matter: every mirror site fixes its as_of


def found(assessment: Assessment) -> Counter[tuple[str, str, str]]:
    return Counter((one.rule, str(one.state), one.subject.url) for site in assessment.sites for one in site.findings)


def expected(folder: Path) -> Counter[tuple[str, str, str]]:
    entries = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Counter((one["rule"], one["state"], one["url"]) for one in entries)


def test_there_are_mirror_sites() -> None:
    assert SITES


def judged(folder: Path) -> Assessment:
    settings = config.load(folder / "auditor.yaml")
    return pipeline.check([folder], catalog=catalog.load(), today=FAR, config=settings)


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_findings_are_those_expected(folder: Path) -> None:
    assert found(judged(folder)) == expected(folder)


@pytest.mark.parametrize("folder", SITES, ids=lambda folder: folder.name)
def test_every_finding_can_be_found_again(folder: Path) -> None:
    """A quote stands in the page it names, so that a clerk finds the place."""
    assessment = judged(folder)
    for site in assessment.sites:
        assert len({one.fingerprint for one in site.findings}) == len(site.findings)
        for finding in site.findings:
            assert finding.evidence
            assert finding.message
            assert finding.remedy
            assert finding.basis
            assert all(one.quote.strip() and one.digest.startswith("sha256:") for one in finding.evidence)


def test_crawled_over_loopback_the_findings_are_the_same(tmp_path: Path) -> None:
    known = catalog.load()
    crawled, assessment = pipeline.demo(FIXTURES, tmp_path / "run", catalog=known, today=FAR)
    assert crawled.captured > 0
    assert not crawled.limit_reached
    assert found(assessment) == sum((expected(folder) for folder in SITES), Counter())
    unread = {site.id: site.coverage.not_assessable for folder in SITES for site in judged(folder).sites}
    assert {site.id: site.coverage.not_assessable for site in assessment.sites} == unread
