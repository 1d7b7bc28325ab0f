"""Messages of people and what was answered; this kind alone knows when one has waited too long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import ClassVar

from auditor.kinds import TAG, Facts, Page, Scope, anchors, not_applicable, not_assessable, passed, seen
from auditor.model import FieldName, PageKind, PageText, Reason, Record, State, Verdict
from auditor.text import addresses, dates

ROW = re.compile(r"<(tr|li|dl)\b[^>]{0,400}>(.{0,4000}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
ROW_END = re.compile(r"</(?:tr|dl|ul|li|table)\b", re.IGNORECASE)
SILENT = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
REACH = 40  # characters behind a label in which its date stands
QUOTE = 80
SHORT = 15  # characters of a note in the place of a reply (正在办理中); more is a reply


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where a message has had no reply for longer than *after*; a page that does not tell is not assessable.

    Attributes:
        after: ISO 8601 period within which a reply is due; exactly the period is in time.
        within: ISO 8601 period before as_of whose messages count, empty for all.
        asked: Labels of the day on which a message came in.
        replied: Labels of a reply or of its day.
        waiting: Words that say a message has no reply yet.
        done: Words that say it has one.
        apart: Words in the name of a channel that has rules of its own (信访).
        invalid: Words in the title of what is no message.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"asked", "days", "said", "titles"})

    after: str
    asked: tuple[str, ...]
    replied: tuple[str, ...]
    waiting: tuple[str, ...]
    done: tuple[str, ...]
    within: str = ""
    apart: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Judge a message on its own page, in a list only those whose pages are not at hand."""
        record = subject.record
        above = [subject.place.column, *(name for name, _ in record.breadcrumb), *self._title_of_channel(record)]
        if any(word in name for word in self.apart for name in above):
            return not_applicable("信访、举报、访谈、征集等专门渠道")
        page = facts.read(record.url)
        if page is None:
            return not_assessable(Reason.NOT_CAPTURED)
        if record.kind in (PageKind.LIST, PageKind.HOME):
            return self._list(subject, page, facts)
        if any(word in record.title for word in self.invalid):
            return not_applicable("不是有效留言")
        return self._message(subject, page, facts)

    def _title_of_channel(self, record: Record) -> tuple[str, ...]:
        return (record.title,) if record.kind in (PageKind.LIST, PageKind.HOME) else ()

    def _message(self, subject: Page, page: PageText, facts: Facts) -> Verdict:
        came = self._came(subject.record, page.text)
        replies = list(self._replies(page.html))
        if any(replies) or _first(self.done, page.text):
            return passed()
        # A word for waiting counts where it stands alone, like a status: a reply without a known label may hold one.
        alone = "\n".join(line for line in page.text.splitlines() if len(line.strip()) <= SHORT)
        said = _first(self.waiting, alone)
        if not came or not (said or replies):
            # Neither a reply nor a word that there is none: a script may show both.
            return not_applicable("不是留言") if not came else not_assessable(Reason.PROFILE_DRIFT)
        if not self._overdue(came, facts.as_of):
            return passed()
        quote = said or next(label for label in self.replied if label in page.text)
        return self._hit(subject, [(subject.record.title, came, quote)], facts)

    def _list(self, subject: Page, page: PageText, facts: Facts) -> Verdict:
        found = []
        rows = [(match[2], TAG.sub(" ", match[2])) for match in ROW.finditer(page.html)]
        if not any(_first((*self.waiting, *self.done), text) for _, text in rows):
            return not_applicable("列表没有标明答复情况")
        for html, text in rows:
            said = "" if _first(self.done, text) else _first(self.waiting, text)
            days = dates.find(text)
            href, title = next(((href, words) for href, words in anchors(html) if words), ("", ""))
            told = facts.view.pages.get(addresses.key(addresses.resolve(subject.record.url, href) or ""))
            own_page = told is not None and told.outcome is Reason.OK
            usable = said and days and not own_page and not _first(self.invalid, text)
            if usable and self._overdue(days[0][0], facts.as_of):
                found.append((title or " ".join(text.split())[:QUOTE], days[0][0], said))
        return self._hit(subject, found, facts) if found else passed()

    def _hit(self, subject: Page, found: list[tuple[str, str, str]], facts: Facts) -> Verdict:
        oldest = min(found, key=lambda one: one[1])
        waited = (facts.as_of - date.fromisoformat(oldest[1])).days
        values = {
            "asked": oldest[1],
            "days": str(waited),
            "said": oldest[2],
            "titles": "、".join(f"“{title}”" for title, _, _ in found),
        }
        evidence = tuple(seen(subject.record, title or said) for title, _, said in found)
        return Verdict(State.FAIL, evidence, values, part="reply")

    def _came(self, record: Record, text: str) -> str:
        """Return the day on which the message came in, ISO 8601, "" where the page does not say."""
        for label in self.asked:
            at = text.find(label)
            days = dates.find(text[at + len(label) : at + len(label) + REACH]) if at >= 0 else ()
            if days:
                return days[0][0]
        labelled = any(label in text for label in self.replied)
        return (record.value(FieldName.PUBLISHED_DATE) or "") if labelled else ""

    def _replies(self, html: str) -> Iterator[str]:
        """Yield what stands behind each label of a reply, up to the end of its row or list, "" for no answer.

        Where no row ends, what follows on the page counts as one: better a reply too many than a wrong reproach.
        """
        shown = SILENT.sub("", html)
        labels = re.compile("|".join(map(re.escape, (*self.replied, *self.asked))))
        for match in labels.finditer(shown):
            if match[0] not in self.replied:
                continue
            after = labels.search(shown, match.end())
            end = ROW_END.search(shown, match.end())
            stop = min(found.start() for found in (after, end) if found) if after or end else len(shown)
            said = unescape(TAG.sub(" ", shown[match.end() : stop])).strip(" ：:\u3000\xa0\r\n\t")
            empty = not any(char.isalnum() for char in said) or (len(said) <= SHORT and _first(self.waiting, said))
            yield "" if empty else said

    def _overdue(self, day: str, as_of: date) -> bool:
        came = date.fromisoformat(day)
        recent = not self.within or came >= dates.add_period(as_of, self.within, -1)
        return recent and dates.add_period(came, self.after) < as_of


def _first(words: tuple[str, ...], text: str) -> str:
    return next((word for word in words if word in text), "")
