"""In which province a site lies; this module alone knows how a 网站标识码 tells it."""

import re
from collections import Counter
from collections.abc import Iterable

from auditor.model import Record, Site, Vocabulary

_CODE = re.compile(r"[0-9]{10}")


def province(site: Site, records: Iterable[Record], vocabulary: Vocabulary) -> str:
    """Return the code of the site's province (37), by its configuration, else by its commonest 网站标识码, else "".

    The first two digits of a local 网站标识码 are those of the division code (GB/T 2260); central ones begin with bm.
    """
    names = vocabulary.table("provinces")
    if site.province:
        return next((code for code, (name, *_) in names.items() if site.province.startswith(name)), "")
    said = (dict(one.tags).get("siteidcode", "") for one in records if one.tags)
    codes = Counter(code[:2] for code in said if _CODE.fullmatch(code))
    known = ((-count, code) for code, count in codes.items() if code in names)
    return min(known, default=(0, ""))[1]
