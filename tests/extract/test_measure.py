"""The measuring tool itself, on a corpus of two pages of our own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

TOOL = Path(__file__).with_name("measure.py")
TABLE = "<meta charset=utf-8><title>关于某事的通知</title><table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td>某发〔2023〕5号</td></tr><tr><td>有效性</td><td></td></tr></table><h1>关于某事的通知</h1>"  # noqa: E501 - as pages have it
LINES = "索引号:B2/2023-00002\n发布机构:某县人民政府\n成文日期:2023-05-08\n关于另一件事的通知\n"
LABELS = (
    {"id": "A", "file": "pages/a.html", "kind": "document", "labels": {"index_number": "A1/2023-00001", "document_number": "某发〔2023〕5号", "validity": None}},  # noqa: E501
    {"id": "B", "file": "text/b.txt", "kind": "document", "labels": {"index_number": "B2/2023-00002", "publisher": ["某县政府", "某县人民政府"], "written_date": "2023-05-08"}},  # noqa: E501
)  # fmt: skip
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    for name, text in (("pages/a.html", TABLE), ("text/b.txt", LINES)):
        (made / name).parent.mkdir(parents=True)
        (made / name).write_text(text, encoding="utf-8")
    label(made, LABELS)
    return made


def label(folder: Path, labels: Any) -> None:  # noqa: ANN401 - JSON
    lines = (json.dumps(one, ensure_ascii=False) for one in labels)
    (folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("AUDITOR_CORPUS", str(folder))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(TOOL.parents[2]))

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, str(TOOL), "--floors", str(tmp_path / "floors.yaml"), *arguments]
        return subprocess.run(line, capture_output=True, encoding="utf-8", check=False)

    return running


def test_it_prints_every_field_and_writes_the_first_floors(run: Run, tmp_path: Path) -> None:
    done = run("-v", "--write-floors")
    assert (done.returncode, done.stderr) == (0, "")
    assert "index_number       P 1.0000  R 1.0000  F1 1.0000  n 2" in done.stdout
    assert "overall            P 1.0000  R 1.0000  F1 1.0000  n 6" in done.stdout
    written = yaml.safe_load((tmp_path / "floors.yaml").read_text(encoding="utf-8"))
    assert written["floors"]["overall"] == {"right": 6, "wrong": 0, "missed": 0}
    assert written["floors"]["kind"]["right"] + written["floors"]["kind"]["wrong"] == 2
    assert set(written["floors"]) == {*LABELS[0]["labels"], *LABELS[1]["labels"], "overall", "kind"}


def test_floors_are_raised_but_never_lowered_by_accident(run: Run, tmp_path: Path) -> None:
    assert run("--write-floors").returncode == 0
    floors = tmp_path / "floors.yaml"
    best = floors.read_text(encoding="utf-8")
    lower = best.replace(
        "index_number: {right: 2, wrong: 0, missed: 0}", "index_number: {right: 1, wrong: 0, missed: 1}"
    )
    assert lower != best
    floors.write_text(lower, encoding="utf-8")
    assert run("--write-floors").returncode == 0
    assert floors.read_text(encoding="utf-8") == best
    higher = best.replace("publisher: {right: 1", "publisher: {right: 3")
    floors.write_text(higher, encoding="utf-8")
    refused = run("--write-floors")
    assert refused.returncode == 1
    assert "publisher: 1 right, 0 wrong, 0 missed; the floor is 3 right, 0 wrong, 0 missed" in refused.stderr
    assert "--lower" in refused.stderr
    assert floors.read_text(encoding="utf-8") == higher
    assert run("--write-floors", "--lower").returncode == 0
    assert floors.read_text(encoding="utf-8") == best


def test_floors_of_another_corpus_are_not_overwritten_by_accident(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("--write-floors").returncode == 0
    before = (tmp_path / "floors.yaml").read_text(encoding="utf-8")
    label(folder, LABELS[:1])
    refused = run("--write-floors")
    assert refused.returncode == 1
    assert "another corpus" in refused.stderr
    assert (tmp_path / "floors.yaml").read_text(encoding="utf-8") == before
    assert run("--write-floors", "--lower").returncode == 0
    assert "n 3" in run().stdout


def test_without_a_corpus_it_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDITOR_CORPUS", str(tmp_path / "nowhere"))
    done = run()
    assert done.returncode == 2
    assert "AUDITOR_CORPUS" in done.stderr


def test_a_wrong_a_missed_and_an_unlabelled_value_are_told_apart(measure: ModuleType, folder: Path) -> None:
    wrong = {**LABELS[0], "labels": {"index_number": "A1/2023-99999", "topic": "民政"}}
    label(folder, [wrong, LABELS[1]])
    result = measure.measure(folder)
    assert result.faults[:2] == [
        "A index_number: 'A1/2023-00001' instead of 'A1/2023-99999'",
        "A topic: missed, wanted '民政'",
    ]
    assert [one.rpartition(" (block) ")[2] for one in result.faults[2:]] == ["is not labelled"] * 2
    tally = result.fields["index_number"]
    assert (tally.right, tally.wrong, tally.missed) == (1, 1, 1)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.5, 0.5)
    assert result.fields["topic"].precision == 0.0
    assert measure.fallen({}, {"topic": measure.Tally(0, 0, 0)}) == []


def test_the_fingerprint_is_of_names_and_bytes(measure: ModuleType, folder: Path) -> None:
    before = measure.fingerprint(folder)
    assert before == measure.fingerprint(folder)
    page = folder / "pages" / "a.html"
    page.rename(folder / "pages" / "c.html")
    assert measure.fingerprint(folder) != before
    (folder / "pages" / "c.html").rename(page)
    page.write_bytes(page.read_bytes() + b" ")
    assert measure.fingerprint(folder) != before


def test_the_floors_of_the_repository_are_consistent(measure: ModuleType) -> None:
    _, floors = measure.floors()
    fields = [one for name, one in floors.items() if name not in {"overall", "kind"}]
    for part in ("right", "wrong", "missed"):
        assert sum(getattr(one, part) for one in fields) == getattr(floors["overall"], part)
    assert floors["overall"].precision >= 0.99
