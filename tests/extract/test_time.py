"""Pages that were made to be read for ever."""

import time
from collections.abc import Callable

import pytest

from auditor.model import Record

SECONDS = 15.0  # of a loaded machine that also measures coverage; without the bounds some of these took minutes


def block(number: str) -> str:
    rows = (("索引号", "A1/2023-00001"), ("文号", number), ("发布机构", "某县政府"))
    cells = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows)
    return f"<h1>关于某事的通知</h1><table>{cells}</table><p>现将有关事项通知如下。</p>"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<title>{'（' * 66_000}</title><p>a</p>", id="brackets"),
        pytest.param(f"<title>{'【' * 66_000}</title><p>a</p>", id="other brackets"),
        pytest.param(f"<p>a</p>{'<script>' * 12_500}", id="scripts"),
        pytest.param(f"<p>a</p>{'<script src=' * 10_000}", id="sources"),
        pytest.param(f"<p>政策文件</p><script>{'<record><![CDATA[' * 6_000}</script>", id="records"),
        pytest.param(f"<p>政策文件</p><script>{'<nextgroup><![CDATA[' * 12_000}</script>", id="groups"),
        pytest.param(block("".join(f"<b id=x{n} class=y{n}></b>" for n in range(4_000))), id="elements"),
        pytest.param(block(f"<b class='{' '.join(f'y{n}' for n in range(8_000))}'></b>") + "<i>.y</i>", id="names"),
        pytest.param(f"<h1>关于某事的通知</h1>{'<h3>相关解读</h3>' * 6_000}", id="headings"),
        pytest.param(
            block("") + "<h3>相关解读</h3><p><a href=/1.html>某县办法政策解读</a></p>" * 6_000, id="headings with links"
        ),
    ],
)
def test_no_page_takes_long_to_read(read: Callable[..., Record], html: str) -> None:
    start = time.process_time()
    for url in ("http://www.example.gov.cn/a/t20230714_240660.html", "http://www.example.gov.cn/zwgk/zcwj/"):
        assert read(html, url).outcome in {"ok", "empty", "js_challenge"}
    assert time.process_time() - start < SECONDS
