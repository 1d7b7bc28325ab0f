"""`auditor page` as a person sees it: what was read, from where, what is missing, and with --explain why."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
FOLDER = Path(__file__).parents[2] / "fixtures/tancheng/www.tancheng.gov.cn/info/3720"
TITLE = "某县人民政府关于做好防汛工作的通知"
TEXT = (
    "<p>各乡镇人民政府,县直各部门:</p><p>现将有关事项通知如下,请认真贯彻执行。</p><p>某县人民政府</p>"
    "<p>2023年5月8日</p>"
)
HEAD = f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body>"
BLOCK = (
    "<table><tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>文号</td><td></td></tr>"
    "<tr><td>发文机构</td><td>某办</td></tr><tr><td>发布机构</td><td>某县人民政府</td></tr></table>"
)
PAGE = f"{HEAD}{BLOCK}<h1>{TITLE}</h1><p>发布日期:2023-05-10 来源:某网</p>{TEXT}"
PROSE = "<p>各单位应当按照规定做好公文管理,确保要素齐全,格式规范,发布及时,查阅方便,并接受社会监督。</p>" * 7
URL = "http://www.example.gov.cn/zwgk/zcwj/t20230510_1.html"


@pytest.fixture
def seen(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what is printed of a page of our own, in 200 columns."""
    monkeypatch.setenv("COLUMNS", "200")

    def showing(html: str, *words: str) -> str:
        page = tmp_path / "page.html"
        page.write_text(html, encoding="utf-8")
        found = call("page", page, "--url", URL, "--exit-zero", *words)
        assert found.code == 0, found.err
        return str(found.out)

    return showing


def rows(shown: str, section: str) -> list[list[str]]:
    """Return the lines of a section, each split into its cells."""
    lines = shown.partition(f"-- {section}\n")[2].partition("\n\n")[0].splitlines()
    return [re.split(r" {2,}", line) for line in lines]


def test_a_page_of_the_mirror_shows_what_is_read_and_what_is_missing(call: Call) -> None:
    shown = call("page", FOLDER / "240377.htm", "--exit-zero").out
    assert "信息栏" in shown
    assert "- 有效性：有标签，没有值" in shown
    assert "为什么这样读" not in shown
    complete = call("page", FOLDER / "240660.htm", "--exit-zero").out
    assert "规则要求而没有读到" not in complete


def test_absent_and_empty_are_told_apart(seen: Callable[..., str]) -> None:
    shown = seen(PAGE)
    assert ["文号", "无（空白）", "文号", "信息栏"] in rows(shown, "信息栏")
    assert rows(shown, "规则要求而没有读到") == [
        ["- 文号：有标签，没有值"],
        ["- 成文日期：页面没有这一项（正文里有“2023-05-08”）"],
        ["- 有效性：页面没有这一项"],
        ["缺项不都是问题：要看文件归谁、何时发布、在什么栏目，能确定的列在后面。"],
    ]


def test_what_a_script_fills_is_not_missing(seen: Callable[..., str]) -> None:
    script = '<td>有效性</td><td><span id="yxx"></span></td><script>$("#yxx").html(x)</script>'
    shown = seen(PAGE.replace("</table>", f"<tr>{script}</tr></table>"))
    assert ["- 有效性：由脚本填充，静态页面读不到"] in rows(shown, "规则要求而没有读到")


def test_a_date_that_cannot_be_read_is_there(seen: Callable[..., str]) -> None:
    shown = seen(PAGE.replace("</table>", "<tr><td>成文日期</td><td>2023年13月45日</td></tr></table>"))
    assert ["成文日期", "无（不可能的日期）", "成文日期 2023年13月45日", "信息栏"] in rows(shown, "信息栏")
    assert not any("成文日期" in cell for row in rows(shown, "规则要求而没有读到") for cell in row)


def test_of_other_pages_the_rules_ask_no_block(seen: Callable[..., str]) -> None:
    news = "某县召开防汛工作会议"
    assert "规则要求而没有读到" not in seen(f"{HEAD}<h1>{news}</h1>{TEXT}".replace(TITLE, news))


def test_json_names_what_is_missing_and_explains_only_when_asked(seen: Callable[..., str]) -> None:
    plain = json.loads(seen(PAGE, "-f", "json"))
    assert plain["missing"][0] == {"field": "document_number", "why": "empty", "elsewhere": ""}
    assert plain["missing"][1] == {"field": "written_date", "why": "absent", "elsewhere": "2023-05-08"}
    assert "explain" not in plain
    told = json.loads(seen(PAGE, "--explain", "-f", "json"))
    assert {**plain, "explain": told["explain"]} == told
    assert told["explain"][0] == {
        "reader": "table",
        "field": "index_number",
        "label": "索引号",
        "raw": "A1/2023-00001",
        "line": 1,
        "locator": "table:nth-child(1) > tbody:nth-child(1) > tr:nth-child(1) > td:nth-child(2)",
        "verdict": "taken",
        "note": "",
    }


