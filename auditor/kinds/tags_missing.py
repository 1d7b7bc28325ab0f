"""Prescribed `<meta>` tags of a page; this kind alone knows when one counts as missing, empty or misspelt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import State, Tagged, Verdict
from auditor.relate import key_of

LIKE = 0.86  # likeness from which a name nobody prescribes is a prescribed one misspelt (Desctiption)


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a page lacks a tag that pages of its sort carry; a template's fault is told at one page.

    A tag without content is a person's matter: it is there.

    Attributes:
        tags: home, column, article → the names such a page must carry; compared without case.
        said: home, column, article → how such a page is called.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"missing", "what", "misspelt", "shared"})

    tags: Mapping[str, tuple[str, ...]]
    said: Mapping[str, str] = field(default_factory=dict)

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the tags of the page with those of its sort."""
        record = subject.record
        tagged = facts.view.tagged.get(key_of(record))
        wanted = self.tags.get(tagged.page, ()) if tagged else ()
        if tagged is None or not wanted:
            return not_applicable("不是首页、栏目页或文章页")
        has = dict(record.tags)
        absent = [name for name in wanted if name.lower() not in has]
        empty = [name for name in wanted if has.get(name.lower()) == ""]
        if not absent and not empty:
            return passed()
        if tagged.names and tagged.names.url != record.url:
            return not_applicable("与其他网页出自同一模板，问题已在其中一页记过")
        text = facts.read(record.url)
        slips = self._misspelt(absent, has, text.html if text else "")
        parts = [f"缺少{'、'.join(absent)}" if absent else "", f"{'、'.join(empty)}没有内容" if empty else ""]
        values = {
            "missing": "，".join(part for part in parts if part),
            "what": self.said.get(tagged.page, ""),
            "misspelt": "".join(f"，写成了{slip}" for slip in slips),
            "shared": _shared(tagged),
        }
        quote = slips[0] if slips else record.title or record.url
        state = State.FAIL if absent else State.NEEDS_REVIEW
        return Verdict(state, (seen(record, quote, "head"),), values, part="meta")

    def _misspelt(self, absent: list[str], has: Mapping[str, str], html: str) -> list[str]:
        """Return the tags, as written in *html*, whose names are nearly those of absent ones."""
        known = {name.lower() for names in self.tags.values() for name in names}
        others = [name for name in has if name not in known]
        near = [one for name in absent for one in get_close_matches(name.lower(), others, 1, LIKE)]
        written = (re.search(re.escape(name), html, re.IGNORECASE) for name in near)
        return [found[0] if found else name for found, name in zip(written, near, strict=True)]


def _shared(tagged: Tagged) -> str:
    if tagged.names is None or tagged.names.count == 1:
        return ""
    whole = tagged.page == "home"
    return f"（全站采集到的{tagged.names.count}个网页都没有）" if whole else f"（同一模板共{tagged.names.count}页）"
