"""A time-stamping authority; this module alone asks one (RFC 3161 section 3.4: over HTTP)."""

from http import HTTPStatus

import httpx

from auditor.crawl.faults import reason_of
from auditor.errors import NothingError

_PATIENCE = 30.0  # seconds
_LARGEST = 1_000_000  # bytes; a stamp with its certificates has some thousand


def ask_for_stamp(url: str, request: bytes) -> bytes:
    """Send a stamp request (DER) and return the answer (DER).

    Raises:
        NothingError: There was no answer, or none of this kind.
    """
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        answer = httpx.post(url, content=request, headers=headers, timeout=_PATIENCE, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise NothingError(f"没有取到时间戳:{url} 没有应答({reason_of(error)})") from error
    if answer.status_code != HTTPStatus.OK or not 0 < len(answer.content) <= _LARGEST:
        raise NothingError(f"没有取到时间戳:{url} 应答 HTTP {answer.status_code}")
    return answer.content
