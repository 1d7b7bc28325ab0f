"""Measures the reading of pages on the labelled corpus: precision, recall and F1 per field, page kinds, pages/s.

    python tests/extract/measure.py [-v] [--write-floors [--lower]]

`-v` lists every fault. `--write-floors` raises `floors.yaml` to what is measured now; where anything fell it writes
nothing and exits with 1, unless `--lower` says that this is meant. The corpus is the folder that AUDITOR_CORPUS names.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import yaml

from auditor.extract import extract
from auditor.model import Capture, Reason, Record, Vocabulary

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("floors.yaml")
UNLABELLED = frozenset({"abstract"})  # a field of the contract that the corpus does not label


def corpus() -> Path:
    """Return the folder of the labelled corpus, which need not exist."""
    return Path(os.environ.get("AUDITOR_CORPUS", str(ROOT.parent / "shared" / "corpus")))


def vocabulary() -> Vocabulary:
    """Return the word lists of the repository."""
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted((ROOT / "rules" / "lists").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            lists[path.stem] = {key: tuple(map(str, words)) for key, words in data.items() if isinstance(words, list)}
    return Vocabulary(lists)


def capture_of(label: dict[str, Any], folder: Path) -> Capture:
    """Return the page of *label* as a capture; a text page becomes one paragraph a line."""
    body = (folder / label["file"]).read_bytes()
    if label["file"].endswith(".txt"):
        lines = body.decode("utf-8").splitlines()
        body = ("<meta charset=utf-8><body>" + "".join(f"<p>{escape(line)}</p>" for line in lines)).encode()
    url = (label.get("url") or "http://www.example.gov.cn/x/t20200101_1.html").split(" ")[0]
    return Capture(url, url, 200, (("content-type", "text/html"),), body, None, Reason.OK)


@dataclass
class Tally:
    """Right, wrong and missed values of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the reported values that are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of the labelled values that are reported."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


@dataclass
class Result:
    """What a measurement found."""

    fields: dict[str, Tally] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    kind_faults: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    unlabelled: int = 0

    @property
    def total(self) -> Tally:
        """All fields together."""
        tallies = self.fields.values()
        return Tally(sum(t.right for t in tallies), sum(t.wrong for t in tallies), sum(t.missed for t in tallies))

    @property
    def kind(self) -> Tally:
        """Pages of the right and of a wrong kind."""
        right = sum(n for (want, got), n in self.kinds.items() if kind_fits(want, got))
        return Tally(right, self.pages - right, self.pages - right)


def kind_fits(want: str, got: str) -> bool:
    """Compare kinds; the corpus calls guides and reports `other` or `document`."""
    return want == got or (got in {"guide", "annual_report"} and want in {"other", "document"})


def folded(text: str) -> str:
    """Return *text* without blanks."""
    return "".join(str(text).split())


def compare(label: dict[str, Any], record: Record, result: Result) -> None:
    """Count what is right and wrong on one page."""
    wanted = dict(label["labels"])
    shown = {one.name.value: one for one in record.fields}
    for name, value in wanted.items():
        tally = result.fields.setdefault(name, Tally())
        got = shown.get(name)
        raw = got.raw if got else record.title if name == "title" else None
        if raw is None:
            tally.missed += 1
            result.faults.append(f"{label['id']} {name}: missed, wanted {value!r}")
        elif _same(value, raw, got.value if got else raw):
            tally.right += 1
        else:
            tally.wrong += 1
            tally.missed += 1
            result.faults.append(f"{label['id']} {name}: {raw!r} instead of {value!r}")
    for name, one in shown.items():
        if name in wanted or name == "title" or name in UNLABELLED:
            continue
        fault = f"{label['id']} {name}: {one.raw!r} ({one.source}) is not labelled"
        result.faults.append(fault)
        if wanted or one.source != "headline":
            result.fields.setdefault(name, Tally()).wrong += 1
        else:
            result.unlabelled += 1  # a date or source line in plain sight that the corpus leaves out


def _same(value: Any, raw: str, got: str | None) -> bool:  # noqa: ANN401 - JSON
    if value is None:
        return got is None
    return any(folded(one) == folded(raw) for one in (value if isinstance(value, list) else [value]))


