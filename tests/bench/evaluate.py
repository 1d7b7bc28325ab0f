"""How fast and in how much memory a whole site is judged: records → view → findings, by the full rule set.

    make bench-evaluate   or   PYTHONPATH=tests python tests/bench/evaluate.py [--sizes N,N,N] [--seed N] [--alike]

The records of a county's site (county.py) are put away, joined and judged by the set `all`, as `auditor check` does
it with what it reads; each size in a process of its own. Told are the seconds of CPU of the three steps, and of all per
100,000 records; how many times as long that is as encoding the same records as JSON and reading them back, in the same
process; the peak of memory (RSS, everything in it); and how much longer per record the larger site takes. Only the
ratios can be compared between machines. Making the records is no part of it, nor is reading the text of a page: every
page has the same short text. With `--alike` all pages bear one title, too, as no real site has it.
"""

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import _lru_cache_wrapper
from pathlib import Path

from bench.county import AS_OF, Alike, County

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.kinds import Facts
from auditor.model import SiteView
from auditor.model.packing import packed
from auditor.pipeline.records import Records
from auditor.relate import Pages, relate
from auditor.text.workdays import Calendar

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000, 1_000_000)
SAMPLE = 5_000  # records that are encoded as JSON and read back
PART = 100_000
RULESET = "all"


@dataclass(frozen=True)
class Took:
    """Seconds of CPU by step, the peak of memory in MB, and what came of it; `peer` is for all records."""

    records: int
    stored: float
    related: float
    evaluated: float
    peer: float
    peak: float
    rules: int
    findings: int

    @property
    def seconds(self) -> float:
        """Seconds of all steps."""
        return self.stored + self.related + self.evaluated


def measure(size: int, seed: int, *, alike: bool = False) -> Took:
    """Judge a site of that size in this process."""
    known, county = catalog.load(), (Alike if alike else County)(size, seed)
    ruleset = known.ruleset(RULESET)
    made = _made(county)
    start = time.process_time()
    with closing(Records()) as records:
        pages = Pages(records, records.taken(county))
        stored = time.process_time() - start - made
        start = time.process_time()
        view = relate(county.site, pages, known.vocabulary, captured=county.captured)
        related = time.process_time() - start
        facts = Facts(view, AS_OF, known.vocabulary, Calendar(known.calendar_overrides), county.read)
        start = time.process_time()
        findings, tallies = evaluate(ruleset, pages.values(), facts)
        evaluated = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Took(size, stored, related, evaluated, _peer(records), peak, len(tallies), len(findings))


def _made(county: County) -> float:
    """Return the seconds that making the records takes."""
    start = time.process_time()
    for _ in county:
        pass
    return time.process_time() - start


def _peer(records: Records) -> float:
    """Return the seconds in which all the records would go to JSON and back, from a sample of them."""
    step = max(len(records) // SAMPLE, 1)
    sample = [packed(one) for one in records[::step]]
    start = time.process_time()
    for one in sample:
        json.loads(json.dumps(one, ensure_ascii=False))
    return (time.process_time() - start) * len(records) / len(sample)


def bytes_per_page(size: int, seed: int = 1) -> float:
    """Return how many bytes of memory the view of a site of that size holds for each of its pages.

    Caches are emptied before and after: they are bounded, and no part of the view.
    """
    known, county = catalog.load(), County(size, seed)
    viewed(1_000)  # what is loaded once is not counted
    _emptied()
    tracemalloc.start()
    try:
        with closing(Records()) as records:
            pages = Pages(records, records.taken(county))
            view = relate(county.site, pages, known.vocabulary, captured=county.captured)
        del pages, records
        _emptied()
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    return held / len(view.pages)


def viewed(size: int, seed: int = 1, *, alike: bool = False) -> SiteView:
    """Return the view of a site of that size."""
    county = (Alike if alike else County)(size, seed)
    return relate(county.site, list(county), catalog.load().vocabulary, captured=county.captured)


def _emptied() -> None:
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper):
            one.cache_clear()
    gc.collect()


def told(sizes: list[int], seed: int, *, alike: bool = False) -> Iterator[str]:
    """Measure each size in a process of its own and yield the lines of the report."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        "PYTHONIOENCODING": "utf-8",
    }
    before: Took | None = None
    for size in sizes:
        line = [sys.executable, __file__, "--one", str(size), "--seed", str(seed), *(["--alike"] if alike else [])]
        done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False, env=environment)
        if done.returncode:
            yield f"{size} 条:没有测成({done.stderr.strip().splitlines()[-1:]})"
            continue
        took = Took(**json.loads(done.stdout))
        yield from _lines(took, before)
        before = took


def _lines(took: Took, before: Took | None) -> Iterator[str]:
    each = took.seconds / took.records * PART
    yield f"{took.records} 条记录,{took.rules} 条规则,{took.findings} 个问题"
    steps = f"存放 {took.stored:.1f} s + 关联 {took.related:.1f} s + 评判 {took.evaluated:.1f} s"
    yield f"  {steps} = {took.seconds:.1f} s,每 10 万条 {each:.1f} s"
    yield f"  是把同样的记录编成 JSON 再读回来的 {took.seconds / took.peer:.1f} 倍({took.peer:.1f} s)"
    yield f"  内存峰值 {took.peak:.0f} MB"
    if before:
        more = (took.seconds / took.records) / (before.seconds / before.records)
        yield f"  每条记录的时间是 {before.records} 条时的 {more:.2f} 倍"


def main(arguments: list[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="how fast and in how much memory a site is judged")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of records, by commas")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other faults")
    parser.add_argument("--alike", action="store_true", help="all pages bear one title")
    parser.add_argument("--one", type=int, default=None, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.one is not None:
        sys.stdout.write(json.dumps(asdict(measure(asked.one, asked.seed, alike=asked.alike))))
        return 0
    for line in told([int(size) for size in asked.sizes.split(",")], asked.seed, alike=asked.alike):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
