"""A crawl that was stopped is never graded as if it were complete."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from operator import itemgetter
from pathlib import Path

from auditor import catalog, pipeline
from auditor.config import Config
from auditor.model import Column, Role, Site
from auditor.pipeline.crawling import recorded
from auditor.store import left_in

FIXTURES = Path(__file__).parents[2] / "fixtures"
FAR = date(2030, 1, 1)


def test_addresses_left_unasked_count_as_unread(tmp_path: Path) -> None:
    known = catalog.load()
    run = tmp_path / "run"
    for name in ("jiaoti", "matou"):
        shutil.copytree(FIXTURES / name, tmp_path / "fixtures" / name)
    pipeline.demo(tmp_path / "fixtures", run, catalog=known, today=FAR)
    folder = run / "jiaoti"
    lines = (folder / "captures.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    kept, lost = lines[: len(lines) // 2], lines[len(lines) // 2 :]
    (folder / "captures.jsonl").write_text("".join(kept), encoding="utf-8")
    with closing(sqlite3.connect(folder / "state.db")) as state:
        for line in lost:
            state.execute("UPDATE frontier SET done = 0 WHERE url = ?", (json.loads(line)["url"],))
        state.commit()
    left = left_in(folder / "state.db")
    assert len(left) == len(lost)
    sites = {site.id: site for site in pipeline.check([run], catalog=known, today=FAR, config=recorded(run)).sites}
    site = sites["jiaoti"]
    assert site.coverage.not_assessable["limit"] == len(lost)
    assert (site.grade, site.score) == ("deferred", None)
    assert any("抓取没有完成" in note and str(len(lost)) in note for note in site.notes)
    assert not any("抓取没有完成" in note for note in sites["matou"].notes)


def test_a_vetoed_site_of_which_too_little_was_read_stays_vetoed_and_says_so(tmp_path: Path) -> None:
    known, run = catalog.load(), tmp_path / "run"
    shutil.copytree(FIXTURES / "jiaoti", tmp_path / "fixtures" / "jiaoti")
    _, whole = pipeline.demo(tmp_path / "fixtures", run, catalog=known, today=FAR)
    file = run / "jiaoti" / "captures.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if not line["url"].endswith(("index.html", "/")):  # the columns were read, the documents were not
            line |= {"outcome": "timeout", "file": ""}
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    (site,) = pipeline.check([run], catalog=known, today=FAR, config=recorded(run)).sites
    assert (site.grade, site.score) == ("vetoed", None)
    assert site.notes[0].startswith("可评估页面13/32，低于覆盖率下限80%：一票否决依据已读到的页面")
    assert not any("覆盖率下限" in note for note in whole.sites[0].notes)


def test_evidence_that_was_damaged_is_told(tmp_path: Path) -> None:
    known = catalog.load()
    shutil.copytree(FIXTURES / "jiaoti", tmp_path / "fixtures" / "jiaoti")
    run = tmp_path / "run"
    _, whole = pipeline.demo(tmp_path / "fixtures", run, catalog=known, today=FAR)
    lines = [json.loads(line) for line in (run / "jiaoti/captures.jsonl").read_text(encoding="utf-8").splitlines()]
    lost = max((line for line in lines if line["outcome"] == "ok"), key=itemgetter("bytes"))
    file = run / "jiaoti" / lost["file"]
    raw = bytearray(file.read_bytes())
    raw[lost["offset"] + lost["length"] // 2] ^= 1
    file.write_bytes(raw)
    (site,) = pipeline.check([run], catalog=known, today=FAR, config=recorded(run)).sites
    assert site.notes[0].startswith("1个已抓取网址的证据读不出来")
    assert not any("读不出来" in note for note in whole.sites[0].notes)


def test_where_nothing_is_known_of_a_crawl_nothing_is_left(tmp_path: Path) -> None:
    assert left_in(tmp_path / "state.db") == ()
    (tmp_path / "state.db").write_bytes(b"no database at all, not even a small one")
    assert left_in(tmp_path / "state.db") == ()


PLACE = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/zcwj/">政策文件</a></div>'
TITLE = "某县人民政府关于做好防汛工作的通知"
LIST = f'<h2>政策文件</h2><ul><li><a href="1.htm">{TITLE}</a><span>2023-05-10</span></li></ul>'
TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "某政发〔2023〕8号",
        "各乡镇人民政府：",
        "现将有关事项通知如下，请执行。",
        "某县人民政府",
        "2023年5月8日",
    )
)


def test_pages_without_a_block_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "www.example.gov.cn" / "zcwj"
    folder.mkdir(parents=True)
    (folder / "index.htm").write_text(f"<html><body>{PLACE}{LIST}</body></html>", encoding="utf-8")
    page = f"{PLACE}<h1>{TITLE}</h1><p>发布时间：2023-05-10 来源：某县人民政府</p><div>{TEXT}</div>"
    (folder / "1.htm").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    (site,) = pipeline.check([tmp_path], catalog=catalog.load(), today=FAR).sites
    assert any("没有信息栏" in note for note in site.notes)


def test_documents_in_no_known_column_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "www.example.gov.cn" / "zcwj"
    folder.mkdir(parents=True)
    page = f"<h1>{TITLE}</h1><p>发布时间：2023-05-10 来源：某县人民政府</p><div>{TEXT}</div>"
    (folder / "1.htm").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    known = catalog.load()
    told = "1个文件页不在任何已识别的栏目里，没有按文件类规则评判；在 auditor.yaml 里写明栏目（columns）即可"

    def notes(source: Path, settings: Config | None = None) -> tuple[str, ...]:
        (site,) = pipeline.check([source], catalog=known, today=FAR, config=settings).sites
        return site.notes

    assert told in notes(tmp_path)
    assert not any("不在任何已识别" in note for note in notes(folder / "1.htm"))  # judged as a policy document
    home = "http://www.example.gov.cn/"
    column = Column("领导讲话", Role.OTHER, f"{home}ldjh/index.htm")
    site = Site(id="a", name="某县", home=home, hosts=("www.example.gov.cn",), columns=(column,))
    assert not any("不在任何已识别" in note for note in notes(tmp_path, Config(sites=(site,))))
    (folder / "index.htm").write_text(f"<html><body>{PLACE}{LIST}</body></html>", encoding="utf-8")
    assert not any("不在任何已识别" in note for note in notes(tmp_path))
