"""Why a finding came or went; this module alone knows how the cause is told from what both runs saw.

The surest way is to judge the earlier evidence again: with what the later run judged with, then on its day. Whatever
differs after that is the site's doing, or that of what could be read. Without the evidence the hashes must do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.model import (
    PLANS_DIFFER,
    Cause,
    ChangeKind,
    Finding,
    PageMark,
    Reason,
    RuleTally,
    RunMark,
    SiteMarks,
    State,
)
from auditor.text import addresses

States = Mapping[str, State]  # fingerprint → state


class Told(NamedTuple):
    """A cause, what it was told by, and why a page could not be read where one could not; `lost`: nobody could look."""

    cause: Cause
    why: str
    reason: Reason | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """One site as both runs saw it.

    `again` is the earlier evidence judged with what the later run judged with, `later` the same on the later day; None
    where it was not judged again. `before` and `after` are what the runs judged with; `old` and `new` the rules'
    tallies by id. `home` is the key of the home page.
    """

    before: RunMark
    after: RunMark
    old: Mapping[str, RuleTally]
    new: Mapping[str, RuleTally]
    seen: SiteMarks | None = None
    now: SiteMarks | None = None
    again: States | None = None
    later: States | None = None
    configured_alike: bool = True
    home: str = ""
    _subjects: dict[int, dict[str, PageMark]] = field(default_factory=dict)
    _alike: list[bool] = field(default_factory=list)

    def page(self, one: Finding, marks: SiteMarks) -> PageMark | None:
        """Return what a run saw of a finding's page, wherever it stood then."""
        found = marks.pages.get(addresses.key(one.subject.url))
        if found is not None and not found.gone:
            return found
        if id(marks) not in self._subjects:
            self._subjects[id(marks)] = {mark.subject: mark for mark in marks.pages.values()}
        key = next((mark.subject for mark in self._known(one)), None)
        return (self._subjects[id(marks)].get(key) if key else None) or found

    def alike(self, old: SiteMarks, new: SiteMarks) -> bool:
        """Tell whether both runs saw the same pages with the same bytes."""
        if not self._alike:
            self._alike.append(_same(old, new))
        return self._alike[0]

    def _known(self, one: Finding) -> Iterator[PageMark]:
        for marks in (self.seen, self.now):
            found = marks.pages.get(addresses.key(one.subject.url)) if marks is not None else None
            if found is not None and not found.gone:
                yield found


def told(one: Finding, before: State | None, after: State | None, sight: Sight) -> Told:
    """Tell why *one* changed its state from *before* to *after*, None being where a run does not have it."""
    steps = [before]
    if sight.again is not None:
        steps += [sight.again.get(one.fingerprint), (sight.later or sight.again).get(one.fingerprint)]
        steps += [after]
        last = max(place for place in range(1, len(steps)) if steps[place - 1] != steps[place])
        if last == 1:
            return _by_rule(one, sight)
        if last == 2:  # noqa: PLR2004 - the second step
            return Told(Cause.TIME_PASSED, f"评判日期由{sight.before.as_of}到{sight.after.as_of}")
    elif _other_rule(one, sight):
        return _by_rule(one, sight)
    if missed := _coverage(one, before, after, sight):
        return missed
    return _on_site(one, sight)


def _other_rule(one: Finding, sight: Sight) -> bool:
    old, new = sight.old.get(one.rule), sight.new.get(one.rule)
    return old is None or new is None or bool(old.sha256 and new.sha256 and old.sha256 != new.sha256)


def _by_rule(one: Finding, sight: Sight) -> Told:
    """Tell what of a judgement changed, where the same evidence was judged otherwise."""
    if one.rule not in sight.old or one.rule not in sight.new:
        return Told(Cause.RULE_CHANGED, "只有一次运行有这条规则")
    if _other_rule(one, sight):
        return Told(Cause.RULE_CHANGED, "规则本身改了")
    if sight.before.plans != sight.after.plans:
        return Told(Cause.RULE_CHANGED, PLANS_DIFFER)
    if sight.before.period != sight.after.period:
        return Told(Cause.RULE_CHANGED, "评估时段不同")
    if not sight.configured_alike:
        return Told(Cause.RULE_CHANGED, "站点的配置不同")
    if sight.before.ruleset_sha256 != sight.after.ruleset_sha256:
        return Told(Cause.RULE_CHANGED, "规则集的词表、日历或参数改了")
    return Told(Cause.EXTRACTOR_CHANGED, f"程序由{sight.before.tool_version}到{sight.after.tool_version}，读法不同")


