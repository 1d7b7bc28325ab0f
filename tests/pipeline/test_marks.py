"""What a run saw of every page is written line by line, however many pages there are."""

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.pipeline import marks

HOME = "http://www.example.gov.cn/"


def test_what_was_not_judged_is_handed_on_before_it_becomes_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "MOST_HELD", 3)
    with marks.written(tmp_path) as sink:
        assert sink is not None
        lines: list[marks.Line] = []

        def both(line: marks.Line) -> None:
            lines.append(line)
            sink(line)

        unjudged = marks.Unjudged("demo", both)
        for n in range(7):
            unjudged.add("one", f"{HOME}{n}.html")
        unjudged.add("two", HOME)
        assert len(lines) == 2
        unjudged.close()
        marks.mark("demo", (), 0, both)
    lengths: list[Any] = [len(line.get("unjudged", ())) for line in lines]
    assert lengths == [3, 3, 1, 1, 0]
    assert [json.loads(line) for line in (tmp_path / marks.PAGES).read_text("utf-8").splitlines()] == lines
    found = marks.read(tmp_path)["demo"].unjudged
    assert found == {("one", f"www.example.gov.cn/{n}.html") for n in range(7)} | {("two", "www.example.gov.cn/")}
