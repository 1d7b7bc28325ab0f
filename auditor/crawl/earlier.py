"""What an earlier crawl of a site captured; this module alone decides which of it may stand for an unchanged page."""

from auditor.archive import Source
from auditor.archive.answer import Answer
from auditor.archive.warc import read_answer
from auditor.crawl.identity import RENDERED
from auditor.model import Reason
from auditor.text import addresses


class Earlier:
    """The good pages of an earlier run, by address; what failed there is always asked for anew.

    Args:
        source: That run, None for none.
    """

    def __init__(self, source: Source | None) -> None:
        self._source = source

    def held(self, url: str) -> Answer | None:
        """Return the answer of *url* that the server may call unchanged; None where there is none to be trusted.

        It must have come from that very address, in one piece, with an ETag or a date, and be what was stored then.
        """
        entry = self._source.find(url) if self._source else None
        if entry is None or entry.origin is None or entry.origin.offset is None:
            return None
        if not addresses.key(entry.url) == addresses.key(entry.final_url) == addresses.key(url):
            return None
        capture = entry.load()
        if capture.outcome is not Reason.OK or capture.digest != entry.origin.digest:
            return None
        answer = read_answer(entry.origin.file, entry.origin.offset)
        good = answer is not None and answer.raw and not answer.truncated and not answer.header(RENDERED)
        return answer if good and answer and conditions(answer) else None


def conditions(answer: Answer) -> dict[str, str]:
    """Return the headers that ask for a page only if it is not as that answer was (RFC 9110 §13.1)."""
    tag, day = answer.header("ETag").strip(), answer.header("Last-Modified").strip()
    asked = {"If-None-Match": tag, "If-Modified-Since": day}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}
