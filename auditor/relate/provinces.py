"""In which province a site lies; this module alone knows how a 网站标识码 tells it."""

import re
from collections import Counter

from auditor.model import Record, Site, Vocabulary

_CODE = re.compile(r"[0-9]{10}")


class Provinces:
    """The 网站标识码 of a site's pages, met one after the other.

    The first two digits of a local one are those of the division code (GB/T 2260); central ones begin with bm.
    """

    def __init__(self) -> None:
        self._codes: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        """Take what a page says."""
        code = dict(record.tags).get("siteidcode", "") if record.tags else ""
        if _CODE.fullmatch(code):
            self._codes[code[:2]] += 1

    def province(self, site: Site, vocabulary: Vocabulary) -> str:
        """Return the code of the site's province (37), by its configuration, else by its commonest code, else ""."""
        names = vocabulary.table("provinces")
        if site.province:
            return next((code for code, (name, *_) in names.items() if site.province.startswith(name)), "")
        known = ((-count, code) for code, count in self._codes.items() if code in names)
        return min(known, default=(0, ""))[1]
