"""Whatever is changed in a run folder is found and named: by file, and by record where there is one."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest

from auditor.archive.answer import Answer
from auditor.archive.index import CDXJ, cdxj_line, write_lines
from auditor.archive.manifest import MANIFEST, Fault, write_manifest, write_run_manifest
from auditor.archive.members import member_at, members, oddly_packed
from auditor.archive.verify import verify
from auditor.archive.warc import WarcWriter, pack
from auditor.errors import NothingError, UsageError

HOST = "http://www.example.gov.cn"
TIME = "2023-12-31T01:02:03Z"
EVIDENCE = "demo/evidence-00001.warc.gz"


def _page(number: int) -> bytes:
    return f"<html><head><title>第{number}页</title></head><body>{'政务公开' * (number + 1)}</body></html>".encode()


def _write_site(folder: Path) -> None:
    """Write what a crawl leaves: five answers, one of them packed, one a redirect, and a failure without an answer."""
    folder.mkdir()
    writer = WarcWriter(folder)
    index, captures = [], []
    html = ("Content-Type", "text/html")
    for number in range(4):
        packed = number == 2
        headers = (html, ("Content-Encoding", "gzip")) if packed else (html,)
        raw = gzip.compress(_page(number), mtime=0) if packed else _page(number)
        url = f"{HOST}/{number}.htm"
        request = f"GET /{number}.htm HTTP/1.1\r\nHost: www.example.gov.cn\r\n\r\n".encode()
        asked = [url]
        if number == 3:
            hop = Answer(f"{HOST}/old.htm", 302, (("Location", "/3.htm"),), b"", TIME, phrase="Found")
            index.append(cdxj_line(hop, writer.write(hop)))
            asked.append(hop.url)
        answer = Answer(url, 200, headers, raw, TIME, phrase="OK", request=request)
        place = writer.write(answer)
        index.append(cdxj_line(answer, place))
        for one in asked:
            body = _page(number)
            line = {"url": one, "final_url": url, "status": 200, "outcome": "ok", "bytes": len(body)}
            line |= {"digest": f"sha256:{sha256(body).hexdigest()}", "fetched_at": TIME}
            captures.append({**line, "file": place.file, "offset": place.offset, "length": place.length})
    writer.close()
    lost = {"url": f"{HOST}/lost.htm", "final_url": f"{HOST}/lost.htm", "status": 0, "outcome": "timeout", "bytes": 0}
    captures.append({**lost, "digest": "", "fetched_at": TIME, "file": "", "offset": 0, "length": 0})
    write_lines(folder / "captures.jsonl", [json.dumps(line, ensure_ascii=False) for line in captures])
    write_lines(folder / CDXJ, sorted(index))
    write_lines(folder / "site.json", [json.dumps({"id": "demo", "hosts": ["www.example.gov.cn"]})])
    (folder / "state.db").write_bytes(b"the crawl's own")
    write_manifest(folder)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    _write_site(folder / "demo")
    (folder / "run.json").write_text('{"as_of": "2023-12-31"}\n', encoding="utf-8")
    write_run_manifest(folder, ("run.json", "demo/manifest.json"))
    return folder


Flip = Callable[[str, int, int], tuple[Fault, ...]]


@pytest.fixture
def flip(run: Path) -> Flip:
    """Flip one bit of a file, verify, and put the bit back."""

    def flipped(name: str, at: int, bit: int = 0) -> tuple[Fault, ...]:
        file = run / name
        whole = file.read_bytes()
        damaged = bytearray(whole)
        damaged[at] ^= 1 << bit
        file.write_bytes(damaged)
        try:
            return verify(run).faults
        finally:
            file.write_bytes(whole)

    return flipped


def test_a_run_that_nobody_touched_is_sound(run: Path) -> None:
    found = verify(run)
    assert found.faults == ()
    assert (found.records, found.captures) == (10, 6)  # warcinfo, four requests, five answers
    assert found.files == 7
    assert verify(run / "demo").faults == ()


def _spots(run: Path) -> Iterator[tuple[int, str]]:
    """Yield where each record begins and the address it belongs to."""
    index = [json.loads(line.split(" ", 2)[2]) for line in (run / "demo" / CDXJ).read_text().splitlines()]
    ends = sorted((int(one["offset"]), one["url"]) for one in index)
    for member in members(run / EVIDENCE):
        after = next(url for offset, url in ends if offset >= member.offset)
        yield member.offset, after if member.offset else "文件自身的说明(warcinfo)"


def test_every_flipped_bit_of_the_evidence_is_named_by_address_and_first_byte(run: Path, flip: Flip) -> None:
    spots = list(_spots(run))
    size = (run / EVIDENCE).stat().st_size
    for at in range(0, size, 23):
        (fault,) = flip(EVIDENCE, at, at % 8)
        offset, url = max(spot for spot in spots if spot[0] <= at)
        assert fault.file == EVIDENCE
        assert fault.place == f"{url} 第 {offset} 字节", at


@pytest.mark.parametrize("name", ["demo/captures.jsonl", f"demo/{CDXJ}"])
def test_every_flipped_bit_of_the_lists_is_named_by_its_line(name: str, run: Path, flip: Flip) -> None:
    text = (run / name).read_bytes()
    end = text.rfind(b'{"url": "http://www.example.gov.cn/lost')  # a failure has no record to compare with
    for at in range(0, end if end > 0 else len(text), 29):
        faults = flip(name, at, at % 8)
        assert {fault.file for fault in faults} == {name}
        if text[at : at + 1] != b"\n":
            number = text.count(b"\n", 0, at) + 1
            assert [f"第 {number} 行" in fault.place for fault in faults] == [True], (
                at,
                text[at - 40 : at + 40],
                faults,
            )


@pytest.mark.parametrize("name", ["run.json", "manifest.json", "demo/manifest.json", "demo/site.json"])
def test_every_flipped_bit_of_the_other_files_is_named(name: str, run: Path, flip: Flip) -> None:
    for at in range(0, (run / name).stat().st_size, 11):
        faults = flip(name, at, at % 8)
        assert faults
        # A manifest that lies accuses the file it lies about; its own manifest tells that it is the liar.
        assert name == "manifest.json" or name in {fault.file for fault in faults}


def test_a_failure_that_was_rewritten_is_told_by_the_sum_of_its_file(run: Path) -> None:
    file = run / "demo/captures.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("timeout", "refused"), encoding="utf-8")
    assert verify(run).faults == (Fault("demo/captures.jsonl", "", "SHA-256 与 manifest.json 不符"),)


def test_what_a_line_of_the_list_says_otherwise_is_named_in_chinese(run: Path) -> None:
    file = run / "demo/captures.jsonl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"status": 200', '"status": 201', 1), encoding="utf-8")
    assert [one.message for one in verify(run).faults] == ["状态码(status)与证据记录不符"]


def test_a_page_that_was_replaced_whole_is_found_though_every_sum_is_made_anew(run: Path) -> None:
    """Evidence written again with another body, its index and manifest too: the list of captures still knows."""
    evidence, folder = run / EVIDENCE, run / "demo"
    lines = (folder / "captures.jsonl").read_bytes()
    evidence.unlink()
    writer = WarcWriter(folder)
    index = []
    for number in range(4):
        answer = Answer(f"{HOST}/{number}.htm", 200, (("Content-Type", "text/html"),), b"<p>\xe6\x94\xb9", TIME)
        index.append(cdxj_line(answer, writer.write(answer)))
    writer.close()
    write_lines(folder / CDXJ, sorted(index))
    write_manifest(folder)
    write_run_manifest(run, ("run.json", "demo/manifest.json"))
    assert (folder / "captures.jsonl").read_bytes() == lines
    faults = verify(run).faults
    assert faults
    assert {fault.file for fault in faults} == {"demo/captures.jsonl"}


@pytest.mark.parametrize("name", ["run.json", "demo/site.json", "demo/captures.jsonl", f"demo/{CDXJ}", EVIDENCE])
def test_a_missing_file_is_named(name: str, run: Path) -> None:
    (run / name).unlink()
    assert verify(run).faults == (Fault(name, "", "文件不在(manifest.json 里有)"),)


@pytest.mark.parametrize("name", ["manifest.json", "demo/manifest.json"])
def test_a_missing_manifest_is_named(name: str, run: Path) -> None:
    (run / name).unlink()
    faults = verify(run).faults
    assert name in {fault.file for fault in faults}
    assert any("--resume" in fault.message or "文件不在" in fault.message for fault in faults)


def test_an_additional_file_and_an_additional_site_are_named(run: Path) -> None:
    (run / "demo/更多.txt").write_text("x", encoding="utf-8")
    shutil.copytree(run / "demo", run / "other")
    told = {fault.file: fault.message for fault in verify(run).faults}
    assert told["demo/更多.txt"] == told["other/更多.txt"] == "多出的文件(manifest.json 里没有)"
    assert told["other/manifest.json"] == "多出的文件(manifest.json 里没有)"


@pytest.mark.parametrize("cut", [1, 9, 200])
def test_a_file_that_is_cut_off_or_longer_is_named(cut: int, run: Path) -> None:
    file = run / EVIDENCE
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    assert {fault.file for fault in verify(run).faults} >= {EVIDENCE}
    file.write_bytes(whole + b"\0" * cut)
    (fault,) = verify(run).faults
    assert fault.file == EVIDENCE
    assert f"第 {len(whole)} 字节" in fault.place


def test_what_crawls_leave_beside_the_evidence_may_change(run: Path) -> None:
    (run / "demo/state.db").write_bytes(b"changed")
    (run / "report.html").write_text("x", encoding="utf-8")
    assert verify(run).faults == ()


@pytest.mark.parametrize("name", ["demo/captures.jsonl", f"demo/{CDXJ}", "demo/manifest.json", "manifest.json"])
def test_two_lines_that_changed_places_are_found(name: str, run: Path) -> None:
    lines = (run / name).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    (run / name).write_text("".join(lines), encoding="utf-8")
    assert name in {fault.file for fault in verify(run).faults}


def chained(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_each_entry_names_the_one_before_it_and_the_head_covers_all(run: Path) -> None:
    told = chained(run / "demo" / MANIFEST)
    before = [one["previous"] for one in told["files"].values()]
    assert (before[0], len(set(before) | {told["head"]})) == ("0" * 64, len(before) + 1)
    assert verify(run).head == chained(run / MANIFEST)["head"]
    file = run / "demo/site.json"
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    write_manifest(run / "demo")
    assert chained(run / "demo" / MANIFEST)["head"] != told["head"]


@pytest.mark.parametrize("removed", ["captures.jsonl", "evidence.cdxj", "site.json"])
def test_an_entry_that_was_taken_out_with_its_file_breaks_the_chain(removed: str, run: Path) -> None:
    told = chained(run / "demo" / MANIFEST)
    names = list(told["files"])
    (run / "demo" / removed).unlink()
    del told["files"][removed]
    (run / "demo" / MANIFEST).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    following = (*names[names.index(removed) + 1 :], "")[0]
    wanted = Fault(f"demo/{MANIFEST}", following, "校验链断开,此处之前有条目被删、被加或被改")
    assert wanted in verify(run).faults


def test_an_entry_that_was_replaced_with_its_file_breaks_the_chain(run: Path) -> None:
    told = chained(run / "demo" / MANIFEST)
    (run / "demo/site.json").write_text("{}", encoding="utf-8")
    told["files"]["site.json"] |= {"sha256": sha256(b"{}").hexdigest(), "bytes": 2}
    (run / "demo" / MANIFEST).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert any("校验链" in fault.message for fault in verify(run).faults if fault.file == f"demo/{MANIFEST}")


def _write_segments(folder: Path) -> list[str]:
    """Write a site whose pages each fill a file; the last page is the first one's body again."""
    folder.mkdir()
    known: dict[str, tuple[str, str, str, int]] = {}
    writer = WarcWriter(folder, known=known.get, segment=1500)
    index = []
    for number, seed in enumerate((1, 2, 3, 1)):
        body = Random(seed).randbytes(1000)  # noqa: S311 - no secret
        answer = Answer(f"{HOST}/{number}.htm", 200, (("Content-Type", "text/html"),), body, TIME)
        place = writer.write(answer)
        known.setdefault(place.payload, (answer.url, TIME, place.file, place.offset))
        index.append(cdxj_line(answer, place))
    writer.close()
    write_lines(folder / CDXJ, sorted(index))
    write_lines(folder / "captures.jsonl", [])
    write_lines(folder / "site.json", ["{}"])
    write_manifest(folder)
    return sorted(file.name for file in folder.glob("evidence-*"))


