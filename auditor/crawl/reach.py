"""Which machines may be reached; this module alone keeps a crawl out of the network that it runs in.

A name is looked up before it is connected to, and the address that was connected to is looked at once more before
anything is asked there: a server that answers the second look-up differently gains nothing.
"""

import asyncio
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from auditor.text import addresses

_FAKED = ip_network("198.18.0.0/15")  # what proxies on a clerk's machine answer for every public name
_NAT64 = ip_network("64:ff9b::/96")


class PrivateAddressError(OSError):
    """A public name leads into the machine's own network."""


class Reach:
    """The network as a crawl may see it.

    Args:
        trusted: Hosts, without ports, that may lie anywhere: those that a mirror names, and addresses (not names) that
            a person configured.
    """

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        self._trusted = frozenset(trusted)

    def follow(self) -> "Connecting":
        """Return what follows the connection that one request makes, if it makes one."""
        return Connecting(self._trusted)


class Connecting:
    """One connection being made; told of its events by httpcore's trace."""

    def __init__(self, trusted: frozenset[str]) -> None:
        self._trusted = trusted
        self._free = False

    async def traced(self, event: str, about: Mapping[str, Any]) -> None:
        """Raise PrivateAddressError where the connection must not be made, or not be used."""
        if event == "connection.connect_tcp.started":
            host = _text(about["host"])
            self._free = host in self._trusted
            if not self._free:
                await _look_up(host, about["port"])
        elif event == "connection.connect_tcp.complete" and not self._free:
            stream = about["return_value"]
            place = stream.get_extra_info("server_addr")
            if place and is_private(str(place[0])):
                await stream.aclose()
                raise PrivateAddressError(str(place[0]))


def is_private(address: str) -> bool:
    """Tell whether an IP address belongs to a machine or network of one's own; what is no address does not."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    plain = _plain(found)
    if plain in _FAKED:
        return False
    return not plain.is_global or plain.is_multicast


def bare(host: str) -> str:
    """Return a host without its port and brackets."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).strip("[]")


def is_literal(host: str) -> bool:
    """Tell whether a host (its port may follow) is an IP address or localhost: it says itself where it lies."""
    try:
        return bare(host) == "localhost" or bool(ip_address(bare(host)))
    except ValueError:
        return False


def trusted(hosts: Iterable[str], asked: Iterable[str]) -> frozenset[str]:
    """Return what `Reach` may trust: of the configured *hosts* those that are addresses, and the hosts of mirrors.

    *asked* are the addresses (URLs) of these.
    """
    literal = {bare(host) for host in hosts if is_literal(host)}
    return frozenset(literal | {bare(addresses.host(url)) for url in asked})


async def _look_up(host: str, port: int) -> None:
    found: list[Any] = []
    with suppress(OSError, UnicodeError):  # the connection itself will fail for the same reason
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        if is_private(str(place[0])):
            raise PrivateAddressError(f"{host}: {place[0]}")


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address only wraps."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else address


def _text(host: str | bytes) -> str:
    return bare(host.decode("ascii", "replace") if isinstance(host, bytes) else host).lower()
