"""One HTTP answer; this module alone knows how it becomes a capture, live or years later from the archive."""

from dataclasses import dataclass
from http import HTTPStatus

from auditor.archive.transfer import TransferError, decode
from auditor.model import Capture, Reason

TRUNCATED = {"length": Reason.TOO_LARGE, "time": Reason.TIMEOUT, "disconnect": Reason.TRUNCATED}  # WARC/1.1 §5.13


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered, byte for byte; `url` is public, also where a mirror was asked.

    `headers` keep their order and spelling (latin-1), `raw` is the body with its content-encoding but without its
    transfer-encoding. `truncated` is empty or one of WARC's words: length, time, disconnect. `request` is the request
    as sent, empty where it is not known, `address` the IP address that answered.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    fetched_at: str
    phrase: str = ""
    version: str = "HTTP/1.1"
    request: bytes = b""
    address: str = ""
    truncated: str = ""

    def header(self, name: str) -> str:
        """Return the first header of that *name*, whatever its case, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def location(self) -> str:
        """Where the answer leads on to as it stands in its header, empty where it is no redirect."""
        return self.header("Location") if self.status in _REDIRECTS else ""


_REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}


def capture_of(answer: Answer, *, url: str, max_bytes: int, outcome: Reason | None = None) -> Capture:
    """Make the capture of *url* from the answer at the end of its redirects.

    Args:
        answer: The last answer; its `url` becomes the final address.
        url: The address that was asked for.
        max_bytes: Most bytes of the decoded body; a larger one is `too_large` and left out.
        outcome: What is already known to be the matter, else it is told from status and body.
    """
    try:
        body, fault = decode(answer.raw, answer.header("Content-Encoding"), max_bytes), None
    except TransferError as error:
        body, fault = error.body, error.reason
    outcome = outcome or TRUNCATED.get(answer.truncated) or _of_status(answer.status) or fault
    if not outcome:
        outcome = Reason.OK if body.strip() else Reason.EMPTY
    return Capture(url, answer.url, answer.status, answer.headers, body, answer.fetched_at, outcome)


def failed(url: str, outcome: Reason, fetched_at: str | None, final_url: str = "") -> Capture:
    """Make the capture of an address that gave no answer."""
    return Capture(url, final_url or url, 0, (), b"", fetched_at, outcome)


def _of_status(status: int) -> Reason | None:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Reason.HTTP_5XX
    if status >= HTTPStatus.BAD_REQUEST:
        return Reason.HTTP_4XX
    if status in _REDIRECTS:  # nobody followed it, so it leads nowhere
        return Reason.REDIRECT_LOOP
    return None
