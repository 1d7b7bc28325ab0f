"""What is told of a crawl; this module alone knows how a page stands in the state and in captures.jsonl."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.archive.warc import Place
from auditor.crawl.frontier import Task, rank
from auditor.crawl.pace import Pace
from auditor.model import Capture
from auditor.store import CaptureRow, Waiting
from auditor.text import addresses

# What json leaves as it is though a terminal may obey it: C1 controls, direction marks; and what no encoding can carry.
_OBEYED = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the crawl of one site is; `problem` is the last address that failed and why, empty for none."""

    site_id: str
    site_name: str
    captured: int
    waiting: int
    problem: str = ""
    finished: bool = False


@dataclass(frozen=True, slots=True)
class SiteCrawl:
    """What a crawl of one site came to; `notes` say what people should know of it (robots.txt that failed)."""

    site_id: str
    captured: int
    limit_reached: bool
    outcomes: Counter[str]
    notes: tuple[str, ...] = ()


def waiting_of(task: Task, key: str) -> Waiting:
    """Return a task as it stands in the frontier under that *key*."""
    return Waiting(key, addresses.host(task.url), task.url, task.purpose, task.column_url, task.depth, rank(task))


def row_of(capture: Capture, place: Place | None, *, rendered: bool = False) -> CaptureRow:
    """Return what the state keeps of a capture whose last answer stands at *place*."""
    digest = capture.digest if capture.status else ""
    about = (capture.url, capture.final_url, capture.status, capture.outcome, len(capture.body), digest)
    return CaptureRow(*about, capture.fetched_at, *(place[:3] if place else ("", 0, 0)), rendered)


def in_one_line(value: Mapping[str, object]) -> str:
    """Return JSON in one line, in which no address can do anything to the terminal that shows it."""
    text = json.dumps(value, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def line_of(row: CaptureRow) -> str:
    """Return the line of captures.jsonl for one address."""
    said = row._asdict()
    said |= {"rendered": True} if said.pop("rendered") else {}
    if said["confirmed_at"] is None:
        del said["confirmed_at"]
    return in_one_line(said)


def tls_notes(faults: Mapping[str, str], *, strict: bool) -> Iterator[str]:
    """Say of each host what was the matter with its TLS, and whether it was read all the same."""
    how = "未再读取" if strict else "已按配置(tls.verify: false)继续读取"
    return (f"{host} 的 TLS 有误({fault}),{how}" for host, fault in faults.items())


def lost_notes(paces: Mapping[str, Pace]) -> Iterator[str]:
    """Say which hosts were given up."""
    return (f"{host} 连续没有应答({one.lost}),其余地址未再请求" for host, one in paces.items() if one.lost)


def doubt_notes(count: int, after: float) -> Iterator[str]:
    """Say how many addresses need a second look, *after* so many seconds, before a rule may fail for them."""
    if count:
        how = f"{after / 3600:g} 小时后用 crawl --resume 再看一次,或加 --confirm now 当即再看"
        yield f"{count} 个打不开或空白的地址只看过一次,相关结论为待核实;{how}"
