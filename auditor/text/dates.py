"""Dates as Chinese pages write them, and periods; alone knows the date forms of the language."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS_A_YEAR = 12
_SHORT = 100  # characters of a text whose days are remembered
_ZEROS = "〇○◯零OoОΟ"
_CHINESE = {**dict.fromkeys(_ZEROS, "0"), **{one: str(value) for value, one in enumerate("一二三四五六七八九", 1)}}

_YEAR = rf"[0-9{_ZEROS}一二三四五六七八九]{{4}}"
_MONTH = r"(?:元|十[一二]?|[一二三四五六七八九]|[0-9]{1,2})"
_DAY = r"(?:三十一?|卅一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{1,2})"
_B = r"\s{0,4}"
_WRITTEN = rf"(?P<y>{_YEAR}){_B}年{_B}(?P<m>{_MONTH}){_B}月{_B}(?P<d>{_DAY})"
_PLAIN = r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})"
_SPACED = r"(?P<y>[0-9]{4}) ?(?P<s>[-/.]) ?(?P<m>[0-9]{1,2}) ?(?P=s) ?(?P<d>[0-9]{1,2})"

_CLOCK = (
    r"(?:[上下]午)?\s*[0-9]{1,2}(?::[0-9]{1,2}(?::[0-9]{1,2}(?:[.,][0-9]+)?)?|[时時点]"
    r"(?:[0-9]{1,2}分(?:[0-9]{1,2}秒)?)?)\s*(?:Z|UTC|GMT|[AP]M|[+-][0-9]{2}:?[0-9]{2})?"
)
_WEEKDAY = r"\(?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?"
_REST = rf"(?:(?:T|\s+|(?<=[日号號])|(?<=[0-9]{{2}})(?=[0-9]{{2}}:)){_CLOCK})?"
_TAIL = rf"(?:\s*{_WEEKDAY})?{_REST}(?:\s*{_WEEKDAY})?"

_FORMS = tuple(
    re.compile(form + _TAIL, re.IGNORECASE)
    for form in (rf"{_WRITTEN}{_B}[日号號]", rf"{_WRITTEN}(?<=[0-9]{{2}})(?![0-9])", _SPACED)
)
_INCOMPLETE = re.compile(
    rf"{_YEAR}{_B}年(?:度|{_B}{_MONTH}{_B}月?(?:份|{_B}{_DAY})?)?|[0-9]{{4}}(?:[-/.][0-9]{{1,2}})?"
    rf"|{_MONTH}{_B}月{_B}{_DAY}{_B}[日号號]?|[0-9]{{1,2}}[-/.][0-9]{{1,2}}"
)
_EMPTY = re.compile(r"[\W_]*|(?:暂?无|暂缺|没有|无日期|null|none|nil|undefined|nan|n/a)", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_OUTER = (("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("<", ">"))

_WIDE = str.maketrans({**{chr(0xFF10 + n): str(n) for n in range(10)}, "．": ".", "－": "-", "／": "/"})
_WIDE_SIGN = re.compile("[０-９．－／]")
_FIND = re.compile(
    rf"(?<![0-9{_ZEROS}一二三四五六七八九]){_WRITTEN}{_B}日"
    rf"|(?<![0-9A-Za-z_/=]){_PLAIN.replace('P<', 'P<p').replace('(?P=', '(?P=p')}(?![0-9_])"
)
_FIGURES = re.compile(r"[0-9０-９][-/.．－／][0-9０-９]")  # every date in figures has this
_AFTER = re.compile(r"[-/.](?!(?:19|20)[0-9]{2}[-/.年])[0-9]|/")
_BEFORE = re.compile(r"[0-9A-Za-z][-/.]$")

_PERIOD = re.compile(r"P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?")


@lru_cache(maxsize=4096)  # a site has few days
def parse(raw: str) -> tuple[str | None, str]:
    """Read one date that stands alone, with or without a clock time, a weekday, brackets around it.

    Nothing is guessed: a text with anything else in it is no date (use `find`), nor are glued digits (20201130) or
    epochs.

    Returns:
        The ISO 8601 date and "", or None and why: `empty` (nothing or a placeholder), `incomplete` (a part is
        missing, 2023年7月), `impossible_date` (no such day, or a year outside 1900-2100), `not_a_date`.
    """
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", raw)).translate(_DASHES).strip()
    for opening, closing in _OUTER:
        if text.startswith(opening) and text.endswith(closing):
            text = text[1:-1].strip()
    if _EMPTY.fullmatch(text):
        return None, "empty"
    for form in _FORMS:
        if match := form.fullmatch(text):
            iso = _iso(match["y"], match["m"], match["d"])
            return iso, "" if iso else "impossible_date"
    return None, "incomplete" if _INCOMPLETE.fullmatch(text) else "not_a_date"


def find(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find every whole date in a running text: (ISO 8601 date, start, end), in order, without overlaps.

    Years of a 文号, parts of longer numbers and days that do not exist are left out.
    """
    if "年" not in text and _FIGURES.search(text) is None:
        return ()
    return _found_short(text) if len(text) <= _SHORT else _found(text)


