"""A run folder against itself; this module alone knows how manifest, evidence, index and list prove each other."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from auditor.archive.answer import Answer, capture_of
from auditor.archive.index import CDXJ, cdxj_line
from auditor.archive.manifest import MANIFEST, Fault, Sum, faults_of, head_of, listed_in, sum_of, sums_of
from auditor.archive.members import Member, member_at, members, oddly_packed
from auditor.archive.run import CAPTURES, RUN
from auditor.archive.warc import PREVIOUS, Place, read_answer, sum_of_segment
from auditor.errors import NothingError, UsageError
from auditor.model import Reason

_URL = re.compile(r'"url": "([^"]*)"')
# The keys of captures.jsonl, as people are told of them.
_KEYS: Mapping[str, str] = {
    "url": "网址",
    "final_url": "转到的网址",
    "status": "状态码",
    "outcome": "结果",
    "bytes": "字节数",
    "digest": "摘要",
    "fetched_at": "取得时间",
    "length": "记录长度",
}
_LARGEST = 1 << 40  # bytes; what was once stored is not measured again


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was compared, every fault, and the head of the manifest's chain."""

    files: int
    records: int
    captures: int
    faults: tuple[Fault, ...]
    head: str = ""


@dataclass(slots=True)
class _Line:
    """A line of the index or of the list of captures; `met` once its record was come across."""

    number: int
    text: str
    said: Mapping[str, Any]
    met: bool = False


_Lines = dict[tuple[str, int], list[_Line]]
_Parse = Callable[[str], tuple[Mapping[str, Any], tuple[str, int]]]


@dataclass
class _Site:
    """What is known of one site folder while its evidence streams past."""

    folder: Path
    name: str
    index: _Lines
    captures: _Lines
    now: Mapping[str, Sum]
    faults: list[Fault] = field(default_factory=list)
    unreadable: list[_Line] = field(default_factory=list)  # of the index
    unindexed: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)  # a redirect stands before the answer it led to
    records: int = 0
    damaged: bool = False  # a record that others may refer to for its body

    @cached_property
    def asked(self) -> Counter[str]:
        """How often the list of captures holds each address; it should be once."""
        return Counter(str(line.said.get("url")) for lines in self.captures.values() for line in lines)

    def fault(self, file: str, place: str, message: str) -> None:
        """Note a fault in a file of this site."""
        self.faults.append(Fault(f"{self.name}{file}", place, message))


def verify(run: Path) -> Verified:
    """Compare a run folder, or one site's folder of it, with what its manifests, index and list say.

    Offline. A damaged record is named by its file, address and first byte; a fault of a whole file is named only
    where none of its records or lines tells it more closely.

    Raises:
        UsageError: *run* is not there.
        NothingError: It holds no evidence.
    """
    if not run.is_dir():
        raise UsageError(f"找不到运行文件夹: {run}")
    alone = _is_site(run)
    folders = [run] if alone else sorted(one for one in run.iterdir() if one.is_dir() and _is_site(one))
    if not folders:
        raise NothingError(f"{run}:里面没有可核对的证据(不是运行文件夹)")
    sites = [_verified(folder, "" if alone else f"{folder.name}/") for folder in folders]
    faults = [fault for site in sites for fault in site.faults]
    if not alone:
        faults = [*_run_faults(run, folders), *faults]
    files = sum(len(site.now) + 1 for site in sites) + (0 if alone else 2)
    return Verified(
        files,
        sum(one.records for one in sites),
        sum(_count(one.captures) for one in sites),
        tuple(faults),
        head_of(run),
    )


def _is_site(folder: Path) -> bool:
    return not (folder / RUN).is_file() and any(
        (folder / name).is_file() for name in (CAPTURES, CDXJ, "site.json", "evidence-00001.warc.gz")
    )


def _run_faults(run: Path, folders: Iterable[Path]) -> Iterator[Fault]:
    """Compare what was asked and the sites' manifests with the manifest of the run."""
    names = [RUN, *(f"{folder.name}/{MANIFEST}" for folder in folders)]
    yield from faults_of(run, "", {name: sum_of(run / name) for name in names if (run / name).is_file()}, set())


