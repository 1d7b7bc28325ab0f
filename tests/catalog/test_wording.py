"""What the shipped rules, sets and plans say to people is written as Chinese is: with full-width punctuation."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor import catalog, yamlfile

SAID = ("title", "message", "remedy", "manual", "source", "basis", "document", "article")
NOT_SAID = ("options", "applies_to", "examples")  # patterns, and pages as they are
FILES = sorted(
    path for shelf in ("checks", "sets", "plans") for path in (catalog.shipped("rules") / shelf).rglob("*.yaml")
)

# A half-width sign between or beside Chinese characters, their quotation marks or a placeholder; `9704-2012` and
# `年-月-日 时:分` (how a value is to be written) are none.
_CHINESE = "\u3400-\u9fff\u3000-\u303f\uff01-\uff60“”…}"
HALF = re.compile(rf"(?<!时)(?:(?<=[{_CHINESE}])[,;:!?()]|[,;:!?()](?=[{_CHINESE}{{]))")


def said(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - whatever YAML can hold
    if isinstance(value, dict):
        for name, inside in value.items():
            if name not in NOT_SAID:
                yield from said(inside, name)
    elif isinstance(value, list):
        for inside in value:
            yield from said(inside, key)
    elif isinstance(value, str) and key in SAID:
        yield value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_chinese_text_has_full_width_punctuation(path: Path) -> None:
    document = yamlfile.read(path)
    assert document is not None
    texts = list(said(document.data()))
    assert texts
    assert [text for text in texts if HALF.search(text)] == []


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("截至{as_of},未见", True),
        ("栏目(上级)", True),
        ("成文{start},公开{end}", True),
        ("按GB/T 9704-2012改写", False),
        ("如 2023-05-10 09:30", False),
        ("截至{as_of}，未见（上级）", False),
    ],
)
def test_half_width_punctuation_is_recognised(text: str, half: bool) -> None:  # noqa: FBT001 - a parameter
    assert bool(HALF.search(text)) is half
