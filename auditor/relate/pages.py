"""The records of a site by their address; this module alone knows when two addresses are one page."""

from collections.abc import Iterable

from auditor.model import Reason, Record
from auditor.text import addresses


def key_of(record: Record) -> str:
    """Return the join key of a page: that of the address that answered, where one did."""
    return addresses.key(record.final_url if record.outcome is Reason.OK and record.final_url else record.url)


class Pages(dict[str, Record]):
    """Records by `key_of`, sorted; of several spellings of one page the one asked directly, else the first, stays."""

    def __init__(self, records: Iterable[Record]) -> None:
        """Take the *records* in any order."""
        ordered = sorted(records, key=lambda one: (key_of(one), one.url != one.final_url, one.url))
        super().__init__()
        self._led: dict[str, str] = {}
        for record in ordered:
            self.setdefault(key_of(record), record)
            self._led[addresses.key(record.url)] = key_of(record)

    def key(self, url: str) -> str:
        """Return the key of the page that *url* leads to, whether it was captured or not."""
        asked = addresses.key(url)
        return asked if asked in self else self._led.get(asked, asked)

    def at(self, url: str) -> Record | None:
        """Return the page that *url* leads to, None where it was not captured."""
        return self.get(self.key(url))
