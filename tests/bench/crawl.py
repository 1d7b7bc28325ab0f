"""How fast, with how much CPU and memory a site is crawled: `auditor crawl` beside the crawlers people would take.

    make bench-crawl    or    PYTHONPATH=tests python tests/bench/crawl.py [--sizes N,N] [--rounds N] [--only NAME,…]

A county's site (site.py) is served by nginx on loopback and crawled by each in turn, in every round: by `auditor crawl`
with its evidence and a record of every page; by Scrapy, LinkChecker and `wget -r`, which fetch and look for links and
do nothing else (wget writes files). All ask for the same addresses, which nginx's log proves. Told are pages a second
from the first request to the end of the program, and with its start; milliseconds of CPU a page; the peak of memory of
all its processes together; and the ratios, which alone can be compared between machines: medians over the rounds.
Scrapy and LinkChecker are the extra `bench` of pyproject.toml; what is not installed is told and left out.
"""

import argparse
import importlib.util
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import nginx, site, watch

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000)
AT_ONCE = 16  # connections; LinkChecker, too, has so many threads
SLOW = {"LinkChecker": 2_000}  # pages beyond which it would take all day
SPIDER = """
import scrapy
class Spider(scrapy.Spider):
    name = "bench"
    allowed_domains = ["127.0.0.1"]
    start_urls = ["{origin}/"]
    def parse(self, response):
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href)
"""
SCRAPY = {
    "CONCURRENT_REQUESTS": AT_ONCE,
    "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "DEPTH_LIMIT": 0,
}
Command = Callable[[str, Path], list[str]]  # (origin, folder) → how it is called


@dataclass(frozen=True)
class Row:
    """One crawl: pages asked for, pages a second without and with the start, CPU ms a page, MB at most."""

    pages: int
    speed: float
    whole: float
    cpu: float
    peak: float
    requests: int
    fault: str = ""


