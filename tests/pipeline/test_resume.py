"""A run that is stopped and continued comes to the same end as one that nobody disturbed."""

import json
import shutil
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor import catalog, pipeline
from auditor.crawl import Progress
from auditor.model import Assessment
from auditor.pipeline.crawling import mirrored
from auditor.text import addresses

FIXTURES = Path(__file__).parents[2] / "fixtures"
FAR = date(2030, 1, 1)


def undated(assessment: Assessment) -> Assessment:
    """Leave out when each page was fetched: two runs can never agree on that."""

    def at_no_time(site: object) -> object:
        findings = tuple(
            replace(one, evidence=tuple(replace(seen, fetched_at=None) for seen in one.evidence))
            for one in site.findings  # type: ignore[attr-defined]
        )
        plans = tuple(
            replace(
                ledger,
                results=tuple(
                    replace(one, pages=tuple(replace(seen, fetched_at=None) for seen in one.pages))
                    for one in ledger.results
                ),
            )
            for ledger in site.plans  # type: ignore[attr-defined]
        )
        return replace(site, findings=findings, plans=plans)  # type: ignore[type-var]

    return replace(assessment, sites=tuple(at_no_time(site) for site in assessment.sites))  # type: ignore[misc]


class Stopper:
    """Presses Ctrl-C after some pages."""

    def __init__(self, pages: int) -> None:
        self.left = pages

    def __call__(self, _: Progress) -> None:
        """Count a page."""
        self.left -= 1
        if self.left == 0:
            signal.raise_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def known() -> catalog.Catalog:
    return catalog.load()


def test_stopped_three_times_it_says_what_it_would_have_said(tmp_path: Path, known: catalog.Catalog) -> None:
    shutil.copytree(FIXTURES / "tancheng", tmp_path / "fixtures/tancheng")
    with mirrored(tmp_path / "fixtures") as config:
        _, undisturbed = pipeline.run(config, (), tmp_path / "whole", catalog=known, today=FAR)
        stopped = tmp_path / "stopped"
        for pages, resume in ((9, False), (20, True), (30, True)):
            with pytest.raises(KeyboardInterrupt):
                pipeline.run(config, (), stopped, catalog=known, today=FAR, resume=resume, progress=Stopper(pages))
            assert pipeline.verify(stopped).faults == ()  # a stopped run is sound as far as it came
            half = pipeline.check([stopped], catalog=known, today=FAR, config=config)
            assert 0 < half.sites[0].coverage.assessed < undisturbed.sites[0].coverage.assessed
            assert half.sites[0].coverage.not_assessable["limit"] > 0  # what is still to come is not passed over
        _, continued = pipeline.run(config, (), stopped, catalog=known, today=FAR, resume=True)
    assert undated(continued) == undated(undisturbed)
    assert undisturbed.sites[0].findings
    assert pipeline.verify(stopped).faults == ()
    assert asked(stopped) == asked(tmp_path / "whole")


def asked(run: Path) -> list[tuple[str, str, str]]:
    """Return what was asked for and what came; a page that was asked for twice stands there twice.

    By which of two spellings (`/x/`, `/x/index.html`) a page is asked for depends on which link was met first.
    """
    lines = [json.loads(line) for file in run.glob("*/captures.jsonl") for line in file.read_text().splitlines()]
    return sorted((addresses.key(line["url"]), line["outcome"], line["digest"]) for line in lines)
