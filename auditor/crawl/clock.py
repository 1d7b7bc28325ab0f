"""The clock of the crawl; this module alone asks what time it is."""

import time
from datetime import UTC, datetime


def stamp() -> str:
    """Return the present time as captures carry it: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 - the crawl knows the clock


def epoch() -> float:
    """Return the present time in seconds since the epoch, as a resumed process understands it too."""
    return time.time()  # noqa: TID251 - the crawl knows the clock


def local() -> datetime:
    """Return the present local time of this machine, by which a night window is meant."""
    return datetime.now()  # noqa: DTZ005, TID251 - local on purpose; the crawl knows the clock