class Look(NamedTuple):
    """The run that does not have a finding: what it saw, what the `other` saw, its tally of the rule, and its name."""

    marks: SiteMarks | None
    other: SiteMarks | None
    tally: RuleTally | None
    name: str


def _coverage(one: Finding, before: State | None, after: State | None, sight: Sight) -> Told | None:
    """Tell whether one of the runs could not look at what the other judged; None where it could."""
    if before is not None and after is not None:
        return None
    look = Look(sight.seen, sight.now, sight.old.get(one.rule), "上次")
    if after is None:
        look = Look(sight.now, sight.seen, sight.new.get(one.rule), "本次")
    if look.marks is None or look.other is None:
        silent = look.tally is not None and not look.tally.judged and look.tally.not_assessable
        return Told(Cause.COVERAGE_CHANGED, f"{look.name}这条规则一处也未能评判", lost=True) if silent else None
    return _page(one, look, look.marks, sight) or _proof(one, look.name, look.marks, look.other)


def _page(one: Finding, look: Look, marks: SiteMarks, sight: Sight) -> Told | None:
    """Tell what kept that run from judging the finding's own page."""
    page = sight.page(one, marks)
    if page is None or page.gone:
        other = look.other and sight.page(one, look.other)
        if other and marks.unfinished and page is None:
            return Told(Cause.COVERAGE_CHANGED, f"{look.name}抓取没有完成，没有取到这一页", lost=True)
        if other and look.name == "上次":
            return Told(Cause.SITE_CHANGED, "新出现的页面")
        sure = "（已确认不存在）" if page else ""
        return Told(Cause.SITE_CHANGED, f"本次没有再见到这一页{sure}", lost=True) if other else None
    if page.outcome is not Reason.OK:
        return Told(Cause.COVERAGE_CHANGED, f"{look.name}未能读取这一页", page.outcome, lost=True)
    # What a rule for the whole site cannot judge stands at the home page, wherever its findings stand.
    if {(one.rule, addresses.key(page.url)), (one.rule, sight.home)} & marks.unjudged:
        return Told(Cause.COVERAGE_CHANGED, f"{look.name}读到了这一页，但未能评判这一条", lost=True)
    return None


def _proof(one: Finding, name: str, marks: SiteMarks, other: SiteMarks) -> Told | None:
    """Tell whether that run could not read a page that the finding stands on and the other run could."""
    for url in _involved(one):
        far, near = marks.pages.get(url), other.pages.get(url)
        if far and near and not far.gone and far.outcome is not Reason.OK and near.outcome is Reason.OK:
            return Told(Cause.COVERAGE_CHANGED, f"{name}未能读取作为证据的页面", far.outcome, lost=True)
    return None


def _involved(one: Finding) -> Sequence[str]:
    return tuple(dict.fromkeys(addresses.key(url) for url in (*(e.url for e in one.evidence), *one.related) if url))


def _on_site(one: Finding, sight: Sight) -> Told:
    """Tell what of the site changed; where nothing did, it was the day or the program."""
    if sight.seen is None or sight.now is None:
        return Told(Cause.SITE_CHANGED, "没有逐页记录，按网站有变计")
    old, new = sight.page(one, sight.seen), sight.page(one, sight.now)
    if old and new and old.digest != new.digest:
        return Told(Cause.SITE_CHANGED, "页面内容已改")
    changed = [url for url in _involved(one) if _digest(sight.seen, url) != _digest(sight.now, url)]
    if changed:
        return Told(Cause.SITE_CHANGED, "相关页面已改")
    if old and new and sight.before.as_of != sight.after.as_of and sight.again is None:
        return Told(Cause.TIME_PASSED, f"本页未变，评判日期由{sight.before.as_of}到{sight.after.as_of}")
    if sight.alike(sight.seen, sight.now):
        return _by_rule(one, sight)
    return Told(Cause.SITE_CHANGED, "本页未改，站内其他页面有变")


def _digest(marks: SiteMarks, url: str) -> str:
    return marks.pages[url].digest if url in marks.pages else ""


def _same(old: SiteMarks, new: SiteMarks) -> bool:
    if old.pages.keys() != new.pages.keys():
        return False
    return all(mark.digest == new.pages[key].digest for key, mark in old.pages.items())


def kind_of(before: State | None, after: State | None, cause: Told | None, *, known: bool) -> ChangeKind:
    """Return what became of a finding; *known* says that a run before both had it."""
    if before is not None and after is not None:
        return ChangeKind.REMAINING
    if after is not None:
        seen_then = cause is not None and not cause.lost
        return ChangeKind.REOPENED if known and seen_then else ChangeKind.NEW
    return ChangeKind.NOT_ASSESSABLE if cause is not None and cause.lost else ChangeKind.FIXED
