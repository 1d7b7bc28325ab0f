"""One page told to the person who made it; this module alone knows how gaps and passed-over readings are worded."""

from collections.abc import Iterable

from auditor.formats._layout import table, wrap
from auditor.formats._page_words import FIELDS, GAPS, KIND_REASONS, KINDS, READERS, VERDICTS
from auditor.formats._words import say
from auditor.model import Candidate, Gap, Record

_NOT_ALL = "缺项不都是问题：要看文件归谁、何时发布、在什么栏目，能确定的列在后面。"


def gaps(lacking: Iterable[Gap], width: int) -> list[str]:
    """Say which fields the rules ask for and the page does not give, a line each."""
    lines = []
    for gap in lacking:
        elsewhere = f"（正文里有“{gap.elsewhere}”）" if gap.elsewhere else ""
        lines += wrap(f"{say(FIELDS, gap.name)}：{say(GAPS, gap.why)}{elsewhere}", width, first="- ")
    return lines + (wrap(_NOT_ALL, width) if lines else [])


def candidates(record: Record, seen: Iterable[Candidate], width: int) -> list[str]:
    """Say why the page counts as what it is, and of each label and value what became of it."""
    why = "、".join(_kind_reason(one) for one in record.kind_reasons) or "没有认出别的特征"
    rows = [
        (
            say(READERS, one.reader),
            say(FIELDS, one.field),
            f"{one.label} {one.raw}".strip(),
            say(VERDICTS, one.verdict) + (f"：{say(READERS, one.note)}" if one.note else ""),
            (f"第 {one.line} 行 " if one.line else "") + one.locator.rpartition(" > ")[2],
        )
        for one in seen
        if one.field  # a label of the footer, 浏览次数 and the like interest nobody; JSON has them all
    ]
    head = ("读法", "字段", "原样", "结论", "位置")
    shown = table(head, rows, width, flexible=(2, 3, 4)) if rows else ["没有看到任何要读的标签。"]
    return [*wrap(f"{say(KINDS, record.kind)}：{why}", width, first="页面类型  "), *shown]


def _kind_reason(reason: str) -> str:
    """Say a reason for a kind; `title:解读` and `column:解读` carry a word of the page's own."""
    what, mark, word = reason.partition(":")
    return f"{say(KIND_REASONS, what)}：{word}" if mark else say(KIND_REASONS, reason)
