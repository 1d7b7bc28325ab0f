import json
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.crawl.telling import in_one_line

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer

HOSTILE = '\x1b[2J\x9b31m\u202egnp\u2066\r\n\ud800{"outcome": "ok"}'


def test_no_address_reaches_a_terminal_as_a_command() -> None:
    line = in_one_line({"url": HOSTILE, "name": "县政府"})
    assert json.loads(line) == {"url": HOSTILE, "name": "县政府"}
    assert all(one.isprintable() for one in line)
    assert "县政府" in line


def test_hostile_links_and_headers_forge_no_line_of_the_run_folder(
    web: "WebServer", crawl: "Crawl", tmp_path: Path
) -> None:
    web.html("/", "<p>home</p>")
    links = ["/a\x9b31m\u202e.html", '/b&#10;{"url":"x"}', "http://evil.test/\x9bx", "/c\x1b]0;x.html"]
    web.html("/list", "".join(f'<li><a href="{one}">x</a>' for one in links), ("X-Evil", "\x9b31m"))
    web.fallback = lambda path: f"<p>{len(path)}</p>"
    crawl(web.site())
    for file in ("captures.jsonl", "site.json", "evidence.cdxj", "manifest.json"):
        text = (tmp_path / "run/demo" / file).read_text("utf-8")
        assert {one for one in text.replace("\n", "") if not one.isprintable()} == set(), file
    lines = (tmp_path / "run/demo/captures.jsonl").read_text("utf-8").splitlines()
    assert all(json.loads(line)["url"].startswith(web.origin) for line in lines)
    assert {file.name for file in (tmp_path / "run").iterdir()} == {"demo"}
