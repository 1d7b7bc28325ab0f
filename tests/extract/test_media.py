from collections.abc import Callable

import pytest

from auditor.model import Record

Reading = Callable[..., Record]
PROSE = "<p>张示例，男，汉族，1975年6月出生，大学学历，中共党员，现任某县人民政府副县长。</p>" * 3
FOOTER = "<div><p><img src=/red.png alt=党政机关>主办单位：某县人民政府</p></div>"


def shown(inside: str, below: str = FOOTER) -> str:
    return f"<title>张示例</title><h1>张示例</h1><div id=zoom>{inside}</div>{below}"


@pytest.mark.parametrize(
    ("inside", "count"),
    [
        (PROSE, 0),
        (f"<p><img src=/1.jpg></p>{PROSE}", 1),
        (f"{PROSE}<p><img src=/1.jpg><img src=/2.jpg></p>", 2),
        (f"<p><img src=/1.jpg width=1 height=1></p>{PROSE}", 0),
        (f"{PROSE}<iframe src=/1.html></iframe>", 0),
    ],
)
def test_pictures_are_counted_in_the_box_of_the_text_alone(read: Reading, inside: str, count: int) -> None:
    assert read(shown(inside)).body.pictures == count


def test_only_yearly_reports_have_a_sketch(read: Reading) -> None:
    title = "某县人民政府2022年政府信息公开工作年度报告"
    text = f"<title>{title}</title><h1>{title}</h1><div id=zoom>{PROSE}</div>"
    assert read(text).body.sketch
    assert read(shown(PROSE)).body.sketch == ()
