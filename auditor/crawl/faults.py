"""Network errors; this module alone knows which reason each of them is."""

import socket
import ssl
from collections.abc import Iterator

import httpx

from auditor.crawl.reach import PrivateAddressError
from auditor.model import Reason

RETRYABLE = frozenset({Reason.TIMEOUT, Reason.RESET, Reason.TRUNCATED, Reason.HTTP_5XX})
_BY_CAUSE: tuple[tuple[type[OSError], Reason], ...] = (
    (PrivateAddressError, Reason.OUT_OF_SCOPE),
    (socket.gaierror, Reason.DNS),
    (ssl.SSLError, Reason.TLS),
    (ConnectionResetError, Reason.RESET),
    (BrokenPipeError, Reason.RESET),
)
_INCOMPLETE = ("without sending complete", "incomplete")  # httpcore's words for a body that is cut off


def reason_of(error: BaseException) -> Reason:
    """Return the reason behind an error of httpx, by its cause where that says more than its class."""
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Reason.TIMEOUT
    if isinstance(error, httpx.RemoteProtocolError) and any(word in str(error) for word in _INCOMPLETE):
        return Reason.TRUNCATED
    for cause in _causes(error):
        for kind, reason in _BY_CAUSE:
            if isinstance(cause, kind):
                return reason
    if isinstance(error, httpx.ConnectError):
        return Reason.REFUSED
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return Reason.NOT_CAPTURED
    return Reason.RESET


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield *error* and everything it was raised from, members of groups too."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for member in error.exceptions:
                yield from _causes(member)
        error = error.__cause__ or error.__context__
