"""Days, periods and counts in a sentence of a 工作要点; this module alone knows how they are written."""

import re
from dataclasses import dataclass

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_MONTH = re.compile(
    r"(?P<every>每年)?(?:(?P<year>20\d{2})年)?(?P<month>1[0-2]|[1-9])月(?:(?P<day>[12]\d|3[01]|[1-9])日|(?:底|末|份)?)(?:之)?前"
)
_YEAR_END = re.compile(r"(?P<every>每年)?(?:(?P<year>20\d{2})年)?(?:年底前|年底之前|年末前|年终前|年内|本年度内)")
_WITHIN = re.compile(rf"({_NUMBER})个?工作日(?:以?内|之内)")
_COUNT = re.compile(
    rf"(?:不少于|至少|不低于|不得少于)[^，,。；;]{{0,12}}?({_NUMBER})\s*(?:次|期|场|件|篇|批|个|项|条)"
    rf"|(?<![\d〔])({_NUMBER})(?:次|期|场|篇)(?:以上|及以上)"
)
_EVERY = (
    (re.compile(r"每周|按周|周周"), "P1W"),
    (re.compile(r"每[五5]日|每[五5]天"), "P5D"),
    (re.compile(r"每个?月(?!\d)|按月|逐月|月度"), "P1M"),
    (re.compile(r"每个?季度|按季度|每季|逐季"), "P3M"),
    (re.compile(r"每半年|按半年"), "P6M"),
)
_DIGITS = {sign: at for at, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_AFTER = re.compile(
    rf"(?:人代会|人民代表大会|人大会议|[县市区省]?两会)(?:会议)?(?:闭会|闭幕|结束)(?:之?后的?)?(?P<count>{_NUMBER})个?(?P<unit>工作日|日|天)(?:以?内|之内)"
)
_CONGRESS = "congress_end"  # the event that a site's configuration dates
_HALVES = re.compile(r"上半年(?:[、,，和]|及)下半年各|上[、,，]?下半年各|每个?半年")
# 第一季度 at the head of a clause says when; 公开第一季度收支 says of what.
_PART = re.compile(
    r"(?:^|[,，。]|[在于])(?:每年)?(?:(?P<year>20\d{2})年)?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)(?!.{0,12}(?:情况|数据))"
)
_WHEN = re.compile(
    rf"\d{{1,2}}月(?:\d{{1,2}}日)?(?:至|到|-|—|~)(?:\d{{1,2}}月)?\d{{1,2}}[日月]|{_NUMBER}个?(?:工作)?[日天](?:以?内|之内)"
    r"|第?[一二三四1-4]季度|[上下]半年"
)
_DATE = re.compile(r"\d{1,2}月")
_SIGNED = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_QUARTERS = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a sentence gives; each is empty or 0 where it says nothing of the sort.

    `due` is `MM-DD` or `YYYY-MM-DD`, `every` an ISO 8601 period, `working_days` and `days` spans whose first day the
    text does not date, `after` the event they follow, `when` a time in its own words that makes no day.
    """

    due: str = ""
    recurs: bool = False
    every: str = ""
    at_least: int = 0
    working_days: int = 0
    days: int = 0
    after: str = ""
    when: str = ""


def measure(sentence: str) -> Measure:
    """Read a simplified sentence."""
    due, recurs = _due(sentence)
    every = next((period for pattern, period in _EVERY if pattern.search(sentence)), "")
    every = "P6M" if _HALVES.search(sentence) else every
    count, within, after = _COUNT.search(sentence), _WITHIN.search(sentence), _AFTER.search(sentence)
    at_least = _number(count[1] or count[2]) if count else 0
    if not every and not due and not after:
        due, recurs = _part(sentence)
    days = _number(after["count"]) if after and after["unit"] != "工作日" else 0
    working = _number(within[1]) if within else 0
    when = _WHEN.search(sentence)
    said = when[0] if when and not (due or every or working or days) else ""
    return Measure(due, recurs, every, at_least, working, days, _CONGRESS if after else "", said)


def by_column(cell: str) -> Measure:
    """Read a simplified cell of a column of deadlines, where 9月底 is as good as 9月底前."""
    written = cell.strip().rstrip("。")
    if not written:
        return Measure()
    found = measure(written if written.endswith("前") or "、" in written else f"{written}前")
    timed = found.due or found.every or found.working_days or found.days
    return found if timed else Measure(when=written)


def speaks_of_time(text: str) -> bool:
    """Tell whether a simplified line gives any day, period, count or other time; a date under a letter does not."""
    return not _SIGNED.fullmatch(text.strip()) and (measure(text) != Measure() or bool(_DATE.search(text)))


def _part(sentence: str) -> tuple[str, bool]:
    """Return the last day of the quarter or half year in which a thing is to be done."""
    match = _PART.search(sentence)
    if match is None:
        return "", False
    quarter = str(_number(match["quarter"])) if match["quarter"] else {"上": "2", "下": "4"}[match["half"]]
    written = _QUARTERS[quarter]
    return (f"{match['year']}-{written}" if match["year"] else written), "每年" in match[0]


def _due(sentence: str) -> tuple[str, bool]:
    """Return the last day that a sentence names and whether it returns every year."""
    if match := _MONTH.search(sentence):
        month = int(match["month"])
        day = min(int(match["day"]), _LAST[month - 1]) if match["day"] else _LAST[month - 1]
        written = f"{month:02d}-{day:02d}"
    elif match := _YEAR_END.search(sentence):
        written = "12-31"
    else:
        return "", False
    return (f"{match['year']}-{written}" if match["year"] else written), bool(match["every"])


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
