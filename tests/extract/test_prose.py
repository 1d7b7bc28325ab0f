# ruff: noqa: E501 - markup stands as pages have it
from collections.abc import Callable

import pytest

from auditor.extract import body_text
from auditor.model import Capture, Reason, Vocabulary

URL = "http://www.example.gov.cn/zwgk/zcwj/202307/t20230714_240660.html"
SENTENCE = "各乡镇人民政府:现将《某县办法》印发给你们,请结合实际,认真抓好贯彻落实。"
BODY = (SENTENCE, "一、加强领导", SENTENCE, "某县人民政府办公室", "2023年7月14日")
MENU = "<ul class=nav>" + "".join(f"<li><a href=/{n}/>第{n}栏目</a></li>" for n in range(12)) + "</ul>"
TRAIL = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zcwj/>政策文件</a> &gt; 正文</div>"
BLOCK = "<tr><td>索引号</td><td>A1/2023-00001</td></tr><tr><td>发布机构</td><td>某县人民政府办公室</td></tr>"
LINE = "<div>发布时间：2023-07-14 来源：某县政府办 浏览次数：<span id=n></span> 字体：大 中 小</div>"
TOOLS = "<div>【打印本页】 【关闭】</div><div>分享到：微信 QQ空间</div>"
RELATED = "<ul>" + "".join(f"<li><a href=/{n}.html>关于第{n}件事情的通知</a></li>" for n in range(5)) + "</ul>"
FOOT = "<div>主办单位：某县人民政府 ICP备1号</div><div>网站标识码：3700000000</div>"
TEXT = "".join(f"<p>{one}</p>" for one in BODY)


@pytest.fixture
def alone(vocabulary: Vocabulary) -> Callable[..., str]:
    def reading(html: str | bytes, *headers: tuple[str, str]) -> str:
        body = html.encode() if isinstance(html, str) else html
        return body_text(Capture(URL, URL, 200, headers, body, None, Reason.OK), vocabulary)

    return reading


@pytest.mark.parametrize(
    "content",
    [
        f"{MENU}{TRAIL}<table>{BLOCK}</table><h1>关于某事的通知</h1>{LINE}<div id=zoom>{TEXT}</div>{TOOLS}<h4>相关文件</h4>{RELATED}{FOOT}",
        f"{MENU}{TRAIL}<div><h1>关于某事的通知</h1>{LINE}<table>{BLOCK}</table>{TEXT}<p>责任编辑：某某</p>{TOOLS}{RELATED}</div>{FOOT}",
        f"{MENU}<table><tr><td>{TRAIL}<h1>关于某事的通知</h1>{LINE}{TEXT}<p>上一篇：<a href=/9.html>关于别的事</a></p></td></tr></table>{FOOT}",
        f"<div id=zoom><h1>关于某事的通知</h1>{LINE}{TEXT}{RELATED}</div>",
        f"{MENU}{TRAIL}<h1>关于某事的通知</h1>{TEXT}<div>扫一扫在手机打开当前页</div>{RELATED}{FOOT}",
    ],
)
def test_the_text_has_no_menu_block_footer_or_list(alone: Callable[..., str], content: str) -> None:
    assert alone(f"<title>关于某事的通知</title>{content}") == "\n".join(BODY)


def test_what_reads_like_a_tool_may_be_text(alone: Callable[..., str]) -> None:
    text = f"<p>{SENTENCE}</p><p>来源：某局应当在五日内答复。</p><p>大中小学校</p><p>——</p>"
    got = alone(f"<title>关于某事的通知</title><h1>关于某事的通知</h1><div>{text}</div>")
    assert got == f"{SENTENCE}\n来源：某局应当在五日内答复。\n大中小学校\n——"


def test_what_cannot_be_read_has_no_text(alone: Callable[..., str]) -> None:
    assert alone(b"%PDF-1.4") == ""
    assert alone(b"<html><p>" + b"\x80\xff" * 400) == ""
    assert alone("<html><title>404</title><p>页面不存在</p></html>") == ""
    assert alone(f"<p>{SENTENCE}</p>", ("content-type", "application/pdf")) == ""
