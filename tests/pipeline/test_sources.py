"""A run folder, its evidence file alone and a mirror folder of the same pages are judged alike."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor import catalog, config, pipeline
from auditor.model import Assessment
from auditor.text import addresses

FIXTURES = Path(__file__).parents[2] / "fixtures"
FAR = date(2030, 1, 1)
SITES = sorted(file.parent.name for file in FIXTURES.glob("*/auditor.yaml"))


class Crawled(NamedTuple):
    """A mirror site, its run folder, and what came of the run."""

    mirror: Path
    run: Path
    assessment: Assessment
    known: catalog.Catalog


@pytest.fixture(scope="module", params=SITES)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    folder = tmp_path_factory.mktemp("sources")
    mirror = folder / "fixtures" / str(request.param)
    shutil.copytree(FIXTURES / str(request.param), mirror)
    known = catalog.load()
    _, assessment = pipeline.demo(mirror.parent, folder / "run", catalog=known, today=FAR)
    return Crawled(mirror, folder / "run", assessment, known)


TODAY = re.compile(r"晚于\d{4}-\d\d-\d\d")  # the day of the capture, where it is known


def told(assessment: Assessment) -> Mapping[str, object]:
    """Return what the findings say; an index file is the same address as its folder, as in every join."""
    return {
        one.fingerprint: (
            one.rule,
            one.state,
            one.subject,
            TODAY.sub("晚于", one.message),
            [(addresses.key(seen.url), seen.quote, seen.locator, seen.digest) for seen in one.evidence],
        )
        for site in assessment.sites
        for one in site.findings
    }


def test_the_run_folder_says_again_what_the_run_said(crawled: Crawled) -> None:
    settings = pipeline.crawling.recorded(crawled.run)
    again = pipeline.check([crawled.run], catalog=crawled.known, today=FAR, config=settings)
    assert again == crawled.assessment
    assert told(again)


def test_the_evidence_file_alone_says_the_same(crawled: Crawled) -> None:
    settings = config.load(crawled.mirror / "auditor.yaml")
    files = sorted(crawled.run.glob("*/evidence-*.warc.gz"))
    alone = pipeline.check(files, catalog=crawled.known, today=FAR, config=settings)
    assert told(alone) == told(crawled.assessment)


def test_the_mirror_folder_says_the_same(crawled: Crawled) -> None:
    settings = config.load(crawled.mirror / "auditor.yaml")
    mirror = pipeline.check([crawled.mirror], catalog=crawled.known, today=FAR, config=settings)
    assert told(mirror) == told(crawled.assessment)


def test_warcio_accepts_the_evidence(crawled: Crawled) -> None:
    files = sorted(map(str, crawled.run.glob("*/evidence-*.warc.gz")))
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *files]
    check = subprocess.run(command, capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout
    said = check.stdout.splitlines()
    records = pipeline.verify(crawled.run).records
    passed = [line.strip() for line in said if line.strip() == "digest pass"]
    again = [line for line in said if line.endswith(" revisit")]  # of which warcio checks no digest
    assert passed
    assert len(passed) + len(again) == sum("WARC-Record-ID" in line for line in said) == records


def test_the_run_is_sound_and_every_finding_leads_into_it(crawled: Crawled) -> None:
    assert pipeline.verify(crawled.run).faults == ()
    settings = pipeline.crawling.recorded(crawled.run)
    (finding, *_) = crawled.assessment.sites[0].findings
    traced = pipeline.trace(finding.fingerprint, crawled.run, catalog=crawled.known, today=FAR, config=settings)
    assert traced.finding == finding
    assert traced.traces
    assert all(one.same and one.quoted is not None and not one.damage for one in traced.traces)
