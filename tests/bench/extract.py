"""How well and how fast pages are read: bytes → record, beside the libraries that people would take instead.

    make bench-extract        or        python tests/bench/extract.py [--rounds N] [--pages N] [--fixtures]

On the labelled corpus (AUDITOR_CORPUS), or without it on the pages of the mirror sites: precision, recall and F1 per
field, milliseconds per page and pages per second of one core, and how many times as long the others take for the
same bytes in the same run, page by page in turn. Only those ratios can be compared between machines. The others are
the extra `bench` of pyproject.toml; one that is not installed is told and left out.
"""

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.extract import extract
from auditor.model import Capture, Reason, Vocabulary

ROOT = Path(__file__).resolve().parents[2]
URL = "http://www.example.gov.cn/zwgk/t20230714_1.html"
NESTED, HUGE = 100_000, 10_000_000  # tags, bytes
SLOWEST = 5
LABELS = {
    "index_number": "索引号 信息索引号 索取号",
    "document_number": "文号 发文字号 文件编号",
    "publisher": "发布机构 发文机关 发文机构 发布单位",
    "written_date": "成文日期 生成日期 发文日期",
    "published_date": "公开日期 发布日期 发布时间",
    "effective_date": "生效日期 实施日期 施行日期",
    "expiry_date": "失效日期 废止日期 有效期至",
    "validity": "有效性 效力状态 时效性 是否有效",
    "topic": "主题分类 信息分类 信息类别",
}
SPELLINGS = {word: name for name, words in LABELS.items() for word in words.split()}
Reader = Callable[[bytes], object]


def measure_module() -> ModuleType:
    """Return tests/extract/measure.py, which stands in another folder of scripts."""
    spec = importlib.util.spec_from_file_location("measure", ROOT / "tests" / "extract" / "measure.py")
    if spec is None or spec.loader is None:
        raise LookupError("tests/extract/measure.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure"] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def ours(words: Vocabulary) -> Reader:
    """Return the whole step: charset, tree, block, headline, text, links, kind."""
    return lambda body: extract(Capture(URL, URL, 200, (("content-type", "text/html"),), body, None, Reason.OK), words)


def with_soup() -> Reader:
    """BeautifulSoup on lxml, as such a reader is commonly written: links, text, title and a table of nine labels."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - optional

    def read(body: bytes) -> object:
        soup = BeautifulSoup(body, "lxml")
        links = [node["href"] for node in soup.find_all("a", href=True)]
        title = soup.title.get_text(strip=True) if soup.title else ""
        found: dict[str, str] = {}
        for node in soup.find_all(["td", "th", "li", "span", "p", "strong", "b", "dt"]):
            text = node.get_text()
            label, _, value = "".join(text.split()).replace("：", ":").partition(":")
            name = SPELLINGS.get(label.strip("[]【】"))
            if name and name not in found:
                behind = node.find_next_sibling()
                found[name] = value or (behind.get_text(" ", strip=True) if behind else "")
        return links, title, soup.get_text("\n", strip=True), found

    return read


def with_trafilatura() -> Reader:
    """Trafilatura, which reads the main text."""
    import trafilatura  # noqa: PLC0415 - optional

    read: Reader = trafilatura.extract
    return read


def with_gne() -> Reader:
    """GNE, which reads title, author, date and text; it wants a string, so the bytes are decoded as people do."""
    from gne import GeneralNewsExtractor  # noqa: PLC0415 - optional

    def read(body: bytes) -> object:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = body.decode("gb18030", "replace")
        return GeneralNewsExtractor().extract(text)

    return read


PEERS: Mapping[str, tuple[str, Callable[[], Reader]]] = {
    "BeautifulSoup+lxml": ("beautifulsoup4", with_soup),
    "trafilatura": ("trafilatura", with_trafilatura),
    "GNE": ("gne", with_gne),
}


def peers() -> tuple[dict[str, Reader], list[str]]:
    """Return the other readers that are installed, and what to say of each of them."""
    found, told = {}, []
    for name, (package, make) in PEERS.items():
        try:
            found[f"{name} {version(package)}"] = make()
        except ImportError:
            told.append(f"{name}:未安装(not installed),不比较")
    return found, told


@dataclass
class Clock:
    """Seconds of process time by reader: a sum for each round; of our own what each page took, too."""

    own: str
    rounds: dict[str, list[float]] = field(default_factory=dict)
    pages: dict[str, list[float]] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)

    def run(self, readers: Mapping[str, Reader], pages: Mapping[str, bytes], rounds: int) -> None:
        """Let every reader read every page, in turn, *rounds* times after one that does not count."""
        for number in range(-1, rounds):
            sums = dict.fromkeys(readers, 0.0)
            for name, body in pages.items():
                for reader, read in readers.items():
                    took = self._took(reader, read, body)
                    sums[reader] += took
                    if number >= 0 and reader == self.own:
                        self.pages.setdefault(name, []).append(took)
            for reader, took in sums.items():
                if number >= 0:
                    self.rounds.setdefault(reader, []).append(took)

    def _took(self, reader: str, read: Reader, body: bytes) -> float:
        start = time.process_time()
        try:
            read(body)
        except Exception:  # another's library may raise what it likes: the time counts all the same
            if reader == self.own:
                raise
            self.failed[reader] = self.failed.get(reader, 0) + 1
        return time.process_time() - start


def pages_of(corpus: Path, *, fixtures: bool) -> dict[str, bytes]:
    """Return name → bytes of the HTML pages of the corpus, else of the mirror sites."""
    found = sorted((corpus / "pages").glob("*")) if not fixtures else []
    paths = found or sorted((ROOT / "fixtures").glob("*/*/**/*.htm*"))
    return {path.name if found else path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def huge_pages() -> Iterator[tuple[str, str]]:
    """Yield the two pages that must not hold a crawl up."""
    block = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县人民政府</td></tr></table>"
    part = (
        "<p>各乡镇人民政府应当按照《某县防汛办法》(某政发〔2023〕5号)的规定做好防汛工作,自2023年5月8日起施行。</p>"
        '<li><a href="/a/t20230101_1.html">关于印发办法的通知</a><span>2023-01-01</span></li>'
        "<tr><td>序号</td><td>文件名称</td></tr>"
    )
    yield "10 MB", f"<html><body>{block}{part * (HUGE // len(part.encode()))}</body></html>"
    yield f"{NESTED} 层标签", f"<html><body>{'<div>' * NESTED}索引号:1"


def read_huge(name: str) -> dict[str, float]:
    """Read one of them in this process; return the seconds, and by how many MB the peak of memory rose."""
    import resource  # noqa: PLC0415 - not on Windows

    body = dict(huge_pages())[name].encode()
    read = ours(measure_module().vocabulary())
    read(b"<p>once, so that what is loaded once is not counted</p>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    read(body)
    took = time.process_time() - start
    return {"seconds": took, "mb": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def told_huge() -> Iterator[str]:
    """Read the huge pages, each in a process of its own, and say what it took."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    for name, text in huge_pages():
        line = [sys.executable, __file__, "--huge", name]
        done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False, env=environment)
        if done.returncode:
            yield f"  {name}:没有测成({done.stderr.strip().splitlines()[-1:]})"
            continue
        took = json.loads(done.stdout)
        yield f"  {name}({len(text.encode()) / 1e6:.1f} MB):{took['seconds']:.2f} s,内存峰值多 {took['mb']:.0f} MB"


