"""What stands on a page besides its block, told to people; this module alone knows how text and list are worded."""

from auditor.formats._layout import table, wrap
from auditor.formats._page_words import ELEMENTS, MEDIA, STATEMENTS
from auditor.formats._words import say
from auditor.model import Listing, Record, Statement

_SHOWN = 10  # entries of a list that are printed; JSON has them all


def body(record: Record, width: int) -> list[str]:
    """Say what the text says of itself: number, signature, term, what it repeals, its headings and elements."""
    own = record.body
    signed = " ".join(part for part in (own.signature, own.signature_date) if part)
    rows = [
        ("正文文号", own.number),
        ("落款", signed),
        ("媒体", "、".join(say(MEDIA, one) for one in own.media)),
        ("标题层次", " / ".join(own.headings)),
        ("解读要素", "、".join(say(ELEMENTS, one.name) for one in own.elements)),
        ("表格", "；".join(f"{len(one.rows)} 行 {len(one.rows[0])} 列" for one in record.tables)),
    ]
    lines = [line for name, said in rows if said for line in wrap(said, width, first=f"{name}  ")]
    return lines + [line for one in record.statements for line in _statement(one, width)]


def _statement(one: Statement, width: int) -> list[str]:
    named = f"《{one.title}》" if one.title else ""
    number = f"（{one.number}）" if one.number and named else one.number
    length = f"{one.years} 年" if one.years else f"{one.months} 个月" if one.months else ""
    parts = (f"{named}{number}", one.date, length, "（部分条款）" if one.partial else "")
    said = " ".join(part for part in parts if part)
    return wrap(f"{say(STATEMENTS, one.kind)}：{said}".rstrip("："), width, first="- ")


def listing(found: Listing, width: int) -> list[str]:
    """Say what stands in the list of a column: how many entries, the first of them, and its further pages."""
    lines = []
    if found.items:
        dated = sum(1 for item in found.items if item.date)
        further = f"；另有 {len(found.pages)} 页" if found.pages else ""
        lines += wrap(f"本页 {len(found.items)} 条，其中 {dated} 条有日期{further}", width)
        rows = [(item.date or "—", item.title) for item in found.items[:_SHOWN]]
        lines += table(("日期", "标题"), rows, width, flexible=(1,))
        if len(found.items) > _SHOWN:
            lines.append(f"……其余 {len(found.items) - _SHOWN} 条从略（-f json 全部列出）")
    elif found.blank_words:
        lines += wrap(f"没有条目，页面写着“{found.blank_words}”", width)
    elif found.scripted:
        lines += wrap("列表由脚本填充，静态页面读不到。", width)
    return lines
