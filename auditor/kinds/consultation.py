"""How the public is asked for comments; this kind alone knows how long that must last and what must follow."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, anchors, not_applicable, not_assessable, passed, seen
from auditor.model import CommentPeriod, Consultation, Evidence, Reason, Record, Role, State, Verdict
from auditor.relate import key_of
from auditor.text import addresses, dates, hans
from auditor.text.workdays import UnknownYear

LONGEST = 400  # calendar days that are searched for the last of so many working days


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where comments may be sent for too few days, or where nothing is published of what came of them.

    Attributes:
        want: `answered` (a result within *days* after the end) or `long` (at least *days* days for comments).
        days: Calendar days.
        drafts: For `long`: words of a title that make it the draft of a regulation or a normative document.
        polls: For `long`: words of a title that make it a poll, which owes no time.
        suggestions: For `long`: words that make it one where the title names no draft.
        marks: For `long`: words of a title that name a draft.
        reasons: For `long`: words of a text that give a reason for a shorter time.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"begin", "end", "span", "limit", "catalogue"})

    want: str
    days: int = 30
    drafts: tuple[str, ...] = ()
    polls: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the period that the page states and at what else the site says of the matter."""
        asked = facts.view.consultations.get(key_of(subject.record))
        if asked is None:
            return not_applicable("不是征求意见的网页")
        if self.want == "long":
            return self._long(subject.record, asked, facts)
        return self._answered(subject.record, asked, facts)

    # ---------------------------------------------------------------- what must follow

    def _answered(self, record: Record, asked: Consultation, facts: Facts) -> Verdict:
        try:
            _, end = _days(record, facts)
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        if end is None or record.comments is None:
            return not_assessable(Reason.EMPTY)
        if (facts.as_of - end).days <= self.days:
            return passed("征集结束不久")
        if asked.answers or _says(record, facts):
            return passed()
        if unread := _unread(record, facts):
            return not_assessable(unread)
        evidence = (seen(record, record.comments.quote, record.comments.locator),)
        values = {"end": end.isoformat(), "span": str((facts.as_of - end).days), "limit": str(self.days)}
        return Verdict(State.FAIL, evidence, values)

    # ---------------------------------------------------------------- how long

    def _long(self, record: Record, asked: Consultation, facts: Facts) -> Verdict:
        title = hans.fold(record.title)
        drafted = any(word in title for word in self.marks)
        if any(word in title for word in (*self.polls, *(() if drafted else self.suggestions))):
            return not_applicable("问卷、调查、征集建议等不受此限")
        catalogue = _catalogue(asked, facts)
        if not catalogue and not any(word in title for word in self.drafts):
            return not_applicable("不是规章、规范性文件或目录内决策的草案")
        try:
            begin, end = _days(record, facts)
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        if begin is None or end is None or record.comments is None or end < begin:
            return not_assessable(Reason.EMPTY)
        span = (end - begin).days + 1
        if span >= self.days:
            return passed()
        told = facts.body(record.url)
        if any(word in told for word in self.reasons):
            return passed("已说明理由")
        evidence = [seen(record, record.comments.quote, record.comments.locator)]
        listing = facts.view.pages.get(addresses.key(catalogue)) if catalogue else None
        if listing is not None:
            evidence.append(Evidence(listing.url, record.title, "", listing.digest, listing.fetched_at))
        values = {
            "begin": begin.isoformat(),
            "end": end.isoformat(),
            "span": str(span),
            "limit": str(self.days),
            "catalogue": catalogue,
        }
        # Without a stated first day the page may have moved since.
        stated = bool(record.comments.begin or record.comments.length)
        state = State.FAIL if catalogue and stated else State.NEEDS_REVIEW
        return Verdict(state, tuple(evidence), values, related=(catalogue,) if catalogue else ())


def _catalogue(asked: Consultation, facts: Facts) -> str:
    """Return the page that names the matter as a major decision: that decision's own, or a list with its name.

    A link that bears the announcement's own title is a neighbour in the margin of the list.
    """
    if not asked.catalogued or asked.sure:
        return asked.catalogued
    page = facts.read(asked.catalogued)
    asks = facts.vocabulary.words("consultations", "asks")
    links = [hans.fold(text) for _, text in anchors(page.html)] if page else []
    told = [facts.body(asked.catalogued), *(text for text in links if not any(word in text for word in asks))]
    named = asked.matter and any(asked.matter in hans.fold(text) for text in told)
    return asked.catalogued if named else ""


def _days(record: Record, facts: Facts) -> tuple[date | None, date | None]:
    """Return the first and the last day for comments, None where nobody can tell; without a first day it is 公开日期.

    Raises:
        UnknownYear: The end is counted in working days of a year whose holidays are not known.
    """
    said = record.comments
    if said is None:
        return None, None
    published = said.begin or record.value("published_date")
    begin = date.fromisoformat(published) if published else None
    if said.end:
        return begin, date.fromisoformat(said.end)
    return begin, _after(begin, said, facts) if begin else None


def _after(begin: date, said: CommentPeriod, facts: Facts) -> date:
    if said.unit == "months":
        return dates.add_period(begin, f"P{said.length}M")
    if said.unit == "days":
        return begin + timedelta(days=said.length)
    later = (begin + timedelta(days=n) for n in range(LONGEST))
    return next((day for day in later if facts.calendar.working_days(begin, day) >= said.length), date.max)


def _says(record: Record, facts: Facts) -> bool:
    """Tell whether the page itself says what came of it."""
    told = hans.fold(facts.body(record.url))
    return any(word in told for word in facts.vocabulary.words("consultations", "answered"))


def _unread(record: Record, facts: Facts) -> str:
    """Return why the absence of a result is not certain, or an empty string where it is."""
    view = facts.view
    if not view.whole_site:
        return Reason.NOT_CAPTURED
    for one in view.columns:
        if one.column.role in (Role.CONSULTATIONS, Role.DECISIONS):
            if one.outcome is not Reason.OK or not one.complete:
                return one.outcome if one.outcome is not Reason.OK else one.reason
            if one.scripted:
                return Reason.PROFILE_DRIFT
    page = facts.read(record.url)
    words = facts.vocabulary.words("consultations", "results")
    for href, text in anchors(page.html) if page else ():
        url = addresses.resolve(record.url, href) if any(word in hans.fold(text) for word in words) else None
        if url and addresses.key(url) not in view.pages:
            return Reason.NOT_CAPTURED
    return ""
