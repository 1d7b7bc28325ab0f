"""Which months or years a title is about (1-5月, 第三季度, 上半年); this module alone knows how people write them."""

import re
from datetime import date

from auditor.text import hans

Month = tuple[int, int]  # year, month
NEW_YEAR = 2  # January and February make one report where the first has a spring festival in it

_YEAR = r"(?:(?P<{}>(?:19|20)[0-9]{{2}})年(?:度)?)?"
_NUMBER = "十[一二]?|[一二三四五六七八九]"
_MONTHS = re.compile(
    _YEAR.format("y")
    + rf"(?<![0-9.])(?P<first>1[0-2]|0?[1-9]|{_NUMBER})(?:月(?:份)?)?"
    + rf"(?:[-—–~至到](?P<last>1[0-2]|0?[1-9]|{_NUMBER}))?月(?!\s*[0-9一二三四五六七八九十廿卅]{{1,3}}[日号])"
)
_QUARTERS = re.compile(_YEAR.format("y") + r"[前第]?(?P<q>[1-4一二三四])季度")
_HALVES = re.compile(_YEAR.format("y") + r"(?P<half>上半年|下半年|全年)")
_FIRST = re.compile("(?<![0-9万亿千百十多])元(?=[月至到—–~-])")  # 元月, 元至二月
_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])年?")
_CHINESE = {sign: at for at, sign in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}


def months(title: str, published: date | None = None) -> frozenset[Month]:
    """Return the months that *title* names, by month, quarter or half year; empty where it names none.

    What is told from January on (1-5月, 前三季度, 上半年, 全年) is news of its last month or quarter, except January
    and February, which many series tell together. A month without its year is the last such month before *published*;
    without either it is none.
    """
    text = _FIRST.sub("1", hans.fold(title))
    found: set[Month] = set()
    if "月" in text:
        for match in _MONTHS.finditer(text):
            first, last = _number(match["first"]), _number(match["last"] or match["first"])
            first = last if first == 1 and last > NEW_YEAR else first
            found |= _dated(match["y"], range(first, last + 1), published)
    if "季度" in text:
        for match in _QUARTERS.finditer(text):
            quarter = _number(match["q"])
            found |= _dated(match["y"], range(3 * quarter - 2, 3 * quarter + 1), published)
    if "半年" in text or "全年" in text:
        for match in _HALVES.finditer(text):
            found |= _dated(match["y"], range(4, 7) if match["half"][0] == "上" else range(10, 13), published)
    return frozenset(found)


def years(title: str) -> frozenset[int]:
    """Return the years that *title* names; the year of a 文号 in its brackets is none."""
    return frozenset(int(year) for year in _YEARS.findall(re.sub(r"[〔\[【(][0-9]{4}[〕\]】)]", "", hans.fold(title))))


def _dated(year: str | None, wanted: range, published: date | None) -> set[Month]:
    if year:
        return {(int(year), month) for month in wanted}
    if published is None or not wanted:
        return set()
    # 12月 in a title of January is last year's.
    own = published.year if wanted[-1] <= published.month else published.year - 1
    return {(own, month) for month in wanted}


def _number(written: str) -> int:
    return _CHINESE[written] if written in _CHINESE else int(written)
