"""How long ago anything new could be reached from the home page; this kind alone knows what counts as new there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_applicable, not_assessable
from auditor.model import Evidence, Reason, SiteView, State, Verdict
from auditor.text import dates


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where nothing dated within *period* before as_of can be reached from the home page.

    Attributes:
        period: ISO 8601 period.
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"newest", "period"})

    period: str = "P2W"

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield the one verdict on the home page."""
        news = subject.home_news
        if not subject.own_host:
            yield not_applicable("门户内的栏目，不是独立网站")
        elif news is None or not subject.whole_site:
            yield not_assessable(Reason.NOT_CAPTURED)
        elif news.outcome is not Reason.OK:
            yield not_assessable(news.outcome)
        else:
            yield self._judge(subject, facts)

    def _judge(self, view: SiteView, facts: Facts) -> Verdict:
        news = view.home_news
        assert news is not None  # noqa: S101 - asked just above
        as_of = facts.as_of.isoformat()
        newest = max((day for day in news.days if day <= as_of), default="")
        if newest and facts.as_of <= dates.add_period(date.fromisoformat(newest), self.period):
            return Verdict(State.PASS)
        if not newest:
            return not_assessable(Reason.PROFILE_DRIFT)
        # Something without a readable date may be new: only a home page all of whose entries are dated is certain, and
        # only where no later day stands on it that belongs to no entry.
        page = facts.read(news.url)
        later = page is not None and any(newest < day <= as_of for day, _, _ in dates.find(page.text))
        state = State.NEEDS_REVIEW if news.undated or later else State.FAIL
        evidence = news.elsewhere.get(newest) or Evidence(news.url, newest, "", news.digest, news.fetched_at)
        return Verdict(state, (evidence,), {"newest": newest, "period": self.period}, part="home")