def auditor(pages: site.Pages, origin: str, folder: Path) -> list[str]:
    """Return the command of this program, as a user would give it."""
    about = pages.site(origin)
    rows = [{"name": one.name, "role": one.role, "url": one.url} for one in about.columns]
    options = {"delay": 0, "per_host": AT_ONCE, "max_pages": 10_000_000}
    config = {
        "crawl": options,
        "sites": [
            {"id": about.id, "name": about.name, "home": about.home, "hosts": list(about.hosts), "columns": rows}
        ],
    }
    (folder / "auditor.yaml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    return [sys.executable, "-m", "auditor", "crawl", "-c", "auditor.yaml", "--out", "run", "-q"]


def scrapy(origin: str, folder: Path) -> list[str]:
    """Return the command of a spider that follows every link."""
    (folder / "spider.py").write_text(SPIDER.format(origin=origin))
    settings = [part for name, value in SCRAPY.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "runspider", *settings, "spider.py"]


def linkchecker(origin: str, folder: Path) -> list[str]:
    """Return the command of LinkChecker, unbridled."""
    config = f"[checking]\nmaxrequestspersecond=100000\nthreads={AT_ONCE}\nrecursionlevel=-1\n"
    (folder / "linkcheckerrc").write_text(config)
    call = "from linkcheck.command.linkchecker import linkchecker; linkchecker()"
    return [sys.executable, "-c", call, "-f", "linkcheckerrc", "-o", "none", "--no-status", f"{origin}/"]


def wget(origin: str, folder: Path) -> list[str]:
    """Return the command of `wget -r`."""
    return ["wget", "-q", "-r", "-l", "inf", "-np", "-P", str(folder / "site"), f"{origin}/"]


def peers() -> tuple[dict[str, Command], list[str]]:
    """Return those that are installed, and a line for each that is not."""
    there: dict[str, Command] = {}
    lines = []
    for name, module, command in (("Scrapy", "scrapy", scrapy), ("LinkChecker", "linkcheck", linkchecker)):
        if importlib.util.find_spec(module):
            there[name] = command
        else:
            lines.append(f"没有 {name},不比(pip install --require-hashes -r requirements-bench.lock)")
    if shutil.which("wget"):
        there["wget -r"] = wget
    else:
        lines.append("没有 wget,不比(apt-get install wget)")
    return there, lines


def measure(command: Command, server: nginx.Nginx, origin: str, size: int) -> Row:
    """Let one of them crawl the site once."""
    server.forget()
    with tempfile.TemporaryDirectory(prefix="bench-crawl-") as name:
        folder = Path(name)
        path = {"PYTHONPATH": str(ROOT)}
        took = watch.run(command(origin, folder), folder, path)
        fault = _incomplete(folder, size) if (folder / "run").is_dir() else ""
    asked = [one for one in server.asked() if one.status in {200, 304}]
    pages = len({one.path for one in asked})
    if took.code and not pages:
        fault = f"没有抓成:{took.error}"
    begun = min((one.at for one in asked), default=took.begun)
    each = 1000 * took.cpu / max(pages, 1)
    speeds = (pages / (took.ended - begun), pages / (took.ended - took.begun))
    return Row(pages, *speeds, each, took.peak, len(asked), fault)


def _incomplete(folder: Path, size: int) -> str:
    """Say what is missing from what this program wrote, empty where every page is captured once and well."""
    rows = [json.loads(line) for line in (folder / "run/county/captures.jsonl").read_text("utf-8").splitlines()]
    good = {row["url"] for row in rows if row["outcome"] == "ok" and row["length"]}
    return "" if len(rows) == len(good) == size else f"captures.jsonl 有 {len(rows)} 行,{len(good)} 页 ok,应为 {size}"


def told(sizes: list[int], rounds: int, only: list[str], *, tiny: bool = False) -> Iterator[str]:
    """Measure and yield the lines of the report."""
    if nginx.program() is None:
        yield nginx.MISSING
        return
    others, missing = peers()
    yield from missing
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-site-") as name:
            folder = Path(name)
            pages = site.write(folder / "site", size, tiny=tiny)
            sizes_of = [file.stat().st_size for file in (folder / "site").rglob("*.html")]
            address = f"127.0.0.1:{nginx.free_port()}"
            yield f"{size} 页,中位数 {statistics.median(sizes_of) / 1024:.1f} KB,{rounds} 轮的中位数,{AT_ONCE} 个连接"
            commands: dict[str, Command] = {"auditor": partial(auditor, pages), **others}
            chosen = {
                one: call
                for one, call in commands.items()
                if (not only or one in only or one == "auditor") and size <= SLOW.get(one, size)
            }
            with nginx.serving(folder / "site", folder / "nginx", [address]) as server:
                rows: dict[str, list[Row]] = {one: [] for one in chosen}
                for _ in range(rounds):
                    for one, call in chosen.items():
                        rows[one].append(measure(call, server, f"http://{address}", size))
            yield from _table(rows, size)


def _table(rows: dict[str, list[Row]], size: int) -> Iterator[str]:
    yield "                页/秒  含启动  CPU ms/页  内存 MB   页数   请求数  | auditor 的 页/秒 是它的  CPU/页 是它的"
    own = rows["auditor"]
    for name, ones in rows.items():
        speed, whole, cpu, peak = (
            statistics.median(getattr(one, about) for one in ones) for about in ("speed", "whole", "cpu", "peak")
        )
        pages, requests = ones[-1].pages, ones[-1].requests
        line = f"  {name:<12} {speed:7.0f} {whole:7.0f} {cpu:10.2f} {peak:8.0f} {pages:7} {requests:7}"
        if name != "auditor":
            faster = [mine.speed / one.speed for mine, one in zip(own, ones, strict=True)]
            dearer = [mine.cpu / one.cpu for mine, one in zip(own, ones, strict=True)]
            line += f"  | {_spread(faster)}  {_spread(dearer)}"
        yield line
        for fault in sorted({one.fault for one in ones if one.fault}):
            yield f"    {name}:{fault}"
        if pages != size and not ones[-1].fault:
            yield f"    {name}:取了 {pages} 个网址,应为 {size}"


def _spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):6.2f} 倍({min(ratios):.2f}-{max(ratios):.2f})"


def main(arguments: list[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="how fast and in how much memory a site is crawled")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of pages, by commas")
    parser.add_argument("--rounds", type=int, default=3, help="how often each crawls each site")
    parser.add_argument("--only", default="", help="compare with these alone, by commas")
    parser.add_argument("--tiny", action="store_true", help="pages of some hundred bytes: what the crawl itself takes")
    asked = parser.parse_args(arguments)
    only = [name for name in asked.only.split(",") if name]
    for line in told([int(size) for size in asked.sizes.split(",")], asked.rounds, only, tiny=asked.tiny):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
