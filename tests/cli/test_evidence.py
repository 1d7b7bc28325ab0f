"""`auditor evidence`: from a finding to what was seen, and whether that is still what was seen."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor import catalog, config, pipeline
from auditor.archive.serve import serve
from auditor.cli import options

Call = Callable[..., Any]
URL = "http://www.example.gov.cn/zwgk/zcwj/1.htm"


@pytest.fixture
def crawled(mirror: Path, tmp_path: Path) -> Path:
    """Crawl the mirror over loopback into `runs/one`."""
    settings = config.load(mirror / "auditor.yaml")
    run = tmp_path / "runs/one"
    with serve(mirror) as served:
        at_once = config.CrawlOptions(delay=0.0)  # loopback alone is asked
        asked = config.Config(as_of=settings.as_of, sites=settings.sites, mirror=served, crawl=at_once)
        pipeline.crawl(asked, (), run, catalog=catalog.load(), today=options.today())
    return run


def fingerprints(call: Call, source: Path) -> dict[str, str]:
    found = json.loads(call("check", source, "-f", "json").out)
    return {one["rule"]: one["fingerprint"] for site in found["sites"] for one in site["findings"]}


def test_a_finding_leads_to_its_record(call: Call, crawled: Path) -> None:
    fingerprint = fingerprints(call, crawled)["dates-reversed"]
    found = call("evidence", "show", fingerprint, "--run", crawled)
    assert found.code == 0
    assert found.err == ""
    lines = [line.strip() for line in found.out.splitlines()]
    assert lines[0].startswith(f"编号 {fingerprint}  ")
    assert f"网页：{URL}" in lines
    captures = [json.loads(line) for line in (crawled / "example/captures.jsonl").read_text().splitlines()]
    (line,) = [one for one in captures if one["url"] == URL]
    place = f"文件：{crawled / 'example' / line['file']}  起始字节 {line['offset']}  长度 {line['length']}"
    assert lines.count(place) == lines.count("记录：完好") == lines.count("状态：HTTP 200（已读取）") == 2
    assert lines.count(f"抓取于：{line['fetched_at']}") == 2
    assert f"摘要：{line['digest']}（重新计算，与评判时、抓取时一致）" in lines
    assert lines.count("在网页中：找到，源代码第 3 行") == 2
    assert any("【成文日期2023年7月14日】" in line.replace(" ", "") for line in lines)


@pytest.mark.parametrize("digits", [6, 15])
def test_the_beginning_of_a_fingerprint_is_enough(digits: int, call: Call, crawled: Path) -> None:
    fingerprint = fingerprints(call, crawled)["dates-reversed"]
    short = fingerprint[:digits].upper()
    assert call("evidence", "show", short, "--run", crawled).out.startswith(f"编号 {fingerprint}")


def test_a_mirror_folder_says_the_file(call: Call, mirror: Path) -> None:
    found = call("evidence", "show", fingerprints(call, mirror)["dates-reversed"], "--run", mirror)
    assert found.code == 0
    assert f"文件：{mirror / 'www.example.gov.cn/zwgk/zcwj/1.htm'}\n" in found.out
    assert "起始字节" not in found.out
    assert "抓取于：不详" in found.out


def test_a_warc_file_is_a_source_too(call: Call, crawled: Path, mirror: Path) -> None:
    fingerprint = fingerprints(call, crawled)["dates-reversed"]
    words = ("--run", crawled / "example/evidence-00001.warc.gz", "-c", mirror / "auditor.yaml")
    found = call("evidence", "show", fingerprint, *words)
    assert found.code == 0
    assert "记录：完好" in found.out


def test_a_digest_that_differs_from_the_one_noted_is_told(call: Call, crawled: Path) -> None:
    fingerprint = fingerprints(call, crawled)["dates-reversed"]
    file = crawled / "example/captures.jsonl"
    text = file.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if json.loads(line)["url"] == URL]
    digest = json.loads(line)["digest"]
    file.write_text(text.replace(digest, digest[:-1] + ("0" if digest[-1] != "0" else "1")), encoding="utf-8")
    found = call("evidence", "show", fingerprint, "--run", crawled)
    assert found.code == 1
    assert "不一致" in found.out


def test_a_wrong_number_is_code_2_with_the_nearest(call: Call, crawled: Path) -> None:
    fingerprint = fingerprints(call, crawled)["dates-reversed"]
    wrong = fingerprint[:-1] + ("0" if fingerprint[-1] != "0" else "1")
    found = call("evidence", "show", wrong, "--run", crawled)
    assert (found.code, found.out) == (2, "")
    assert found.err == f"没有编号为 {wrong} 的问题,最接近的是 {fingerprint}\n"
    assert "至少写前6位" in call("evidence", "show", fingerprint[:5], "--run", crawled).err
    found = call("evidence", "show", "zzzzzzz", "--run", crawled)
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert call("evidence", "show", fingerprint, "--run", crawled / "none").code == 2


def test_verify_tells_what_it_looked_at_or_what_is_wrong(call: Call, crawled: Path) -> None:
    found = call("evidence", "verify", crawled)
    assert (found.code, found.err) == (0, "")
    assert "全部完好" in found.out
    head = json.loads((crawled / "manifest.json").read_text(encoding="utf-8"))["head"]
    assert found.out.splitlines()[1:] == [f"校验链头: {head}"]
    assert call("evidence", "verify", crawled, "--head", head.upper()).code == 0
    other = call("evidence", "verify", crawled, "--head", head[::-1])
    assert (other.code, other.out) == (1, "")
    assert f"校验链头是 {head}" in other.err
    evidence = crawled / "example/evidence-00001.warc.gz"
    captures = [json.loads(line) for line in (crawled / "example/captures.jsonl").read_text().splitlines()]
    (line,) = [one for one in captures if one["url"] == URL]
    damaged = bytearray(evidence.read_bytes())
    damaged[line["offset"] + 40] ^= 8
    evidence.write_bytes(damaged)
    (crawled / "example/extra.txt").write_text("x", encoding="utf-8")
    found = call("evidence", "verify", crawled)
    assert found.code == 1
    assert found.out.splitlines() == [
        "example/extra.txt: 多出的文件(manifest.json 里没有)",
        f"example/evidence-00001.warc.gz: {URL} 第 {line['offset']} 字节: 压缩数据损坏,记录读不出来",
    ]
    assert "2 处不符" in found.err
    assert call("evidence", "verify", crawled, "-q").err == ""


def test_without_a_name_the_newest_run_is_meant(
    call: Call, crawled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "runs/older"
    older.mkdir()
    (older / "run.json").write_text("{}", encoding="utf-8")
    os.utime(older / "run.json", (1, 1))
    monkeypatch.chdir(tmp_path)
    assert call("evidence", "verify").out.startswith(str(Path("runs/one")))
    fingerprint = fingerprints(call, crawled)["dates-reversed"]
    assert call("evidence", "show", fingerprint).code == 0
    os.utime(older / "run.json", (4e9, 4e9))
    assert call("evidence", "verify").code == 4  # a run of which nothing was captured


def test_the_run_that_the_configuration_names_is_found(
    call: Call, crawled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawled.rename(tmp_path / "elsewhere")
    (tmp_path / "auditor.yaml").write_text("as_of: 2023-12-31\nout: elsewhere\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert "elsewhere" in call("evidence", "verify").out


def test_no_run_is_code_4(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words, how in ((["verify"], "auditor evidence verify DIR"), (["show", "0123456789abcdef"], "--run DIR")):
        found = call("evidence", *words)
        assert (found.code, found.out) == (4, "")
        assert found.err == f"找不到运行文件夹,请用 {how} 指明是哪一个\n"
    assert call("evidence", "verify", "none").code == 2
    assert call("evidence", "verify", ".").code == 4


def test_what_a_page_says_does_nothing_to_the_terminal(call: Call, mirror: Path) -> None:
    page = mirror / "www.example.gov.cn/zwgk/zcwj/1.htm"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("2023年7月14日</td>", "2023年7月14日\x1b[31m\u202e</td>"), encoding="utf-8")
    for fingerprint in fingerprints(call, mirror).values():
        out = call("evidence", "show", fingerprint, "--run", mirror).out
        assert all(sign.isprintable() or sign == "\n" for sign in out)
