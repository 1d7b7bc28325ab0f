"""The forms of an interpretation: what its title or column names, and what stands in its text."""

from collections.abc import Callable

import pytest

from auditor.model import Form, Record

Reading = Callable[..., Record]
PAGE = """<html><head><title>{title}</title></head><body><div class="position">当前位置：<a href="/">首页</a> &gt;
<a href="/jd/">{column}</a></div><h1>{title}</h1><div class="info">发布时间：2023-05-11 来源：县住建局</div>
<div class="content">{body}</div></body></html>"""
WORDS = "<p>" + "供热单位应当按时供热，室温不达标的按日退费，群众不用跑腿。" * 10 + "</p>"
PICTURE, FILM = '<p><img src="/a/1.jpg"></p>', '<p><video src="/a/1.mp4"></video></p>'


@pytest.mark.parametrize(
    ("title", "column", "body", "wanted"),
    [
        ("《供热办法》政策解读", "政策解读", WORDS, (Form.TEXT,)),
        ("《供热办法》政策解读", "政策解读", WORDS + FILM, (Form.TEXT, Form.VIDEO)),
        ("一图读懂《供热办法》", "政策解读", PICTURE, (Form.CHART,)),
        ("一图读懂《供热办法》", "政策解读", PICTURE + FILM, (Form.CHART, Form.PICTURE, Form.VIDEO)),
        ("《供热办法》政策解读", "专家解读", WORDS, (Form.EXPERT,)),
        ("《供热办法》政策解读", "政策解读", PICTURE, (Form.PICTURE,)),
        ("《供热办法》政策解读", "政策解读", "<p>见附件。</p>", ()),
        ("《供热办法》政策解读", "政策解读", WORDS[:80] + "</p>", (Form.TEXT,)),
        ("《供热办法》政策解读", "政策解读", WORDS[:80] + "</p>" + FILM, (Form.VIDEO,)),
    ],
)
def test_forms(read: Reading, title: str, column: str, body: str, wanted: tuple[Form, ...]) -> None:
    assert read(PAGE.format(title=title, column=column, body=body)).forms == wanted


def test_other_pages_have_none(read: Reading) -> None:
    assert read(PAGE.format(title="县政府召开会议", column="要闻", body=WORDS)).forms == ()
