"""The clock of the crawl; this module alone asks what time it is."""

import time
from datetime import UTC, datetime


def stamp(at: float | None = None) -> str:
    """Return the present time, or *at* (seconds since the epoch), as captures carry it: ISO 8601, UTC, seconds."""
    moment = datetime.now(UTC) if at is None else datetime.fromtimestamp(at, UTC)  # noqa: TID251 - the crawl's clock
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def epoch() -> float:
    """Return the present time in seconds since the epoch, as a resumed process understands it too."""
    return time.time()  # noqa: TID251 - the crawl knows the clock


def local() -> datetime:
    """Return the present local time of this machine, by which a night window is meant."""
    return datetime.now()  # noqa: DTZ005, TID251 - local on purpose; the crawl knows the clock
