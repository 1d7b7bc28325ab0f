"""Many polite sites at once: does the crawl use all that their delay allows, and does it ever ask one too early?

    make bench-crawl      or      PYTHONPATH=tests python tests/bench/hosts.py [--hosts N] [--pages N] [--delay SECONDS]

nginx serves the same county pages (site.py) on N addresses of this machine, 127.0.x.y, each a host and a site of its
own; one `auditor crawl` captures them all, each at one request every DELAY seconds. From nginx's log, which says when
each request came, are told: the pages a second while all are being crawled, as a share of what the delay
allows; the shortest time between two requests of a host; and whether every page was asked for once.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench import nginx, site, watch
from bench.crawl import ROOT

HOSTS, PAGES, DELAY = 200, 100, 1.0
LEEWAY = 0.002  # seconds: nginx's clock goes in milliseconds
EDGE = 0.1  # of the time at both ends, in which some hosts have not begun or are done


@dataclass(frozen=True)
class Kept:
    """What the log tells: share of the pages a second that the delay allows, shortest gap, what went wrong."""

    share: float
    speed: float
    shortest: float
    took: watch.Took
    faults: tuple[str, ...]


def measure(hosts: int, pages: int, delay: float, *, tiny: bool = False) -> Kept:
    """Crawl so many sites at once."""
    with tempfile.TemporaryDirectory(prefix="bench-hosts-") as name:
        folder, port = Path(name), nginx.free_port()
        made = site.write(folder / "site", pages, tiny=tiny)
        places = [f"127.0.{1 + number // 250}.{1 + number % 250}:{port}" for number in range(hosts)]
        (folder / "auditor.yaml").write_text(config(made, places, delay), encoding="utf-8")
        line = [sys.executable, "-m", "auditor", "crawl", "-c", "auditor.yaml", "--out", "run", "-q"]
        with nginx.serving(folder / "site", folder / "nginx", places) as server:
            server.forget()
            took = watch.run(line, folder, {"PYTHONPATH": str(ROOT)})
            asked = server.asked()
        files = sorted((folder / "run").glob("*/captures.jsonl"))
        captured = [len(file.read_text("utf-8").splitlines()) for file in files]
    return kept(asked, hosts, delay, took, pages=pages, captured=captured)


def config(pages: site.Pages, places: list[str], delay: float) -> str:
    """Return the configuration of one site for each place."""
    sites = []
    for number, place in enumerate(places):
        about = pages.site(f"http://{place}", f"site{number:03}")
        columns = [{"name": one.name, "role": one.role, "url": one.url} for one in about.columns]
        rest = {"id": about.id, "name": about.name, "home": about.home, "hosts": list(about.hosts)}
        sites.append({**rest, "columns": columns})
    return json.dumps({"crawl": {"delay": delay, "per_host": 2, "timeout": 60}, "sites": sites}, ensure_ascii=False)


def kept(
    asked: list[nginx.Asked], hosts: int, delay: float, took: watch.Took, *, pages: int, captured: list[int]
) -> Kept:
    """Read from the log how the delays were kept."""
    times: dict[str, list[float]] = defaultdict(list)
    for one in asked:
        times[one.host].append(one.at)
    gaps = [after - before for ones in map(sorted, times.values()) for before, after in pairwise(ones)]
    begun, ended = (
        (statistics.median(edge(ones) for ones in times.values()) for edge in (min, max)) if times else (0, 1)
    )
    inner = (ended - begun) * EDGE
    within = sum(begun + inner <= one.at < ended - inner for one in asked)
    speed = within / (ended - begun - 2 * inner)
    faults = []
    shortest = min(gaps, default=0.0)
    if shortest < delay - LEEWAY:
        faults.append(f"有 {sum(gap < delay - LEEWAY for gap in gaps)} 次间隔短于 {delay} 秒")
    twice = [key for key, count in Counter((one.host, one.path) for one in asked).items() if count > 1]
    if twice:
        faults.append(f"有 {len(twice)} 个网址问了不止一次,如 {twice[0]}")
    if captured != [pages] * hosts:
        faults.append(
            f"{len(captured)} 个站点的 captures.jsonl 有 {min(captured, default=0)} 到 {max(captured, default=0)} 行"
        )
    if took.code:
        faults.append(f"退出码 {took.code}:{took.error}")
    return Kept(speed * delay / hosts, speed, shortest, took, tuple(faults))


def told(hosts: int, pages: int, delay: float) -> Iterator[str]:
    """Measure and yield the lines of the report."""
    if nginx.program() is None:
        yield nginx.MISSING
        return
    found = measure(hosts, pages, delay)
    yield f"{hosts} 个站点,每个 {pages} 页,每 {delay} 秒一次,一个进程抓取"
    yield f"  {found.speed:.1f} 页/秒,是间隔所允许的 {found.share:.1%};同一主机两次请求最短间隔 {found.shortest:.3f} 秒"
    seconds = found.took.ended - found.took.begun
    used = f"CPU {found.took.cpu:.0f} 秒({found.took.cpu / seconds:.2f} 核)"
    yield f"  {seconds:.0f} 秒,其中 {used};内存峰值 {found.took.peak:.0f} MB"
    yield from (f"  不对:{fault}" for fault in found.faults)


def main(arguments: list[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="how well many polite sites are crawled at once")
    parser.add_argument("--hosts", type=int, default=HOSTS, help="how many sites")
    parser.add_argument("--pages", type=int, default=PAGES, help="pages of each")
    parser.add_argument("--delay", type=float, default=DELAY, help="seconds between two requests of a host")
    asked = parser.parse_args(arguments)
    for line in told(asked.hosts, asked.pages, asked.delay):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
