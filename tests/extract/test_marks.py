from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
BLOCK = "<table><tr><td>索引号</td><td>A1/2023-00001</td><td>发布机构</td><td>某县政府</td></tr></table>"
TITLE = "关于某事的通知"


def document(title: str = TITLE, tail: str = "", block: str = BLOCK) -> str:
    return f"<title>{title}</title><h1>{title}</h1>{block}<div><p>现将有关事项通知如下。</p>{tail}</div>"


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        (document(), ()),
        (document(f"{TITLE}（已废止）"), ("已废止",)),
        (document(f"【已失效】{TITLE}"), ("已失效",)),
        (document(f"{TITLE}（试行）"), ()),
        (document(tail="<img src=a.png alt=有效><img src=b.png alt=某县>"), ("有效",)),
        (document(tail="<img src=a.png title=废止>"), ("废止",)),
        (document(tail="<div class=stamp>本文件现行有效</div>"), ("本文件现行有效",)),
        (document(tail="<div>【失效】</div>"), ("【失效】",)),
        (document(tail="<p>该文件已废止。</p>"), ("该文件已废止。",)),
        (document(tail="<div>已修改</div>"), ("已修改",)),
        (document(tail="<div>廢止</div>"), ("廢止",)),
        (document(tail="<p>有效开展工作</p><p><a href=/x/>有效</a></p>"), ()),
        (document(block=BLOCK.replace("</tr>", "</tr><tr><td>有效性</td><td>有效</td></tr>")), ()),
    ],
)
def test_words_that_speak_of_validity_outside_the_block(read: Reading, html: str, marks: tuple[str, ...]) -> None:
    record = read(html)
    assert record.marks == marks
    assert record.kind == "document"


def test_a_column_has_no_marks(read: Reading) -> None:
    items = "".join(f"<li><a href={n}001.html>关于第{n}件事的通知</a>2023-01-01</li>" for n in range(1, 5))
    assert read(f"<ul>{items}</ul><p>有效</p>", "http://www.example.gov.cn/zwgk/zcwj/").marks == ()