def told_speed(clock: Clock, sizes: Mapping[str, int]) -> Iterator[str]:
    """Say what a page takes, how many times as long the others take, and which pages were slowest."""
    count, total = len(sizes), sum(sizes.values())
    yield f"{count} 页,平均 {total / count / 1024:.0f} KB,{len(clock.rounds[clock.own])} 轮的中位数(CPU 时间,单核)"
    yield "倍数是每轮之比的中位数,括号里是最小和最大;只有倍数可以在机器之间比较"
    for reader, sums in clock.rounds.items():
        took = statistics.median(sums)
        ratios = sorted(one / mine for one, mine in zip(sums, clock.rounds[clock.own], strict=True) if mine)
        ratio = f"{statistics.median(ratios):6.2f} 倍({ratios[0]:.2f}-{ratios[-1]:.2f})" if ratios else "-"
        failed = f",抛出异常 {clock.failed[reader]} 次(时间照算)" if reader in clock.failed else ""
        yield f"  {reader:<28} {took / count * 1000:8.2f} ms/页 {count / max(took, 1e-9):8.0f} 页/s {ratio}{failed}"
    yield f"本程序最慢的 {SLOWEST} 页:"
    ranked = sorted(clock.pages.items(), key=lambda one: -statistics.median(one[1]))
    for name, took_each in ranked[:SLOWEST]:
        yield f"  {statistics.median(took_each) * 1000:8.1f} ms {sizes[name] / 1024:7.0f} KB  {name}"


def told_accuracy(measure: Any, corpus: Path) -> Iterator[str]:  # noqa: ANN401 - a module loaded by its path
    """Say how well the labelled pages are read."""
    result = measure.measure(corpus)
    for name, tally in [*sorted(result.fields.items()), ("overall", result.total)]:
        yield "  " + measure.row(name, tally).rstrip()
    yield f"  {'kind':18} {result.kind.precision:.4f}"


def told(asked: argparse.Namespace) -> Iterator[str]:
    """Measure and yield the lines of the report."""
    measure = measure_module()
    corpus = measure.corpus()
    if not asked.fixtures and (corpus / "labels.jsonl").is_file():
        yield f"准确率(标注语料 {corpus};P 准确率,R 召回率,F1 两者的调和平均,n 标注的值的个数,kind 页面种类判对的比例):"
        yield from told_accuracy(measure, corpus)
    else:
        yield "没有标注语料(AUDITOR_CORPUS),只在 fixtures 的网页上计时"
    pages = dict(list(pages_of(corpus, fixtures=asked.fixtures).items())[: asked.pages])
    others, missing = peers()
    yield from missing
    clock = Clock("auditor")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the other libraries about pages they do not like
        clock.run({clock.own: ours(measure.vocabulary()), **others}, pages, asked.rounds)
    yield from told_speed(clock, {name: len(body) for name, body in pages.items()})
    if not asked.pages:
        yield "巨大的网页:"
        yield from told_huge()


def main(arguments: list[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="how well and how fast pages are read")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count, after one that does not")
    parser.add_argument("--pages", type=int, default=None, help="the first N pages only, no huge ones")
    parser.add_argument("--fixtures", action="store_true", help="the pages of the mirror sites, even with a corpus")
    parser.add_argument("--huge", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.huge:
        sys.stdout.write(json.dumps(read_huge(asked.huge)))
        return 0
    for line in told(asked):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
