"""What the head of an answer says; this module alone reads it."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from auditor.archive.answer import Answer
from auditor.crawl import clock

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def head_of(url: str, response: httpx.Response) -> Answer:
    """Return the answer of *url* as far as its head tells, without its body."""
    request = response.request
    lines = [f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1".encode()]
    lines += [name + b": " + value for name, value in request.headers.raw]
    stream = response.extensions.get("network_stream")
    server = stream.get_extra_info("server_addr") if stream else None
    return Answer(
        url=url,
        status=response.status_code,
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw),
        raw=b"",
        fetched_at=clock.stamp(),
        phrase=response.extensions.get("reason_phrase", b"").decode("latin-1"),
        version=response.http_version,
        request=b"\r\n".join(lines) + b"\r\n\r\n",
        address=str(server[0]) if server else "",
    )


def is_page(answer: Answer) -> bool:
    """Tell whether an answer to the request for a file is a page in its place: an error, or HTML."""
    media = answer.header("Content-Type").partition(";")[0].strip().lower()
    return answer.status >= HTTPStatus.BAD_REQUEST or media in _PAGES


def retry_after(answer: Answer) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or as a date."""
    asked = answer.header("Retry-After").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - clock.epoch(), 0.0)


def length_of(answer: Answer) -> int:
    """Return how many bytes an answer announces, 0 where it does not say."""
    said = answer.header("Content-Length")
    return int(said) if said.isdecimal() else 0
