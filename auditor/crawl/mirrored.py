"""Public addresses and the loopback addresses asked in their place; this module alone translates between them."""

from collections.abc import Mapping

from auditor.errors import UsageError
from auditor.text import addresses


class Mirror:
    """A table of public origins and where each is really asked.

    A mirrored host is never asked for on the network, whichever of http and https a link names.

    Args:
        origins: public prefix → prefix to ask: `{"http://www.x.gov.cn": "http://127.0.0.1:8080"}`.

    Raises:
        UsageError: One of the prefixes is no http(s) address.
    """

    def __init__(self, origins: Mapping[str, str]) -> None:
        pairs = [(_prefix(public), _prefix(asked)) for public, asked in origins.items()]
        self._pairs = sorted(pairs, key=lambda pair: -len(pair[0]))

    @property
    def places(self) -> tuple[str, ...]:
        """What is asked in place of public origins."""
        return tuple(asked for _, asked in self._pairs)

    def asked(self, url: str) -> str:
        """Return the address to ask for in place of the public *url*."""
        bare = _bare(url)
        for public, asked in self._pairs:
            if _under(bare, _bare(public)):
                return asked + bare[len(_bare(public)) :]
        return url

    def public(self, url: str) -> str:
        """Return the public address of an address that was met while asking (in a Location header)."""
        for public, asked in self._pairs:
            if _under(url, asked):
                return public + url[len(asked) :]
        return url


def _prefix(origin: str) -> str:
    resolved = addresses.resolve(origin, origin)
    if resolved is None:
        raise UsageError(f"mirror 里不是网址:{origin}")
    return resolved.rstrip("/")


def _bare(url: str) -> str:
    return url.partition("://")[2]


def _under(url: str, prefix: str) -> bool:
    return url.startswith(prefix) and url[len(prefix) : len(prefix) + 1] in {"", "/", "?", "#"}
