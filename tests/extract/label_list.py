"""Turn what one reads on a list page into an entry of lists.yaml; this script alone knows the digests.

    python tests/extract/label_list.py FILE ITEMS PAGES [TITLE URL DATE TITLE URL DATE]

FILE is a page of the corpus, the titles, absolute addresses and dates (- for none) those of the first and last item.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

KEY, DIGEST = 16, 12


def key(body: bytes) -> str:
    """Return the name of a page in lists.yaml."""
    return hashlib.sha256(body).hexdigest()[:KEY]


def digest(text: str) -> str:
    """Return what stands in lists.yaml for a title or an address; blanks do not count."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:DIGEST]


def entry(body: bytes, items: str, pages: str, shown: Sequence[str]) -> str:
    """Return the lines of lists.yaml for a page; *shown* is what stands in its first and last item."""
    lines = [f'"{key(body)}": #', f"  items: {items}"]
    for name, (title, url, day) in zip(("first", "last"), (shown[:3], shown[3:]), strict=True) if shown else ():
        date = "null" if day == "-" else f'"{day}"'
        lines.append(f'  {name}: {{title: "{digest(title)}", url: "{digest(url)}", date: {date}}}')
    return "\n".join((*lines, f"  pages: {pages}", "  blank: false"))


if __name__ == "__main__":
    file, count, further, *rest = sys.argv[1:]
    print(entry(Path(file).read_bytes(), count, further, rest))  # noqa: T201 - a command