@lru_cache(maxsize=4096)
def _found_short(text: str) -> tuple[tuple[str, int, int], ...]:
    return _found(text)  # several readers ask for the days of one line


def _found(text: str) -> tuple[tuple[str, int, int], ...]:
    narrow = text if _WIDE_SIGN.search(text) is None else text.translate(_WIDE)
    found: list[tuple[str, int, int]] = []
    last = 0
    for match in _FIND.finditer(narrow):
        start, end = match.span()
        year, month, day, *figures = match.groups()
        if year is None and (
            _AFTER.match(narrow, end) or (last != start - 1 and _BEFORE.search(narrow, max(0, start - 2), start))
        ):
            continue
        if iso := _iso(year, month, day) if year is not None else _iso(figures[0], figures[2], figures[3]):
            found.append((iso, start, end))
            last = end
    return tuple(found)


def add_period(day: date, period: str, times: int = 1) -> date:
    """Return *day* plus *times* the ISO 8601 *period* (P2W, P6M, P1Y, P10D; *times* may be negative).

    Months and years go by the calendar: 31 January plus P1M is the last day of February.

    Raises:
        ValueError: *period* is not such a period, or the result lies outside the calendar.
    """
    match = _PERIOD.fullmatch(period)
    if not match:
        raise ValueError(f"not an ISO 8601 period: {period!r}")
    years, months, weeks, days = (int(part or 0) * times for part in match.groups())
    index = day.year * _MONTHS_A_YEAR + day.month - 1 + years * _MONTHS_A_YEAR + months
    year, month = divmod(index, _MONTHS_A_YEAR)
    try:
        moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        return moved + timedelta(weeks=weeks, days=days)
    except (OverflowError, ValueError):
        raise ValueError(f"{day} + {times} × {period} lies outside the calendar") from None


def term_end(start: date, years: int, months: int = 0) -> date:
    """Return the last day of a term of *years* and *months* from *start*: the same day then, minus one day.

    Where that month has no such day it is its last day: 28 February from 29 February (民法典 art. 202).
    """
    end = add_period(start, "P1M", years * _MONTHS_A_YEAR + months)
    return end - timedelta(days=1) if end.day == start.day else end


@lru_cache(maxsize=4096)
def _iso(year: str, month: str, day: str) -> str | None:
    """Return the ISO form of a date whose parts are written in any digits, or None where there is no such day."""
    number = int(year if year.isdecimal() else "".join(_CHINESE.get(one, one) for one in year))
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    try:
        return date(number, _number(month), _number(day)).isoformat()
    except ValueError:
        return None


def _number(written: str) -> int:
    """Return the value of a month or day: 7, 07, 七, 元, 十, 二十一, 廿一, 三十, 卅一."""
    if written.isdigit():
        return int(written)
    written = written.replace("元", "一").replace("廿十", "廿").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = written.rpartition("十")
    units = int(_CHINESE.get(ones, "0"))
    return units + (10 * int(_CHINESE.get(tens, "1")) if ten else 0)
