"""What a page says is text in every output: markup, scripts, terminal escapes and direction marks do nothing."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
DOSES = [
    "\x1b[31m\x1b]0;题\x07\x1b[2J",
    "\x9b31m\x08\x7f",
    "\u202e\u2066\u200b\u061c\ufeff",
    "&lt;script&gt;alert(1)&lt;/script&gt;<b onclick=alert(1)>",
    "[bold red]/[/bold red][link=http://a]",
    "&#27;[31m&#x202e;&#155;",
    "\r\n::error::注入\r",
]


def _harmless(out: str) -> bool:
    """Tell whether no sign of *out* is one that a terminal obeys; only line ends are let through."""
    return all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"} for sign in out)


@pytest.fixture(params=DOSES, ids=range(len(DOSES)))
def poisoned(request: pytest.FixtureRequest, mirror: Path) -> Path:
    """Put a dose into everything of a page that a report may quote: title, headline, fields, text and list."""
    folder = mirror / "www.example.gov.cn/zwgk/zcwj"
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        for word in ("关于印发某办法", "某政发", "某县人民政府", "a0001"):
            text = text.replace(word, f"{word}{request.param}")
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return mirror


@pytest.mark.parametrize("name", ["text", "json"])
def test_a_report_of_a_poisoned_page_is_harmless(name: str, call: Call, poisoned: Path) -> None:
    found = call("check", poisoned, "-f", name, "--explain-score")
    assert found.code == 1
    assert "关于印发某办法" in found.out  # in the subject of dates-reversed at least
    assert _harmless(found.out)
    if name == "json":
        assert any(site["findings"] for site in json.loads(found.out)["sites"])


@pytest.mark.parametrize("name", ["text", "json"])
def test_a_poisoned_page_alone_is_shown_harmlessly(name: str, call: Call, poisoned: Path) -> None:
    page = poisoned / "www.example.gov.cn/zwgk/zcwj/1.htm"
    found = call("page", page, "-f", name, "--exit-zero")
    assert (found.code, _harmless(found.out), _harmless(found.err)) == (0, True, True)
    assert "关于印发某办法" in found.out


def test_its_evidence_is_shown_harmlessly(call: Call, poisoned: Path) -> None:
    found = json.loads(call("check", poisoned, "-f", "json").out)
    fingerprints = [one["fingerprint"] for site in found["sites"] for one in site["findings"]]
    assert fingerprints
    for fingerprint in fingerprints[:3]:
        shown = call("evidence", "show", fingerprint, "--run", poisoned)
        assert (shown.code, _harmless(shown.out), _harmless(shown.err)) == (0, True, True)


def test_json_keeps_what_it_makes_harmless(call: Call, mirror: Path) -> None:
    """A title comes back out of the JSON with the very signs that were in the page."""
    page = mirror / "www.example.gov.cn/zwgk/zcwj/1.htm"
    text = page.read_text(encoding="utf-8").replace("关于印发某办法", "关于\u202e印发某办法")
    page.write_text(text, encoding="utf-8")
    out = call("page", page, "-f", "json", "--exit-zero").out
    assert "\u202e" not in out
    assert json.loads(out)["title"].startswith("关于\u202e印发某办法") or json.loads(out)["title"].startswith(
        "关于印发"
    )
