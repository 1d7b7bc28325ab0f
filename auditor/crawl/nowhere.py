"""What a host shows for an address that cannot exist; this module alone compares pages with it."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from auditor.archive.names import NOWHERE
from auditor.extract import page_text
from auditor.model import Capture, Reason
from auditor.text import addresses

_LEAST = 10  # characters; a shell without words is the same for every page of a site
_NEAR = 0.05  # share of its length by which such a page may be longer or shorter
_LEEWAY = 400  # bytes, for the address in it


@dataclass(frozen=True, slots=True)
class Nowhere:
    """What stands for a missing page: the page at `key` where addresses lead to it, else a page with this `text`.

    Both empty where the host says 404, or says nothing that could be told from a page. `size` is in bytes.
    """

    key: str = ""
    text: str = ""
    size: int = 0

    def shows(self, capture: Capture) -> bool:
        """Tell whether *capture*, a page below a column, is what the host shows for any address."""
        if self.key:
            return self.key == addresses.key(capture.final_url) != addresses.key(capture.url)
        near = abs(len(capture.body) - self.size) <= max(_LEEWAY, _NEAR * self.size)
        return bool(self.text) and near and _words(capture) == self.text


def address_of(host: str, scheme: str) -> str:
    """Return an address of *host* that nobody ever made, the same at every crawl."""
    return f"{scheme}://{host}{NOWHERE}{sha256(host.encode()).hexdigest()[:16]}.html"


def learnt(answer: Capture) -> Nowhere:
    """Return what the answer to such an address teaches."""
    if answer.outcome is not Reason.OK:
        return Nowhere()
    if addresses.key(answer.final_url) != addresses.key(answer.url):
        return Nowhere(key=addresses.key(answer.final_url))
    text = _words(answer)
    return Nowhere(text=text, size=len(answer.body)) if len(text) >= _LEAST else Nowhere()


def _words(capture: Capture) -> str:
    """Return the visible text without blanks and without the address that was asked for, which such pages repeat."""
    text = "".join(page_text(capture).text.split())
    for address in (capture.url, urlsplit(capture.url).path.lstrip("/")):
        text = text.replace(address, "") if address else text
    return text
