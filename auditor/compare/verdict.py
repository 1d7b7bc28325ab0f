"""What a CI must stop; this module alone knows which changes are the site's own step back."""

from collections.abc import Collection

from auditor.model import Cause, Change, ChangeKind, Comparison, State

_OWN = (Cause.SITE_CHANGED, Cause.TIME_PASSED)


def regressions(comparison: Comparison, counted: Collection[State] = (State.FAIL,)) -> tuple[Change, ...]:
    """Return what came, came back or became certain, in one of the *counted* states, by the site's own doing.

    What a new rule, another reading or a page that could not be read before has brought to light is no step back.
    """
    return tuple(one for one in comparison.changes if one.cause in _OWN and _worse(one, counted))


def _worse(one: Change, counted: Collection[State]) -> bool:
    if one.finding.state not in counted or one.kind in (ChangeKind.FIXED, ChangeKind.NOT_ASSESSABLE):
        return False
    return one.before is None or one.finding.state is State.FAIL  # what was certain and is in doubt now is none
