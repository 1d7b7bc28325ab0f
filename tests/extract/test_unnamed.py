# ruff: noqa: E501 - markup stands as pages have it
"""Headlines of pages whose `<title>` names only the site or the column, or more or less than the headline."""

from collections.abc import Callable

import pytest

from auditor.extract.unnamed import names_place
from auditor.model import Record

Reading = Callable[..., Record]
TITLE = "某县人民政府办公室关于做好农村供水工作的通知"
MENU = "<ul><li><a href=/>首页</a></li><li><a href=/zwgk/>政务公开</a></li></ul>"
CRUMBS = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk/zcwj/>政策文件</a> &gt; 正文</div>"
BY = "<div>发布时间：2023-05-10 来源：县政府办公室</div>"
TEXT = "<p>各乡镇人民政府，县直各部门：</p><p>现将有关事项通知如下，请认真贯彻执行。</p><p>2023年5月8日</p>"
BLOCK = (
    "<table><tr><td>索引号</td><td>1137/2023-00012</td></tr><tr><td>文号</td><td>某政办〔2023〕1号</td></tr>{}</table>"
)
NAMED = BLOCK.format(f"<tr><td>名称</td><td>{TITLE}</td></tr>")


def page(name: str, content: str) -> str:
    return f"<title>{name}</title><body>{MENU}{CRUMBS}<div class=main>{content}</div></body>"


@pytest.mark.parametrize("name", ["某县人民政府", "某县人民政府门户网站", "信息公开", "", "政策文件-某县人民政府"])
@pytest.mark.parametrize(
    "content",
    [
        f"<div class=bt>{TITLE}</div>{BY}{TEXT}",
        f"<table><tr><td align=center><b>{TITLE}</b></td></tr><tr><td>发布时间：2023-05-10</td></tr><tr><td>{TEXT}</td></tr></table>",
        f"<p align=center><strong>{TITLE}</strong></p><p>分享到：</p>{BY}{TEXT}",
        f"<h4>{TITLE}</h4>{BY}{TEXT}",
        f"<h1>政策文件</h1><h2>{TITLE}</h2>{BY}{TEXT}",
        f"<h1>某县人民政府</h1><div>{TITLE}</div><div>某政办〔2023〕1号</div>{BY}{TEXT}",
        f"<h1>某县人民政府办公室<br>关于做好农村供水工作的通知</h1>{BY}{TEXT}",
        f"<p>某县人民政府办公室</p><p>关于做好农村供水工作的通知</p>{BY}{TEXT}",
        f"<div>{TITLE}</div>{BLOCK.format('')}{BY}{TEXT}",
        f"{NAMED}<div>{TITLE}</div>{TEXT}",
    ],
)
def test_a_page_that_is_called_by_its_place(read: Reading, name: str, content: str) -> None:
    record = read(page(name, content))
    assert record.title.replace(" ", "") == TITLE
    assert record.kind == "document"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (f"某县人民政府 政策文件 {TITLE}", TITLE),
        (f"某县人民政府：{TITLE}", TITLE),
        (f"{TITLE[:14]}…-某县人民政府", TITLE),
        (f"{TITLE[:14]}...", TITLE),
        (TITLE, f"<span>现行有效</span>{TITLE}"),
        (TITLE, f"某政办〔2023〕1号 {TITLE}"),
    ],
)
def test_a_page_that_is_called_more_or_less(read: Reading, name: str, shown: str) -> None:
    assert read(page(name, f"<div class=bt>{shown}</div>{BY}{TEXT}")).title == TITLE


@pytest.mark.parametrize(
    "content",
    [
        f"<div><a href=1.html>{TITLE}</a></div>{BY}{TEXT}",
        f"<div>本网站由某县人民政府主办。</div>{BY}{TEXT}",
        f"<div>欢迎访问：某县人民政府</div>{BY}{TEXT}",
        f"<div>现在位置 &gt; 政策</div>{BY}{TEXT}",
        f"<div>联系电话：0530-1234567</div>{BY}{TEXT}",
        f"<div>短名</div><div>又短</div><div>再短</div><div>{TITLE}</div><div>一</div><div>二</div><div>三</div>{BY}{TEXT}",
        BY + TEXT,
    ],
)
def test_what_is_no_headline(read: Reading, content: str) -> None:
    assert read(page("某县人民政府", content)).title == "某县人民政府"


def test_the_entries_of_a_list_are_no_headline(read: Reading) -> None:
    cards = "".join(
        f"<div><h4><a href={n}.html>关于某事的第{n}号通知</a></h4><p>县政府办公室近日印发关于某事的第{n}号通知</p>"
        f"<p>发布时间：2023-05-1{n}</p></div>"
        for n in (1, 2, 3)
    )
    record = read(page("政策文件-某县人民政府", cards), "http://www.example.gov.cn/zwgk/zcwj/index.html")
    assert (record.kind, len(record.listing.items)) == ("list", 3)
    assert record.title == "政策文件"


def test_what_names_a_place() -> None:
    assert all(map(names_place, ("", "正文", "某县财政局", "某县政务公开网", "中国某县门户网站")))
    assert not any(map(names_place, (TITLE, "某县召开供水工作推进会议", "某县人民政府关于某事的通知")))