def labels(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the labelled pages."""
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def measure(folder: Path) -> Result:
    """Read every labelled page and compare."""
    words, result = vocabulary(), Result()
    for label in labels(folder):
        capture = capture_of(label, folder)
        start = time.process_time()
        record = extract(capture, words)
        result.seconds += time.process_time() - start
        result.pages += 1
        compare(label, record, result)
        result.kinds[label["kind"], record.kind.value] += 1
        if not kind_fits(label["kind"], record.kind.value):
            result.kind_faults.append(
                f"{label['id']} {record.kind.value} instead of {label['kind']} {record.kind_reasons}"
            )
    return result


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 of the corpus: labels.jsonl, then all files of pages/ and of text/ by name.

    Each adds its path below *folder*, a NUL, its length in decimal digits, a NUL and its bytes.
    """
    found = sha256()
    files = [one for name in ("pages", "text") for one in sorted((folder / name).glob("*")) if one.is_file()]
    for path in (folder / "labels.jsonl", *files):
        body = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(body)}\0".encode() + body)
    return found.hexdigest()


def counts(result: Result) -> dict[str, Tally]:
    """Return what has a floor: every field, all of them together, and the page kinds."""
    return {**dict(sorted(result.fields.items())), "overall": result.total, "kind": result.kind}


def floors(path: Path = FLOORS) -> tuple[str, dict[str, Tally]]:
    """Return the corpus that the floors were measured on and, by name, the counts that it must keep to."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data["corpus"], {name: Tally(**one) for name, one in data["floors"].items()}


def fallen(measured: dict[str, Tally], wanted: dict[str, Tally]) -> list[str]:
    """Say where fewer values are right, or more are wrong or missed, than the floors allow."""
    return [
        f"{name}: {got.right} right, {got.wrong} wrong, {got.missed} missed; "
        f"the floor is {floor.right} right, {floor.wrong} wrong, {floor.missed} missed"
        for name, floor in wanted.items()
        for got in [measured.get(name, Tally())]
        if got.right < floor.right or got.wrong > floor.wrong or got.missed > floor.missed
    ]


def write_floors(result: Result, folder: Path, path: Path = FLOORS, *, lower: bool = False) -> list[str]:
    """Write what was measured as the new floors; where that would lower any, say so and write only with *lower*."""
    known = fingerprint(folder)
    measured = counts(result)
    if path.is_file() and not lower:
        before, wanted = floors(path)
        if before != known:
            return [f"{path.name} was measured on another corpus ({before[:12]}, not {known[:12]})"]
        if lost := fallen(measured, wanted):
            return lost
    lines = [
        "# What the reading of the labelled corpus must keep to: at least so many values right, at most so many wrong",
        "# and missed. Written by `python tests/extract/measure.py --write-floors`; valid for this corpus alone.",
        f"corpus: {known}",
        "floors:",
        *(
            f"  {name}: {{right: {one.right}, wrong: {one.wrong}, missed: {one.missed}}}"
            for name, one in measured.items()
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return []


def row(name: str, tally: Tally) -> str:
    """Return one line of the table."""
    shares = f"P {tally.precision:.4f}  R {tally.recall:.4f}  F1 {tally.f1:.4f}"
    return f"{name:18} {shares}  n {tally.right + tally.missed}\n"


def main(arguments: list[str] | None = None) -> int:
    """Print the measurement; 1 where floors were to be written and something fell."""
    parser = argparse.ArgumentParser(description="measure the reading of pages on the labelled corpus")
    parser.add_argument("-v", "--verbose", action="store_true", help="list every fault")
    parser.add_argument("--write-floors", action="store_true", help="raise floors.yaml to what is measured now")
    parser.add_argument("--lower", action="store_true", help="write them even where something fell")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="instead of floors.yaml")
    asked = parser.parse_args(arguments)
    if not (corpus() / "labels.jsonl").is_file():
        parser.error(f"no labelled corpus in {corpus()} (AUDITOR_CORPUS)")
    result = measure(corpus())
    out = sys.stdout.write
    for name, tally in sorted(result.fields.items()):
        out(row(name, tally))
    out(row("overall", result.total))
    out(f"headline values on pages without labels: {result.unlabelled}\n")
    out(f"kind {result.kind.precision:.3f}   {result.pages / max(result.seconds, 1e-9):.0f} pages/s\n")
    if asked.verbose:
        out("\n".join([*result.faults, *result.kind_faults]) + "\n")
    lost = write_floors(result, corpus(), asked.floors, lower=asked.lower) if asked.write_floors else []
    if lost:
        sys.stderr.write("\n".join([*lost, "nothing written: --lower writes what was measured all the same"]) + "\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
