"""The records of a site by their address; this module alone knows when two addresses are one page."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from auditor.model import Reason, Record
from auditor.text import addresses


def key_of(record: Record) -> str:
    """Return the join key of a page: that of the address that answered, where one did."""
    return addresses.key(record.final_url if record.outcome is Reason.OK and record.final_url else record.url)


class Pages(dict[str, Record]):
    """Records by `key_of`, sorted; of several spellings of one page the one asked directly, else the first, stays."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Take the *records* in any order."""
        ordered = sorted(_settled(records), key=_rank)
        super().__init__()
        self._led: dict[str, str] = {}
        for record in ordered:
            self.setdefault(key_of(record), record)
            self._led[addresses.key(record.url)] = key_of(record)

    def key(self, url: str) -> str:
        """Return the key of the page that *url* leads to, whether it was captured or not."""
        asked = addresses.key(url)
        if asked in self or asked in self._led:
            return asked if asked in self else self._led[asked]
        other = asked.removesuffix("/") if asked.endswith("/") else f"{asked}/"
        return other if other in self else asked  # a folder asked for without its slash, or with one too many

    def at(self, url: str) -> Record | None:
        """Return the page that *url* leads to, None where it was not captured."""
        return self.get(self.key(url))


def _rank(record: Record) -> tuple[str, bool, bool, str]:
    return key_of(record), _leads_on(record), record.url != record.final_url, record.url


def _settled(records: Iterable[Record]) -> list[Record]:
    """Let pages of redirection stand for the page at the end of their chain; one that leads to none was not read."""
    found = list(records)
    stubs = {addresses.key(one.url): one for one in found if _leads_on(one)}
    pages = {key: one for one in found if not _leads_on(one) for key in (addresses.key(one.url), key_of(one))}
    return [_end(one, stubs, pages) if _leads_on(one) else one for one in found]


def _leads_on(record: Record) -> bool:
    return "refresh" in record.kind_reasons


def _end(stub: Record, stubs: Mapping[str, Record], pages: Mapping[str, Record]) -> Record:
    last, seen = stub, set[str]()
    while (key := addresses.key(last.final_url)) in stubs and key not in pages and key not in seen:
        seen.add(key)
        last = stubs[key]
    if key in pages:
        return replace(stub, final_url=pages[key].final_url or pages[key].url)
    return replace(stub, outcome=Reason.NOT_CAPTURED)
