"""Which address is really asked for a public one; this module alone knows how a mirror stands in for a host."""

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address

from auditor.text import addresses


def origin(url: str) -> str:
    """Return scheme, host and port of an http(s) address (`http://127.0.0.1:8080`), or '' for any other."""
    scheme, _, rest = url.strip().partition("://")
    host = addresses.host(url)
    return f"{scheme.lower()}://{host}" if host and "@" not in rest.partition("/")[0] else ""


def really_asked(url: str, mirror: Mapping[str, str]) -> str:
    """Return the address that is asked for the public *url*: that of the mirror, where its origin has one."""
    public = origin(url)
    if public not in mirror:
        return url
    path = re.sub(r"(?s)^[^/]*//[^/?#]*|#.*$", "", url.strip())
    return mirror[public] + (path if path.startswith("/") else f"/{path}")


def is_loopback(url: str) -> bool:
    """Tell whether the address is on this machine."""
    return _is_here(addresses.host(url))


@lru_cache(maxsize=1024)  # asked for before every page of a crawl
def _is_here(host: str) -> bool:
    name = re.sub(r":\d+$", "", host).strip("[]")
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
