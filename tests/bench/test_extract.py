"""The bench of reading pages runs on a few pages, with and without the libraries it compares with."""

from pathlib import Path

import pytest
from bench import extract as bench


def test_it_measures_two_pages_and_tells_which_others_are_not_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: bytes) -> object:
        raise ValueError("a page that the other library does not like")

    others = {"slow": ("pytest", lambda: sum), "bad": ("pytest", lambda: fails)}
    monkeypatch.setattr(bench, "PEERS", {**others, "absent": ("no-such-package", bench.with_gne)})
    assert bench.main(["--fixtures", "--pages", "2", "--rounds", "2"]) == 0
    told = capsys.readouterr().out
    assert "absent:未安装(not installed)" in told
    assert "2 页,平均" in told
    lines = {line.split()[0]: line for line in told.splitlines() if "ms/页" in line}
    assert set(lines) == {"auditor", "slow", "bad"}
    assert "1.00 倍" in lines["auditor"]
    assert "抛出异常 6 次" in lines["bad"]
    assert "抛出异常" not in lines["slow"]
    slowest = told.partition("最慢")[2].splitlines()[1:]
    assert len(slowest) == 2
    assert all(line.split()[-1].startswith("fixtures/") for line in slowest)


def test_a_fault_of_our_own_is_never_hidden() -> None:
    def fails(_: bytes) -> object:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        bench.Clock("auditor").run({"auditor": fails}, {"a": b""}, 1)


def test_with_a_corpus_it_tells_how_well_it_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    page = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某局</td></tr></table>"
    (tmp_path / "pages" / "a.html").write_text(page, encoding="utf-8")
    label = '{"id": "A", "file": "pages/a.html", "kind": "document", "labels": {"index_number": "A1/2023-00001", "publisher": "某局"}}'  # noqa: E501 - JSON
    (tmp_path / "labels.jsonl").write_text(label, encoding="utf-8")
    monkeypatch.setenv("AUDITOR_CORPUS", str(tmp_path))
    monkeypatch.setattr(bench, "PEERS", {})
    assert bench.main(["--pages", "1", "--rounds", "1"]) == 0
    told = capsys.readouterr().out
    assert "overall            P 1.0000  R 1.0000  F1 1.0000  n 2" in told
    assert "a.html" in told


def test_huge_pages_are_read_in_a_process_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = dict(bench.huge_pages())[f"{bench.NESTED} 层标签"]
    monkeypatch.setattr(bench, "huge_pages", lambda: iter([(f"{bench.NESTED} 层标签", nested), ("no such page", "")]))
    read, failed = bench.told_huge()
    assert "0.5 MB" in read
    assert "内存峰值" in read
    assert "没有测成" in failed
    took = bench.read_huge(f"{bench.NESTED} 层标签")
    assert took["seconds"] < 20
    assert took["mb"] < 500


def test_the_huge_pages_are_huge() -> None:
    sizes = {name: len(text.encode()) for name, text in bench.huge_pages()}
    assert 9_900_000 < sizes["10 MB"] < 10_100_000
    assert [text.count("<div>") for name, text in bench.huge_pages()][1] == bench.NESTED


def test_the_label_table_of_the_comparison_knows_nine_fields() -> None:
    assert len(bench.LABELS) == 9
    assert bench.SPELLINGS["发文字号"] == "document_number"
