"""How far the crawl of one site may go; this module alone knows when its pages, bytes or time are used up."""

from auditor.config import CrawlOptions
from auditor.crawl import clock


class Limits:
    """The limits of one site; `bytes` counts what came so far.

    Args:
        options: What the limits are.
        taken: The bytes of earlier runs that are gone on with.
    """

    def __init__(self, options: CrawlOptions, taken: int) -> None:
        self._options = options
        self._deadline: float | None = None
        self.bytes = taken

    def begin(self) -> None:
        """Let the time run from now."""
        if self._options.max_time is not None:
            self._deadline = clock.epoch() + self._options.max_time

    def reached(self, pages: int) -> str:
        """Return the option whose limit forbids another page behind so many *pages*, empty for none."""
        if self._deadline is not None and clock.epoch() >= self._deadline:
            return "max_time"
        if self._options.max_site_bytes is not None and self.bytes >= self._options.max_site_bytes:
            return "max_site_bytes"
        return "max_pages" if pages >= self._options.max_pages else ""

    def left(self, seconds: float | None) -> float | None:
        """Shorten a wait to the time that is left; None is a wait without end."""
        if self._deadline is None:
            return seconds
        left = max(self._deadline - clock.epoch(), 0.0)
        return left if seconds is None else min(seconds, left)
