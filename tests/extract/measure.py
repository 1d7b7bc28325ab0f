"""Measures the reading of pages on the labelled corpus: precision, recall and F1 per field, page kinds, pages/s."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import yaml

from auditor.extract import extract
from auditor.model import Capture, Reason, Record, Vocabulary

ROOT = Path(__file__).resolve().parents[2]
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
    def kind_share(self) -> float:
        """Share of pages whose kind is right."""
        return sum(n for (want, got), n in self.kinds.items() if kind_fits(want, got)) / max(
            sum(self.kinds.values()), 1
        )


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


def row(name: str, tally: Tally) -> str:
    """Return one line of the table."""
    shares = f"P {tally.precision:.4f}  R {tally.recall:.4f}  F1 {tally.f1:.4f}"
    return f"{name:18} {shares}  n {tally.right + tally.missed}\n"


def main() -> None:
    """Print the measurement."""
    result = measure(corpus())
    out = sys.stdout.write
    for name, tally in sorted(result.fields.items()):
        out(row(name, tally))
    out(row("overall", result.total))
    out(f"headline values on pages without labels: {result.unlabelled}\n")
    out(f"kind {result.kind_share:.3f}   {result.pages / result.seconds:.0f} pages/s\n")
    if "-v" in sys.argv:
        out("\n".join([*result.faults, *result.kind_faults]) + "\n")


if __name__ == "__main__":
    main()
