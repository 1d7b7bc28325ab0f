"""The title of a yearly report on disclosure: this module alone reads its year and the unit that reports."""

import re

from auditor.text.hans import fold

_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WRITTEN = re.compile(r"[二][〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)年?度?")
_ABOUT = re.compile(r"(?:关于)?(?:开展)?(?:政府信息|政务信息|政务公开|信息公开|信息年度)")
_NOISE = re.compile(r"[\W_]+")


def year(title: str) -> int:
    """Return the year that a report is about, by its title; 0 where none or more than one stands there."""
    found = {int(one) for one in _YEAR.findall(_digits(title))}
    return found.pop() if len(found) == 1 else 0


def unit(title: str) -> str:
    """Return the unit that a report is about, folded, by its title (郯城县财政局2017年信息公开年度报告 → 郯城县财政局).

    Empty where the title names none.
    """
    bare = _NOISE.sub("", _YEAR.sub("", _digits(title)))
    about = _ABOUT.search(bare)
    if about is None:
        return ""
    name = bare[: about.start()].removesuffix("关于")
    return f"{name}政府" if name.endswith("人民") else name


def _digits(title: str) -> str:
    """Return the folded title, a year written in Chinese figures (二〇二二年) in Arabic ones."""
    return _WRITTEN.sub(lambda match: match[0].translate(_CHINESE), fold(title))