def test_a_body_that_stands_in_another_file_is_compared_there(tmp_path: Path) -> None:
    site = tmp_path / "demo"
    first, *_, last = _write_segments(site)
    assert verify(site).faults == ()
    whole = (site / first).read_bytes()
    damaged = bytearray(whole)
    damaged[-300] ^= 1
    (site / first).write_bytes(damaged)
    assert {fault.file for fault in verify(site).faults} == {first}  # not the record that refers to it
    (site / first).unlink()
    told = {fault.file: fault for fault in verify(site).faults}
    assert told[first].message == "文件不在(manifest.json 里有)"
    assert told[last].place.startswith(f"{HOST}/3.htm 第 ")
    assert "所指的原记录" in told[last].message


def test_an_evidence_file_is_proved_by_the_next_though_the_manifest_was_made_anew(tmp_path: Path) -> None:
    site = tmp_path / "demo"
    first, second, *_ = _write_segments(site)
    file = site / first
    file.write_bytes(b"".join(pack(one.data.replace(b"/0.htm", b"/9.htm")) for one in members(file)))
    lines = (site / CDXJ).read_text(encoding="utf-8").replace("/0.htm", "/9.htm").splitlines()
    write_lines(site / CDXJ, lines)
    write_manifest(site)
    assert any(f"与下一个文件 {second} 开头" in fault.message for fault in verify(site).faults if fault.file == first)