# ---------------------------------------------------------------- one site


def _verified(folder: Path, name: str) -> _Site:
    site = _Site(folder, name, {}, {}, sums_of(folder))
    _read_lines(site, CDXJ, site.index, _of_index)
    _read_lines(site, CAPTURES, site.captures, _of_captures)
    files = sorted(folder.glob("evidence-*.warc.gz"))
    for file in files:
        _verify_file(site, file)
    there = {file.name for file in files}
    _compare_segments(site, files)
    _tell_unmet(site, {name for name in listed_in(folder) if name not in there})
    site.faults = [*faults_of(folder, name, site.now, _named(site, there)), *site.faults]
    return site


def _tell_unmet(site: _Site, gone: set[str]) -> None:
    """Tell of lines without a record and of records without a line; one of each is one damaged line.

    What points into a file that is *gone* is not told again.
    """
    lost = {
        kind: [one for (file, _), lines in found.items() if file and file not in gone for one in lines if not one.met]
        for kind, found in ((CDXJ, site.index), (CAPTURES, site.captures))
    }
    if len(site.unindexed) == len(lost[CDXJ]) + len(site.unreadable) == 1:
        (line,) = (*lost.pop(CDXJ), *site.unreadable)
        site.fault(CDXJ, f"第 {line.number} 行 {site.unindexed[0]}", "与证据记录不符")
    elif (site.folder / CDXJ).is_file():
        for line in site.unreadable:
            site.fault(CDXJ, _place(line), "读不出来,已损坏")
        for spot in site.unindexed:
            site.fault(CDXJ, spot, "缺这条记录的索引行")
    for kind, lines in lost.items():
        for line in lines:
            site.fault(kind, _place(line), f"所指的记录不在 {line.said.get('file') or line.said.get('filename')} 里")


def _named(site: _Site, evidence: Iterable[str]) -> set[str]:
    """Return the files of which a fault is known; for other evidence files look at how they are packed, too."""
    known = {fault.file for fault in site.faults}
    listed = listed_in(site.folder)
    for name in sorted(evidence):
        if f"{site.name}{name}" not in known and listed.get(name) not in (None, site.now[name]):
            for offset in oddly_packed(site.folder / name):
                site.fault(name, _spot(site, name, offset), "压缩外壳被改动(内容仍可读出)")
                known.add(f"{site.name}{name}")
    return known


def _verify_file(site: _Site, file: Path) -> None:
    for member in members(file):
        site.records += 1
        index = site.index.get((file.name, member.offset), [])
        captures = site.captures.get((file.name, member.offset), [])
        for line in (*index, *captures):
            line.met = True
        if member.fault:
            site.damaged = True
            site.fault(file.name, _spot(site, file.name, member.offset, member), member.fault)
            site.answered.update(str(line.said.get("url")) for line in index)
            continue
        revisit = member.kind == "revisit"
        answer = read_answer(file, member.offset) if revisit or member.kind == "response" else None
        if answer is not None:
            site.answered.add(answer.url)
            place = Place(file.name, member.offset, member.length, revisit=revisit)
            _compare_index(site, place, answer, index)
            for line in captures:
                if problem := _capture_problem(site, line.said, answer, member.length):
                    site.fault(CAPTURES, f"{_place(line)} 第 {member.offset} 字节", problem)
        elif revisit:
            site.answered.add(member.url)
            if not site.damaged:  # else the fault of the record that it refers to is told already
                site.fault(file.name, _spot(site, file.name, member.offset, member), "所指的原记录(相同的正文)读不出来")


def _compare_segments(site: _Site, files: list[Path]) -> None:
    """Compare each evidence file with what the first record of the next one says of it."""
    for before, file in pairwise(files):
        info = member_at(file, 0)
        said = info.data.decode("utf-8", "replace").partition(f"{PREVIOUS}: ")[2].partition("\r\n")[0]
        told = any(fault.file == f"{site.name}{before.name}" for fault in site.faults)
        if not info.fault and not told and said != f"{before.name} {sum_of_segment(before)}":
            site.fault(before.name, "", f"与下一个文件 {file.name} 开头记下的 SHA-256 不符(或中间少了文件)")


