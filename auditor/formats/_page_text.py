"""What was read from one page, for a terminal; this module alone knows in which order it is told."""

from collections.abc import Iterable, Iterator, Sequence

from auditor.formats import _contents, _selfcheck
from auditor.formats._findings import found
from auditor.formats._layout import Line, section, styled, table, wrap
from auditor.formats._page_words import FIELDS, FORMS, KINDS, SOURCES, VALIDITIES
from auditor.formats._words import say, why
from auditor.model import Candidate, Field, Finding, Gap, Link, PageKind, Record


def page(
    record: Record,
    findings: Sequence[Finding],
    width: int,
    *,
    gaps: Iterable[Gap] = (),
    candidates: Iterable[Candidate] | None = None,
) -> Iterator[Line]:
    """Tell what was read from one page, what it lacks and what was found, in lines of *width* cells."""
    yield from _read(record, width)
    yield from _how(record, gaps, candidates, width)
    yield from _page(record, findings, width)


def _read(record: Record, width: int) -> Iterator[Line]:
    yield from styled(wrap(record.title or "（没有标题）", width), "bold")
    yield from styled(wrap(record.url, width), "cyan")
    yield from styled(wrap(f"页面类型：{say(KINDS, record.kind)}", width))
    if record.outcome != "ok":
        yield from styled(wrap(f"未能读取：{why(record.outcome)}。没有读到的内容不作评判。", width), "yellow")
    if record.breadcrumb:
        way = " > ".join(name for name, _ in record.breadcrumb)
        yield from styled(wrap(f"当前位置：{way}", width))
    if record.scripted and record.outcome == "ok":
        yield from styled(wrap("信息栏由脚本填充，静态页面读不到。", width), "yellow")
    yield from section("信息栏", _fields(record.fields, width), width)


def _how(record: Record, gaps: Iterable[Gap], candidates: Iterable[Candidate] | None, width: int) -> Iterator[Line]:
    yield from section("规则要求而没有读到", _selfcheck.gaps(gaps, width), width)
    if candidates is not None:
        yield from section("为什么这样读", _selfcheck.candidates(record, candidates, width), width)


def _page(record: Record, findings: Sequence[Finding], width: int) -> Iterator[Line]:
    if record.kind not in {PageKind.LIST, PageKind.HOME}:
        yield from section("正文", _contents.body(record, width), width)
    yield from section("栏目列表", _contents.listing(record.listing, width), width)
    yield from section("解读", _links(record.links.interpretations, width), width)
    yield from section("对应文件", _links(record.links.documents, width), width)
    yield from section("附件", _links(record.links.attachments, width), width)
    yield from found(findings, width, read=record.outcome == "ok")


def _fields(fields: Iterable[Field], width: int) -> list[str]:
    rows = [
        (f"{say(FIELDS, field.name)}", _value(field), f"{field.label} {field.raw}", say(SOURCES, field.source))
        for field in fields
    ]
    return table(("字段", "读到", "原样", "来源"), rows, width, flexible=(1, 2)) if rows else []


def _value(field: Field) -> str:
    if field.value is None:
        return f"无（{why(field.reason)}）" if field.reason else "无"
    known = VALIDITIES.get(field.value) if field.name == "validity" else None
    return f"{known}（{field.value}）" if known else field.value


def _links(links: Iterable[Link], width: int) -> list[str]:
    lines = []
    for place, link in enumerate(links, start=1):
        form = f"[{say(FORMS, link.form) if link.form else link.suffix}] " if link.form or link.suffix else ""
        named = link.text if link.text != link.url else ""
        # The address stands on a line of its own, behind the name where there is one.
        lines += wrap(f"{form}{named}", width, first=f"{place}. ")
        lines += wrap(link.url, width, first="   ")
    return lines
