"""What a text must tell; this kind alone knows when a page tells an element, and when it says enough to be judged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, anchors, not_applicable, not_assessable, passed, seen
from auditor.kinds._refusals import check_patterns
from auditor.model import PageKind, Reason, Record, State, Verdict, Vocabulary
from auditor.relate import key_of
from auditor.text import addresses, hans

MARKED = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+)[、.:]")
NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,8}[·•.][\u4e00-\u9fff]{2,8}")
PICTURE = re.compile("<img", re.IGNORECASE)
LONGEST = 40  # characters of a line that is a heading


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the text of a page lacks one of *elements*.

    Attributes:
        elements: Name → patterns (regular expressions over a line without blanks), one of which tells the element.
        headings: Name → patterns that tell it only in a marked heading (五、…).
        overview: Patterns of a sentence that only announces what the text holds; it tells nothing itself.
        picture: Name of the element that a picture in the text is; empty for none.
        title: Name of the element that a headline of two to four characters is (a person's name); empty for none.
        sure_from: Elements found from which the others are certainly missing; below it a person must say.
        judged_from: Elements found from which the page is one of its sort at all.
        titles: Patterns of a headline (without blanks), one of which such a page bears; empty for any.
        since: First year of yearly reports to be judged, by their title; 0 for pages that are none.
        shortest: Characters of text below which the text may be elsewhere.
        tabs: Words of links to other pages beside this one that tell the rest (联系方式).
        marks: Marked headings that, so many of them, are all the parts, however they are called; 0 to judge by names.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"missing", "found", "year"})

    elements: Mapping[str, list[str]] = field(default_factory=dict)
    headings: Mapping[str, list[str]] = field(default_factory=dict)
    overview: tuple[str, ...] = ()
    picture: str = ""
    title: str = ""
    sure_from: int = 0
    judged_from: int = 0
    titles: tuple[str, ...] = ()
    since: int = 0
    shortest: int = 100
    marks: int = 0
    tabs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse patterns that are none."""
        for name, groups in (("elements", self.elements), ("headings", self.headings)):
            check_patterns(name, (one for patterns in groups.values() for one in patterns))
        check_patterns("overview", self.overview)
        check_patterns("titles", self.titles)

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look for every element in the page's lines between headline and footer."""
        record = subject.record
        report = facts.view.reports.get(key_of(record))
        if self.since and (report is None or report.year < self.since):
            return not_applicable("不是本格式施行后的年报")
        if record.kind in (PageKind.LIST, PageKind.HOME) or not titled(record, self.titles):
            return not_applicable("不是这一类页面")
        page = facts.read(record.url)
        if page is None or record.scripted or record.listing.scripted:
            return not_assessable(Reason.NOT_CAPTURED if page is None else Reason.PROFILE_DRIFT)
        tabs = [facts.read(url) for url in self._beside(record, page.html)]
        lines = text_lines(page.text, record, facts.vocabulary)
        for one in tabs:
            lines += text_lines(one.text, record, facts.vocabulary) if one else []
        told = [self._without_overview(line) for line in lines]
        found = [name for name in self._names() if self._told(name, told, record)]
        missing = [name for name in self._names() if name not in found]
        if len(found) < self.judged_from:
            return not_applicable("不是这一类页面")
        if not missing:
            return passed()
        away = elsewhere(record) and not (self.picture and found)
        if sum(map(len, lines)) < self.shortest or (away and not found):
            return not_assessable(Reason.UNSUPPORTED_FILE if away else Reason.EMPTY)
        parts = len({mark[0] for line in lines if _is_heading(line) and (mark := MARKED.match(line))})
        drawn = not self.picture and (record.body.pictures > 0 or "frame" in record.body.media)
        certain = [name for name in missing if name != self.picture or not PICTURE.search(page.html)]
        drawn = drawn or None in tabs  # what stands on a tab that was not captured is not missing
        sure = certain and len(found) >= self.sure_from and not drawn and not (self.marks and parts >= self.marks)
        named = "、".join(certain or missing)
        values = {"missing": named, "found": "、".join(found), "year": str(report.year) if report else ""}
        state = State.FAIL if sure else State.NEEDS_REVIEW
        return Verdict(state, (seen(record, record.title or lines[0]),), values, part="elements")

    def _beside(self, record: Record, html: str) -> list[str]:
        """Return the pages in the same folder to which links with the words of tabs lead."""
        folder = record.url.rpartition("/")[0]
        found = (addresses.resolve(record.url, href) for href, words in anchors(html) if hans.fold(words) in self.tabs)
        return [
            one for one in found if one and one.rpartition("/")[0] == folder and addresses.key(one) != key_of(record)
        ]

    def _without_overview(self, line: str) -> str:
        for pattern in self.overview:
            line = re.sub(f"[^。]*(?:{pattern})[^。]*。?", "", line)
        return line

    def _names(self) -> tuple[str, ...]:
        extra = [name for name in (self.title, self.picture) if name]
        return tuple(dict.fromkeys([*self.elements, *extra]))

    def _told(self, name: str, lines: list[str], record: Record) -> bool:
        if name == self.picture and record.body.pictures:
            return True
        if name == self.title and NAME.fullmatch(hans.fold(record.title)):
            return True
        if any(re.search(pattern, line) for pattern in self.elements.get(name, ()) for line in lines):
            return True
        marked = [line for line in lines if _is_heading(line)]
        return any(re.search(pattern, line) for pattern in self.headings.get(name, ()) for line in marked)


def _is_heading(line: str) -> bool:
    return MARKED.match(line) is not None and len(line) <= LONGEST


def titled(record: Record, patterns: tuple[str, ...]) -> bool:
    """Tell whether the headline of a page is one of its sort."""
    title = hans.fold(record.title)
    return not patterns or any(re.search(pattern, title) for pattern in patterns)


def text_lines(text: str, record: Record, vocabulary: Vocabulary) -> list[str]:
    """Return the lines of a page from its headline to its footer, folded; blank ones left out."""
    lines = [line for one in text.splitlines() if (line := hans.fold(one))]
    title = hans.fold(record.title)
    start = next((nth for nth, line in enumerate(lines) if line == title), 0)
    words = [hans.fold(word) for word in vocabulary.words("page", "footer")]
    prose = max((nth for nth, line in enumerate(lines) if "。" in line), default=start)  # 主办单位 may stand in prose
    ends = (nth for nth, line in enumerate(lines) if nth > max(start, prose) and any(word in line for word in words))
    return lines[start : next(ends, len(lines))]


def elsewhere(record: Record) -> bool:
    """Tell whether the text, or a part of it, may stand in a file, a frame or a picture instead."""
    return (
        bool(record.links.attachments)
        or record.body.pictures > 0
        or (not {"frame", "attachment"}.isdisjoint(record.body.media))
    )
