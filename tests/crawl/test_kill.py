import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.archive import open_source
from auditor.config import CrawlOptions
from auditor.crawl import crawl_sites

if TYPE_CHECKING:
    from crawl.conftest import WebServer


_CRAWL = """
import importlib.util, json, sys
from pathlib import Path
from auditor.config import CrawlOptions
from auditor.crawl import crawl_sites
spec = importlib.util.spec_from_file_location("server", sys.argv[1])
server = importlib.util.module_from_spec(spec)
sys.modules["server"] = server
spec.loader.exec_module(server)
web = server.WebServer(port=int(sys.argv[2]))
crawl_sites([web.site()], CrawlOptions(delay=0.0, per_host=1), Path(sys.argv[3]), read=server.read, mirror={},
            progress=lambda progress: print(progress.captured, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_crawl_goes_on_without_asking_twice(
    web: "WebServer", server: ModuleType, tmp_path: Path, how: signal.Signals
) -> None:
    web.pages(30)
    for n in range(30):
        web.answers[f"/doc/{n}.html"] = server.slow(0.08)
    command = [sys.executable, "-c", _CRAWL, str(server.__file__), str(web.port), str(tmp_path / "run")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 10:
                process.send_signal(how)
                break
        process.wait(10)
    time.sleep(0.05)  # the server may still be at the last request
    captured = {json.loads(line)["url"] for line in (tmp_path / "run/demo/captures.jsonl").read_text().splitlines()}
    assert 10 <= len(captured) < 32
    assert {one.url for one in open_source(tmp_path / "run")[0].captures() if one.outcome == "ok"} == captured
    evidence = tmp_path / "run/demo/evidence-00001.warc.gz"
    with evidence.open("ab") as torn:
        torn.write(evidence.read_bytes()[:300])  # half a record, as a kill in the middle of a write leaves it

    before = len(web.log)
    (result,) = crawl_sites(
        [web.site()], CrawlOptions(delay=0.0), tmp_path / "run", read=server.read, mirror={}, resume=True
    )
    again = {web.origin + asked.path for asked in web.log[before:]}
    assert not again & captured
    assert result.outcomes == {"ok": 32}
    (source,) = open_source(tmp_path / "run")
    assert len({one.digest for one in source.captures()}) == 3  # home, list, slow: every body is read back
    (evidence_source,) = open_source(evidence)
    assert evidence_source.urls() == source.urls()
