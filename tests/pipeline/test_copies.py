"""A site crawled live, its copies by wget and HTTrack, and WARC files of others are judged alike."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from archive.copied import CONFIG, HOST, copies, pages, served

from auditor import catalog, config, pipeline
from auditor.model import Assessment
from auditor.text import addresses

FAR = date(2030, 1, 1)
Told = Mapping[str, tuple[object, ...]]


class Live(NamedTuple):
    """The copies, the configuration, and what the site crawled live came to."""

    folder: Path
    settings: config.Config
    known: catalog.Catalog
    told: Told


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    folder = tmp_path_factory.mktemp("copies")
    copies(folder)
    known = catalog.load()
    file = folder / "auditor.yaml"
    with served(pages()) as server:
        mirror = json.dumps({f"http://{HOST}": f"http://{server}"})
        file.write_text(f"{CONFIG}crawl: {{delay: 0}}\nmirror: {mirror}\n", encoding="utf-8")
        _, assessment = pipeline.run(config.load(file), (), folder / "run", catalog=known, today=FAR)
    file.write_text(CONFIG, encoding="utf-8")
    return Live(folder, config.load(file), known, told(assessment))


def told(assessment: Assessment, *, lost: Mapping[str, str] | None = None) -> Told:
    """Return what the findings say, without digests, times and whom a page was led to; `lost` are renamed for good."""

    def key(url: str) -> str:
        found = addresses.key(url)
        return (lost or {}).get(found, found)

    return {
        f"{one.rule} {key(one.subject.url)}": (
            one.state,
            one.subject.title,
            one.message,
            sorted((key(seen.url), seen.quote) for seen in one.evidence),
        )
        for site in assessment.sites
        for one in site.findings
    }


def test_the_live_site_has_faults_of_documents_lists_and_the_whole(live: Live) -> None:
    assert {name.partition(" ")[0] for name in live.told} >= {"dates-reversed", "document-number-malformed"}


# What a copy does not tell: that wget added .html to a name, that HTTrack followed a redirect.
ADDED, FOLLOWED = (
    {f"{HOST}/{one}": f"{HOST}/{other}"}
    for one, other in (("zwgk/77.html", "zwgk/77"), ("zcjd/7.html", "zcjd/moved.html"))
)
RENAMED = {"wget-EkK": ADDED, "wget-Ek": ADDED, "httrack": FOLLOWED}


@pytest.mark.parametrize(
    "copy", ["wget", "wget-windows", "wget-EkK", "wget-Ek", "wget-warc", "wget-warc-parts", "httrack"]
)
def test_a_copy_is_judged_as_the_site_itself(copy: str, live: Live) -> None:
    place = live.folder / copy
    found = pipeline.check([place], catalog=live.known, today=FAR, config=live.settings)
    assert told(found, lost=RENAMED.get(copy)) == live.told
