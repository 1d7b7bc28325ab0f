"""Options that are texts of a form (patterns, periods, days); this module alone says what is wrong in one."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from auditor.kinds import WrongOption
from auditor.text import dates

_START = date(2000, 1, 1)
_NO_PERIOD = "不是时间长度,应写成 P2W、P6M、P1Y 这样"


def check_patterns(option: str, patterns: Iterable[str]) -> None:
    """Raise WrongOption where one of *patterns* is no regular expression."""
    for one in patterns:
        try:
            re.compile(one)
        except re.error as error:
            raise WrongOption(option, f"正则表达式写错了: {one}(第{(error.pos or 0) + 1}个字符处)") from None


def check_periods(option: str, periods: Iterable[str]) -> None:
    """Raise WrongOption where one of *periods* is none in ISO 8601 (P2W, P6M, P1Y)."""
    for one in periods:
        check_form(
            option, one, lambda written: dates.add_period(_START, written), "不是时间长度,应写成 P2W、P6M、P1Y 这样"
        )


def check_form(option: str, written: str, read: Callable[[str], object], said: str) -> None:
    """Raise WrongOption with what is *said* where *read* cannot read what is *written*."""
    try:
        read(written)
    except ValueError:
        raise WrongOption(option, f"{written} {said}") from None
