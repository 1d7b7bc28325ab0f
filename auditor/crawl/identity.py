"""How a crawl shows itself, to servers and in its records; this module alone knows the headers it writes."""

from auditor import __version__
from auditor.archive.transfer import ACCEPTED

RENDERED = "auditor-rendered"  # header of a drawn page's record: which browser drew it
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": ACCEPTED,
}


def agent(contact: str) -> str:
    """Return how a crawl names itself, with whom to turn to where that is known."""
    return f"auditor/{__version__} (disclosure audit; robots.txt is kept{f'; {contact}' if contact else ''})"