def _compare_index(site: _Site, place: Place, answer: Answer, index: list[_Line]) -> None:
    if not index:
        site.unindexed.append(f"{answer.url} 第 {place.offset} 字节")
    wanted = cdxj_line(answer, place)
    for line in index:
        if line.text != wanted:
            site.fault(CDXJ, f"第 {line.number} 行 {answer.url} 第 {place.offset} 字节", "与证据记录不符")


def _capture_problem(site: _Site, said: Mapping[str, Any], answer: Answer, length: int) -> str:
    """Say in what a line of the list differs from the record it leads to, empty for nothing."""
    wanted = {"status": answer.status, "fetched_at": answer.fetched_at, "length": length}
    wrong = [name for name, value in wanted.items() if said.get(name) != value]
    if not answer.location and said["final_url"] != answer.url:  # a redirect that nobody followed names its target
        wrong.append("final_url")
    led = said["url"] in site.answered and site.asked[str(said["url"])] == 1
    wrong += [] if said["url"] == answer.url or led else ["url"]
    try:
        outcome = Reason(said.get("outcome", ""))
    except ValueError:
        return f"{_KEYS['outcome']}(outcome)不认识,与证据记录不符"
    if outcome is not Reason.TOO_LARGE:
        capture = capture_of(answer, url=answer.url, max_bytes=_LARGEST, outcome=outcome)
        wrong += [
            name for name, value in (("bytes", len(capture.body)), ("digest", capture.digest)) if said[name] != value
        ]
    return f"{'、'.join(f'{_KEYS[name]}({name})' for name in wrong)}与证据记录不符" if wrong else ""


# ---------------------------------------------------------------- lines


def _read_lines(site: _Site, name: str, lines: _Lines, parse: _Parse) -> None:
    file = site.folder / name
    if not file.is_file():
        return
    for number, raw in enumerate(file.read_bytes().splitlines(), 1):
        text = raw.decode("utf-8", "replace")
        try:
            said, key = parse(text)
        except (ValueError, LookupError, TypeError, AttributeError):
            said = {"url": found[1]} if (found := _URL.search(text)) else {}
            if name == CDXJ:
                site.unreadable.append(_Line(number, text, said))
            else:
                site.fault(name, _place(_Line(number, text, said)), "读不出来,已损坏")
            continue
        lines.setdefault(key, []).append(_Line(number, text, said))


def _of_index(text: str) -> tuple[Mapping[str, Any], tuple[str, int]]:
    said = json.loads(text.split(" ", 2)[2])
    return said, (str(said["filename"]), int(said["offset"]))


def _of_captures(text: str) -> tuple[Mapping[str, Any], tuple[str, int]]:
    said = json.loads(text)
    if not {"url", "final_url", "status", "outcome", "bytes", "digest", "fetched_at"} <= said.keys():
        raise KeyError(text)
    return said, (str(said["file"]), int(said["offset"]))


def _place(line: _Line) -> str:
    return f"第 {line.number} 行 {line.said.get('url', '')}".rstrip()


def _spot(site: _Site, file: str, offset: int, member: Member | None = None) -> str:
    """Name a record by address and first byte; a request's address is that of the answer behind it."""
    indexed = [(at, line) for (name, at), lines in site.index.items() if name == file for line in lines if at >= offset]
    nearest = min(indexed, key=lambda one: one[0], default=None)
    if offset == 0 and nearest is not None and nearest[0] > 0:
        return "文件自身的说明(warcinfo) 第 0 字节"
    url = nearest[1].said.get("url", "") if nearest else member.url if member else ""
    return f"{url} 第 {offset} 字节".lstrip()


def _count(lines: _Lines) -> int:
    return sum(len(one) for one in lines.values())
