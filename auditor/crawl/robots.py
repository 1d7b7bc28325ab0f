"""robots.txt (RFC 9309); this module alone knows what it allows."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from auditor.model import Capture, Reason

AGENT = "auditor"  # the name by which robots.txt may address us
LONGEST_DELAY = 30.0  # seconds; a longer crawl-delay is kept as this one
_UNREACHED = frozenset({Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.RESET, Reason.TLS})
_MOST = 512_000  # bytes that are read (RFC 9309 §2.5: at least 500 KiB)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows; without a parsed file everything. `note` says what should be told about the file.

    `closed` is why nothing is allowed: the file could not be reached (RFC 9309 §2.3.1.4).
    """

    parsed: Any = None  # Protego has no types
    note: str = ""
    closed: Reason | None = None

    def barred(self, url: str) -> Reason | None:
        """Return why that address must not be asked for, None where it may."""
        if self.closed is not None:
            return self.closed
        return None if self.parsed is None or self.parsed.can_fetch(url, AGENT) else Reason.ROBOTS

    def allows(self, url: str) -> bool:
        """Tell whether that address may be asked for."""
        return self.barred(url) is None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names, in their order."""
        return tuple(self.parsed.sitemaps) if self.parsed is not None else ()

    @property
    def delay(self) -> float:
        """The host's crawl-delay in seconds, 0 where it asks for none."""
        asked = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(max(float(asked or 0), 0.0), LONGEST_DELAY)


def rules_of(answer: Capture) -> Rules:
    """Read the rules from the answer to /robots.txt: one that is not there allows everything, an unreachable nothing.

    A host that does not answer at all has that as its reason, not its robots.txt.
    """
    if answer.outcome is Reason.HTTP_5XX:
        return Rules(note=f"{answer.url} 返回 {answer.status},按不允许抓取处理(RFC 9309)", closed=Reason.ROBOTS)
    if answer.outcome in _UNREACHED:
        return Rules(note=f"{answer.url} 取不到({answer.outcome}),这个主机未再抓取", closed=answer.outcome)
    if answer.outcome is Reason.OUT_OF_SCOPE and not answer.status:
        note = f"{answer.url} 的主机名指向内网或本机地址,没有连接;确要抓取请在 mirror 里写明实际地址"
        return Rules(note=note, closed=answer.outcome)
    if answer.status != HTTPStatus.OK or not answer.body:
        return Rules()
    from protego import Protego  # noqa: PLC0415 - only a crawl needs it

    return Rules(Protego.parse(answer.body[:_MOST].decode("utf-8", "replace")))