def test_padding_is_told_apart_only_where_the_same_library_packed(run: Path, tmp_path: Path) -> None:
    assert oddly_packed(run / EVIDENCE) == ()
    other = tmp_path / "other.warc.gz"
    records = [member.data for member in members(run / EVIDENCE)]
    other.write_bytes(b"".join(gzip.compress(data, 9, mtime=7) for data in records))
    assert oddly_packed(other) == ()


def test_a_record_is_checked_by_its_own_digests(run: Path, tmp_path: Path) -> None:
    whole = next(member for member in members(run / EVIDENCE) if member.kind == "response")
    assert (whole.url, whole.fault) == (f"{HOST}/0.htm", "")
    file = tmp_path / "one.warc.gz"
    for old, new, told in (
        (b"<title>", b"<TITLE>", "WARC-Block-Digest"),
        (b"Content-Length: ", b"Content-Length: 1", "Content-Length"),
        (b"WARC/1.1", b"warc/1.1", "不是 WARC 记录"),
        (b"\r\nWARC-Block-Digest: ", b"\r\nX: ", ""),
    ):
        file.write_bytes(gzip.compress(whole.data.replace(old, new, 1)))
        assert told in member_at(file, 0).fault
        assert bool(told) == bool(member_at(file, 0).fault)


def test_where_there_is_nothing_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        verify(tmp_path / "nowhere")
    (tmp_path / "www.example.gov.cn").mkdir()
    (tmp_path / "www.example.gov.cn/index.html").write_text("<p>", encoding="utf-8")
    with pytest.raises(NothingError):
        verify(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": []}', '{"files": {"a": 1}}', "\x00"])
def test_a_manifest_that_is_none_is_told(content: str, run: Path) -> None:
    (run / "demo" / MANIFEST).write_text(content, encoding="utf-8")
    assert f"demo/{MANIFEST}" in {fault.file for fault in verify(run).faults}
