"""How long the public may comment: this file alone reads the period that a draft for comment states."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from auditor.extract.body import Text, is_attachment_heading
from auditor.extract.page import Line, Page, locate
from auditor.model import CommentPeriod

_ASKS = re.compile(r"征求|征集|征询|意见稿|徵求|徵集|徵詢|意見稿")
_ABOUT = re.compile(r"之日起|即日|意见|意見|建议|建議|征集|征求|徵|反馈|反饋|公示|时间|時間|期限|截[止至]")
_HEAD = re.compile(r"(?:时间|時間|期限|日期)[:：]?$")
_FULL = r"(?P<y{0}>20\d\d)\s?[年./-]\s?(?P<m{0}>\d{{1,2}})\s?[月./-]\s?(?P<d{0}>\d{{1,2}})(?!\d)\s?[日号號]?"
_PART = r"(?:(?P<n{0}>\d{{1,2}})\s?月\s?)?(?P<e{0}>\d{{1,2}})\s?[日号號]"
_DAY_1, _DAY_2 = (rf"(?:{_FULL.format(one)}|{_PART.format(one)})" for one in (1, 2))
_CLOCK = r"(?:\s?\d{1,2}(?::\d{2}|[时時点]))?"
_TO = rf"{_CLOCK}\s?起?\s?(?:\([^()]{{0,8}}\))?\s?(?:至|到|[—–~-]{{1,2}})\s?"
_SINCE = r"(?:公告|公布|公示|发布|發布|通知|刊登|即日|见报|登载)[^\d,。;]{0,8}?起?\s?(?:至|到|[—–~-]{1,2})\s?"
_RANGE = re.compile(_DAY_1 + _TO + _DAY_2)
_UNTIL = re.compile(_SINCE + _DAY_2)
_DEADLINE = re.compile(
    rf"(?P<stop>截[止至][^\d,。;]{{0,12}}|有效期至)?{_DAY_2}{_CLOCK}\s?(?P<before>之?前|以前|止|截止)?"
)
_NUMERAL = "一二三四五六七八九十"
_LENGTH = re.compile(
    rf"(?:(?:期限|时间|時間|为期|爲期|期)[^\d,。;{_NUMERAL}]{{0,6}}|起[^\d,。;{_NUMERAL}]{{0,3}})"
    rf"(?P<n>\d{{1,3}}|[{_NUMERAL}]{{1,3}})\s?(?P<unit>个?工作日|個?工作日|个月|個月|个?自然日|日|天)"
)
_UNITS = {"工作日": "working_days", "月": "months"}
_LINES, _QUOTE, _HEADING, _FAR = 80, 200, 16, 6
_BARE = 4  # characters of 附件1 alone, under which the draft begins
_NEAR = 24  # characters before a range in which it is said what it is


def read_comments(page: Page, text: Text, title: str, published: str) -> CommentPeriod | None:
    """Return the period that the announcement states, None where it is none or says nothing.

    Args:
        page: The page.
        text: Its text; an attached draft below it has dates of its own.
        title: Its headline.
        published: Its day, ISO 8601 or empty: dates without a year are of that one.
    """
    if not _ASKS.search(title):
        return None
    lines = list(_announcement(page, text))
    for read in (_range, _until, _deadline, _length):
        for line, shown in lines:
            found = read(shown, published)
            if found is not None:
                begin, end, length, unit = found
                return CommentPeriod(shown[:_QUOTE], locate(line.node, page), begin, end, length, unit)
    return None


Found = tuple[str, str, int, str]


def _announcement(page: Page, text: Text) -> Iterator[tuple[Line, str]]:
    """Yield the lines that may speak of the period, one below a heading 征集时间 together with it."""
    head = ""
    for line in page.lines[text.first : text.last][:_LINES]:
        shown = unicodedata.normalize("NFKC", line.text).strip()
        if is_attachment_heading(line.text) and len(shown) <= _BARE:
            return
        if _ABOUT.search(head + shown):
            yield line, (f"{head} {shown}" if _HEAD.search(head) else shown)
        head = shown if len(shown) <= _HEADING else " "


def _range(shown: str, published: str) -> Found | None:
    for match in _RANGE.finditer(shown):
        if not _ABOUT.search(shown, max(0, match.start() - _NEAR), match.start()):
            continue
        begin = _day(match, "1", published)
        end = _day(match, "2", begin.isoformat() if begin else "")
        if begin and end and begin <= end:
            return begin.isoformat(), end.isoformat(), 0, ""
    return None


def _until(shown: str, published: str) -> Found | None:
    days = (_day(match, "2", published) for match in _UNTIL.finditer(shown))
    return next((("", day.isoformat(), 0, "") for day in days if day), None)


def _deadline(shown: str, published: str) -> Found | None:
    for match in _DEADLINE.finditer(shown):
        day = _day(match, "2", published) if match["stop"] or match["before"] else None
        if day is not None:
            return "", day.isoformat(), 0, ""
    return None


def _length(shown: str, published: str) -> Found | None:
    del published
    match = _LENGTH.search(shown)
    if match is None:
        return None
    unit = next((name for word, name in _UNITS.items() if match["unit"].endswith(word)), "days")
    return "", "", _number(match["n"]), unit


def _number(written: str) -> int:
    """Return 30 for 30 and for 三十, 15 for 十五, 7 for 七."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = _NUMERAL.find(ones) + 1 if ones else 0
    return value + 10 * (_NUMERAL.find(tens) + 1 if tens else 1) if ten else value


def _day(match: re.Match[str], which: str, near: str) -> date | None:
    """Return a day; one without year or month is the first such day that is not long before *near*."""
    if match[f"y{which}"]:
        year, month, day = (int(match[f"{part}{which}"]) for part in "ymd")
        return _date(year, month, day)
    if not near:
        return None
    known = date.fromisoformat(near)
    month, day = int(match[f"n{which}"] or known.month), int(match[f"e{which}"])
    return _date(known.year + (month < known.month - _FAR), month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
