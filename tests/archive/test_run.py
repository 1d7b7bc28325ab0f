import json
from pathlib import Path

import pytest

from auditor.archive import open_source
from auditor.archive.answer import Answer, capture_of
from auditor.archive.source import Source
from auditor.archive.warc import WarcWriter
from auditor.model import Capture, Reason

BASE = "http://www.county.gov.cn"
PAGES = {"/index.html": b"<p>home</p>", "/zwgk/a.html": b"<p>a</p>", "/zwgk/list.asp?id=3": b"<p>list</p>"}


def line(url: str, **more: object) -> str:
    empty = {
        "url": url,
        "final_url": url,
        "status": 0,
        "outcome": "timeout",
        "bytes": 0,
        "digest": "",
        "fetched_at": None,
    }
    return json.dumps({**empty, **more}) + "\n"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    site = tmp_path / "run" / "county"
    site.mkdir(parents=True)
    writer = WarcWriter(site)
    with (site / "captures.jsonl").open("w") as lines:
        for path, body in PAGES.items():
            headers = (("Content-Type", "text/html"),)
            place = writer.write(Answer(BASE + path, 200, headers, body, "2023-07-14T08:00:00Z"))
            lines.write(line(BASE + path, status=200, outcome="ok", bytes=len(body), **place._asdict()))
        lines.write(line(BASE + "/slow.html", final_url=BASE + "/slower.html"))
        lines.write('["no capture"]\n{"url": "half a li')
    writer.close()
    (site / "site.json").write_text(json.dumps({"id": "county", "hosts": ["www.county.gov.cn"], "loopback": False}))
    (tmp_path / "run/run.json").write_text(json.dumps({"as_of": "2023-12-31"}))
    return tmp_path / "run"


def test_a_run_is_read_back_with_its_failures(run: Path) -> None:
    (source,) = open_source(run)
    assert (source.site_id, source.final, str(source.as_of)) == ("county", False, "2023-12-31")
    assert source.hosts == ("www.county.gov.cn",)
    found = {one.url.removeprefix(BASE): one for one in source.captures()}
    assert {path: one.body for path, one in found.items() if one.outcome is Reason.OK} == PAGES
    assert found["/slow.html"].outcome is Reason.TIMEOUT
    assert source.urls() == tuple(sorted(source.urls()))
    led = source.get(BASE + "/slower.html")
    assert led is not None
    assert led.url == BASE + "/slow.html"


@pytest.mark.parametrize("recorded", ['{"as_of": "soon"}', "{}", "[]", "no json"])
def test_a_run_that_records_no_day_has_none(run: Path, recorded: str) -> None:
    (run / "run.json").write_text(recorded)
    assert open_source(run)[0].as_of is None


def test_a_run_without_its_site_file_is_still_read(run: Path) -> None:
    (run / "county/site.json").unlink()
    (source,) = open_source(run)
    assert (source.site_id, source.hosts) == ("county", ("www.county.gov.cn",))


def test_lost_evidence_is_not_whole(run: Path) -> None:
    (run / "county/evidence-00001.warc.gz").write_bytes(b"")
    found = [one.outcome for one in open_source(run)[0].captures()]
    assert found == [Reason.TRUNCATED, Reason.TIMEOUT, Reason.TRUNCATED, Reason.TRUNCATED]


def test_run_warc_and_mirror_of_the_same_pages_say_the_same(run: Path, tmp_path: Path) -> None:
    for path, body in PAGES.items():
        file = tmp_path / "mirror/www.county.gov.cn" / path[1:].replace("?", "@")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def pages(source: Source) -> list[tuple[str, str, bytes, Reason]]:
        found = [one for one in source.captures() if one.outcome is Reason.OK]
        return [(one.url, one.header("content-type"), one.body, one.outcome) for one in found]

    (mirror,) = open_source(tmp_path / "mirror")
    (warc,) = open_source(run / "county/evidence-00001.warc.gz")
    (of_run,) = open_source(run)
    assert pages(mirror) == pages(warc) == pages(of_run)
    assert str(warc.as_of) == "2023-07-14"


def test_what_was_recorded_of_an_answer_is_believed() -> None:
    answer = Answer(BASE, 302, (("Location", "http://x.cn/"),), b"moved", "")
    capture: Capture = capture_of(answer, url=BASE, max_bytes=10, outcome=Reason.OUT_OF_SCOPE)
    assert (capture.outcome, capture.status, capture.body) == (Reason.OUT_OF_SCOPE, 302, b"moved")
