from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
OPENING = "<p>近日，县政府办公室印发了《某县供水办法》（以下简称《办法》）。现解读如下。</p>"
CRUMBS = "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zcjd/>政策解读</a></div>"


def told(read: Reading, content: str) -> list[tuple[str, str]]:
    html = (
        f"<title>《某县供水办法》政策解读</title>{CRUMBS}<h1>《某县供水办法》政策解读</h1><div>{OPENING}{content}</div>"
    )
    record = read(html)
    assert record.kind == "interpretation"
    return [(one.name, one.quote) for one in record.body.elements]


PARAGRAPH = "为保障城乡供水，维护用户权益，县政府组织有关部门多次调研论证，形成了本办法并印发执行到位。"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"<p>一、制定背景和依据</p><p>{PARAGRAPH}</p>", [("background", "一、制定背景和依据")]),
        (f"<p>（二）目标任务。{PARAGRAPH}</p>", [("aims", "（二）目标任务。")]),
        (f"<p>【主要内容】{PARAGRAPH}</p>", [("content", "【主要内容】")]),
        (f"<p>问：《办法》适用于哪些人？</p><p>答：{PARAGRAPH}</p>", [("scope", "问：《办法》适用于哪些人？")]),
        (f"<p><b>执行标准：</b>{PARAGRAPH}</p>", [("standards", "执行标准：")]),
        ("<p>《办法》自2023年7月1日起施行，有效期五年。</p>", [("term", "《办法》自2023年7月1日起施行，有效期五年")]),
        (f"<h3>关键词诠释</h3><p>{PARAGRAPH}</p>", [("concepts", "关键词诠释")]),
        (f"<p>五、新旧政策差异</p><p>{PARAGRAPH}</p>", [("differences", "五、新旧政策差异")]),
        (f"<p>6.惠民利民举措</p><p>{PARAGRAPH}</p>", [("benefits", "6.惠民利民举措")]),
        ("<p>解读机关：某县水利局　联系电话：000-0000</p>", [("contact", "解读机关：")]),
        (f"<p>二、新舊政策差異</p><p>{PARAGRAPH}</p>", [("differences", "二、新舊政策差異")]),
        (
            f"<p>三、主要内容</p><p>{PARAGRAPH}</p><p>一、起草背景</p><p>四、主要内容</p>",
            [("background", "一、起草背景"), ("content", "三、主要内容")],
        ),
        (f"<p>{PARAGRAPH * 2}</p><p>会议介绍了背景，提出了要求。</p>", []),
        (f"<p>{PARAGRAPH}范围包括城区有关街道</p>", []),
    ],
)
def test_elements_are_read_from_headings_openings_and_phrases(
    read: Reading, content: str, found: list[tuple[str, str]]
) -> None:
    assert told(read, content) == found


def test_only_interpretations_have_elements(read: Reading) -> None:
    html = f"<title>关于某事的通知</title><h1>关于某事的通知</h1><div>{OPENING}<p>一、背景</p><p>{PARAGRAPH}</p></div>"
    assert read(html).body.elements == ()