def test_explain_says_which_reader_took_what_and_why_others_were_passed_over(seen: Callable[..., str]) -> None:
    told = rows(seen(PAGE, "--explain"), "为什么这样读")
    assert told[:2] == [["页面类型", "文件：有信息栏、标题：公文"], ["读法", "字段", "原样", "结论", "位置"]]
    assert told[2] == ["表格", "索引号", "索引号 A1/2023-00001", "采用", "第 1 行 td:nth-child(2)"]
    verdicts = {(reader, field, shown): verdict for reader, field, shown, verdict, *_ in told[2:]}
    assert verdicts["表格", "发布机构", "发文机构 某办"] == "未取：同一字段另有一行优先：发布机构 某县人民政府"
    under = "未取：标题下方的日期或来源行，不属于信息栏"
    assert verdicts["行内标签", "公开日期", "发布日期: 2023-05-10"] == under
    assert verdicts["标题及其下方", "发布机构", "来源: 某网"] == "未取：有信息栏的，以信息栏为准"
    assert verdicts["标题及其下方", "公开日期", "发布日期: 2023-05-10"] == "采用"
    assert verdicts["标题及其下方", "标题", TITLE] == "采用"


@pytest.mark.parametrize(
    ("html", "verdict"),
    [
        (f"{HEAD}<h1>{TITLE}</h1><p>主题分类:民政</p>{TEXT}", "聚在一处的标签分量不足，不足以认定为信息栏：0 < 4"),
        (f"{HEAD}<p>文号:某发〔2023〕1号</p><p>文号:某发〔2023〕2号</p><p>索引号:1</p>", "列的是几份不同的文件"),
        (f"{HEAD}<div>{PROSE}<p>索引号:A1/2023-00001</p>{PROSE}</div>", "夹在正文中间"),
        (f"{HEAD}{BLOCK}{TEXT * 2}<p>索引号:B2/2023-00002</p>", "另一处更像信息栏"),
        (f"{HEAD}{BLOCK.replace('某办', '某办 文号:某发〔2023〕1号')}", "这一行已由更严格的读法读出：表格"),
    ],
)
def test_explain_gives_each_reason_in_words(seen: Callable[..., str], html: str, verdict: str) -> None:
    assert f"未取：{verdict}" in [row[3] for row in rows(seen(html, "--explain"), "为什么这样读")[2:]]


def test_explain_of_a_page_without_labels(seen: Callable[..., str]) -> None:
    told = rows(seen("<html><body><p>某县</p>", "--explain"), "为什么这样读")
    assert told == [["页面类型", "其他：没有文件的特征"], ["没有看到任何要读的标签。"]]


def test_the_reason_for_a_kind_carries_the_word_of_the_page(seen: Callable[..., str]) -> None:
    report = "某县2023年政府信息公开工作年度报告"
    told = rows(seen(f"{HEAD}<h1>{report}</h1>{TEXT}".replace(TITLE, report), "--explain"), "为什么这样读")
    assert told[0] == ["页面类型", "年度报告：标题：年度报告"]


def test_the_nearest_configuration_is_used_as_by_check(call: Call, tmp_path: Path) -> None:
    file = FOLDER / "240660.htm"
    found = json.loads(call("page", file, "-f", "json").out)["findings"]
    (site,) = json.loads(call("check", file, "-f", "json").out)["sites"]
    assert found
    assert [one["fingerprint"] for one in found] == [one["fingerprint"] for one in site["findings"]]
    copy = tmp_path / "page.htm"
    copy.write_bytes(file.read_bytes())
    url = ("--url", "http://www.tancheng.gov.cn/info/3720/240660.htm", "--as-of", "2023-12-31", "-f", "json")
    alone = json.loads(call("page", copy, *url).out)["findings"]
    assert [one["rule"] for one in alone] == [one["rule"] for one in found]
    assert alone[0]["fingerprint"] != found[0]["fingerprint"]  # without a configuration the host is the site
    named = json.loads(call("page", copy, *url, "-c", FOLDER.parents[2] / "auditor.yaml").out)["findings"]
    assert named == found


@pytest.mark.parametrize("source", ["ftp://www.example.gov.cn/1.htm", "file:///tmp/1.htm"])
def test_other_addresses_are_refused_in_one_line(call: Call, source: str) -> None:
    found = call("page", source)
    assert (found.code, found.err) == (2, f"只能读 http、https 网址或网页文件,不能读 {source}\n")


def test_a_format_that_pages_have_not_is_told_with_those_they_have(call: Call) -> None:
    found = call("page", FOLDER / "240660.htm", "-f", "html")
    assert (found.code, found.err) == (2, "单页报告没有 html 格式,可用: json text\n")


def test_why_nothing_came_is_said_in_words(call: Call) -> None:
    found = call("page", "HTTP://127.0.0.1:9/" + "a" * 300)  # longer than the name of a file may be
    assert found.code == 4
    assert found.err.endswith(":没有取到网页(拒绝连接)\n")


def test_a_page_of_nothing_is_said_in_words(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<html><body></body></html>", encoding="utf-8")
    assert call("page", file).err.endswith(":不是网页或没有内容(空白)\n")
