"""Whether a document has an interpretation and leads to it; this kind alone knows which documents need one."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, anchors, not_applicable, not_assessable, passed, seen
from auditor.kinds.repealed import repeals_of
from auditor.kinds.validity import own_term
from auditor.model import Evidence, Interpretation, Reason, Record, State, Verdict
from auditor.relate import key_of
from auditor.text import addresses, hans
from auditor.text.workdays import UnknownYear

OUT_OF_FORCE = ("expired", "repealed")
UNREAD = frozenset({"picture", "video", "audio", "frame"})  # what may interpret without a word
HEADING, TOLD = 24, 100  # characters of a heading in the text, and of what must follow to be told under it


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where an own document in force has no interpretation, or does not link to the one it has.

    Attributes:
        want: `exists` (anywhere on the captured site, in any form), `linked` (the document's page links to one),
            `prompt` (the earliest one within *at_most* working days after the document) or `right` (no link of the
            document's page leads to the interpretation of another document).
        at_most: Working days for `prompt`.
        exempt: Words of a title that needs no interpretation (任免, 批复 and so on).
        review_roles: Roles in which a hit is for a person to look at.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"interpretation", "interpretation_title", "other", "span", "limit"})

    want: str
    at_most: int = 3
    exempt: tuple[str, ...] = ()
    review_roles: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look the document up among all interpretations of the site."""
        record = subject.record
        exempt = needless(record, self.exempt) or _ended(record, facts)
        if exempt:
            return not_applicable(exempt)
        found = facts.view.interpretations.get(key_of(record), ())
        if self.want != "right":
            found = tuple(one for one in found if not one.other)
        if self.want == "exists":
            return passed() if found else self._missing(subject, facts)
        if not found:
            return not_applicable("未检索到该文件的解读")
        if self.want == "prompt":
            return self._prompt(record, found, facts)
        if self.want == "right":
            return self._right(record, found)
        if any(one.linked for one in found):
            return passed()
        if record.links.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        certain = [one for one in found if one.by != "likeness"]
        best = (certain or list(found))[0]
        evidence = (
            seen(record, record.title),
            Evidence(best.url, best.title, "", best.digest, best.fetched_at),
        )
        values = {"interpretation": best.url, "interpretation_title": best.title}
        state = State.FAIL if certain else State.NEEDS_REVIEW
        return Verdict(state, evidence, values, part="interpretation", related=tuple(one.url for one in found))

    def _prompt(self, record: Record, found: tuple[Interpretation, ...], facts: Facts) -> Verdict:
        published = record.field("published_date")
        if published is None or published.value is None:
            return not_applicable("缺少可比对的日期")
        known = [one for one in found if one.by != "likeness"]
        dated = sorted((one for one in known if one.date), key=lambda one: (one.date, one.url))
        unread = not_assessable(Reason.NOT_CAPTURED if any(not one.captured for one in found) else Reason.EMPTY)
        if not dated:
            return unread
        first = dated[0]
        start, end = date.fromisoformat(published.value), date.fromisoformat(first.date)
        if (end - start).days <= self.at_most:
            return passed()
        try:
            span = facts.calendar.working_days(start, end)
        except UnknownYear as unknown:
            return not_assessable(f"calendar_{unknown.year}")
        if span <= self.at_most:
            return passed()
        if len(dated) < len(known):
            return unread  # the one without a day may be the earliest
        evidence = (
            seen(record, f"{published.label.strip()} {published.raw.strip()}".strip(), published.locator),
            Evidence(first.url, f"{first.title} {first.date}", "", first.digest, first.fetched_at),
        )
        values = {
            "interpretation": first.url,
            "interpretation_title": first.title,
            "span": str(span),
            "limit": str(self.at_most),
        }
        return Verdict(State.FAIL, evidence, values, part="interpretation", related=(first.url,))

    def _right(self, record: Record, found: tuple[Interpretation, ...]) -> Verdict:
        offered = [one for one in found if one.linked and one.captured]
        if not offered:
            return not_applicable("文件页没有已采集的解读链接")
        wrong = [one for one in offered if one.other]
        if not wrong:
            return passed()
        evidence = (
            seen(record, record.title),
            *(Evidence(one.url, one.title, "", one.digest, one.fetched_at) for one in wrong),
        )
        values = {"interpretation": wrong[0].url, "interpretation_title": wrong[0].title, "other": wrong[0].other}
        related = tuple(one.url for one in wrong)
        return Verdict(State.FAIL, evidence, values, part="interpretation", related=related)

    def _missing(self, subject: Page, facts: Facts) -> Verdict:
        if not facts.view.whole_site:
            return not_assessable(Reason.NOT_CAPTURED)
        if subject.record.links.scripted:
            return not_assessable(Reason.PROFILE_DRIFT)
        if facts.view.unread_interpretations is not Reason.OK:
            return not_assessable(facts.view.unread_interpretations)
        if facts.once(__name__, _elsewhere):
            return not_assessable(Reason.NOT_CAPTURED)
        doubtful = subject.place.role in self.review_roles or _on_page(subject.record, facts)
        state = State.NEEDS_REVIEW if doubtful else State.FAIL
        evidence = (seen(subject.record, subject.record.title),)
        values = {"interpretation": "", "interpretation_title": ""}
        return Verdict(state, evidence, values, part="interpretation")


def _ended(record: Record, facts: Facts) -> str:
    """Return why the document is out of force at as_of whatever its page says, or an empty string."""
    term = own_term(record)
    if term is not None and term.ends < facts.as_of:
        return "文件自身载明的有效期已过"
    gone = [one for one in repeals_of(record, facts) if one.certain and not one.partial]
    return "文件已被另文废止" if gone else ""


def _on_page(record: Record, facts: Facts) -> bool:
    """Tell whether the document's own page may hold an interpretation: a line names one, and something follows."""
    lines = facts.body(record.url).splitlines()
    words = facts.vocabulary.words("page", "interpretation_titles")
    shows = not UNREAD.isdisjoint(record.body.media)
    return any(
        len(line) <= HEADING
        and any(word in hans.fold(line) for word in words)
        and (shows or sum(map(len, lines[nth + 1 :])) >= TOLD)
        for nth, line in enumerate(lines)
    )


def _elsewhere(facts: Facts) -> bool:
    """Tell whether the home page leads to a column of interpretations that was not captured."""
    home = facts.view.pages.get(addresses.key(facts.view.site.home))
    page = facts.read(home.url) if home is not None else None
    if home is None or page is None:
        return False
    words = {hans.fold(word) for word in facts.vocabulary.words("roles", "interpretations")}
    named = (addresses.resolve(home.url, href) for href, text in anchors(page.html) if hans.fold(text) in words)
    own = (url for url in named if url and addresses.host(url) in facts.view.site.hosts)
    return any(addresses.key(url) not in facts.view.pages for url in own)


def needless(record: Record, words: tuple[str, ...]) -> str:
    """Return why the document needs no interpretation, or an empty string where it does."""
    if record.value("validity") in OUT_OF_FORCE:
        return "文件已失效或废止"
    return next((f"标题含“{word}”，不属应解读范围" for word in words if word in record.title), "")
