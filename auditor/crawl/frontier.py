"""What comes next; this module alone decides which addresses of a page are followed, and it is pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urldefrag

from auditor.model import Record, Site
from auditor.text import addresses

LINKED_DEPTH = 2  # document → interpretation → the document it names → no further
_NO_PAGE_SUFFIXES = (
    "pdf ofd doc docx wps wpt rtf xls xlsx et csv ppt pptx dps txt zip rar 7z gz tar ceb jpg jpeg png gif bmp webp svg"
    " ico tif tiff mp3 wav wma mp4 avi wmv flv mov mkv m3u8 swf css js json xml apk exe"
)
_NO_PAGES = frozenset(_NO_PAGE_SUFFIXES.split())


class Purpose(StrEnum):
    """Why an address is asked for, in the order in which it is."""

    HOME = "home"
    COLUMN = "column"
    ITEM = "item"
    LINKED = "linked"
    ATTACHMENT = "attachment"  # its headers alone
    SITEMAP = "sitemap"  # a page that only a sitemap names


@dataclass(frozen=True, slots=True)
class Task:
    """An address to ask for. `column_url` is the column that led to it, `depth` the steps from a seed."""

    url: str
    purpose: Purpose
    column_url: str = ""
    depth: int = 0


def scope_of(site: Site) -> frozenset[str]:
    """Return the hosts that belong to a site, each with its port where that is not the default one.

    A host written without a port also means the port of the home page, if that is the same host.
    """
    home = addresses.host(site.home)
    hosts = {host.lower() for host in site.hosts}
    if home.partition(":")[0] in hosts:
        hosts.add(home)
    return frozenset(hosts)


def seeds(site: Site) -> tuple[Task, ...]:
    """Return the tasks a crawl of *site* begins with: the home page and its columns, each address once."""
    tasks = [_task(column.url, Purpose.COLUMN, column.url, 0) for column in site.columns]
    tasks.append(_task(site.home, Purpose.HOME, "", 0))  # a home page that is a column, too, is followed as one
    found: dict[str, Task] = {}
    for task in tasks:
        found.setdefault(addresses.key(task.url), task)
    return tuple(sorted(found.values(), key=rank))


def next_tasks(
    task: Task, record: Record, scope: frozenset[str], passed_over: Callable[[str, str], None] | None = None
) -> tuple[Task, ...]:
    """Return the tasks that follow from the page of *task*: pages and items of a column, linked documents.

    *passed_over* is told each address that does not follow, and why.
    """
    found = []
    for one in _led_to(task, record):
        why = unfollowed(one, scope)
        if not why:
            found.append(one)
        elif passed_over:
            passed_over(one.url, why)
    return tuple(found)


def unfollowed(task: Task, scope: frozenset[str]) -> str:
    """Return why an address is not asked for, empty where it is."""
    if addresses.host(task.url) not in scope:
        return "outside"
    page = task.purpose is Purpose.ATTACHMENT or addresses.file_suffix(task.url) not in _NO_PAGES
    return "" if page else "file"


def rank(task: Task) -> int:
    """Return how soon a task is due among others of its host: 0 first."""
    return list(Purpose).index(task.purpose)


def _led_to(task: Task, record: Record) -> Iterator[Task]:
    if "refresh" in record.kind_reasons and task.depth <= LINKED_DEPTH:
        yield _task(record.final_url, task.purpose, task.column_url, task.depth + 1)
        return
    if task.purpose is Purpose.ATTACHMENT:
        return
    if task.purpose is Purpose.HOME:
        # What the home page shows without a date is opened, so that its day can be read.
        for item in record.listing.items:
            if item.date is None:
                yield _task(item.url, Purpose.ITEM, "", 0)
        return
    deeper = task.depth + 1
    if task.purpose is Purpose.COLUMN:
        for url in record.listing.pages:
            yield _task(url, Purpose.COLUMN, task.column_url, deeper)
        for item in record.listing.items:
            yield _task(item.url, Purpose.ITEM, task.column_url, 0)
    yield from _offered(task, record)


def _offered(task: Task, record: Record) -> Iterator[Task]:
    """Yield what a page offers beside itself: its interpretations, the documents that it names, its attachments."""
    deeper = task.depth + 1
    linked: Sequence[str] = [link.url for link in (*record.links.interpretations, *record.links.documents)]
    depth = deeper if task.purpose is Purpose.LINKED else 1
    if task.purpose is not Purpose.LINKED or task.depth < LINKED_DEPTH:
        for url in linked:
            yield _task(url, Purpose.LINKED, task.column_url, depth)
    for link in record.links.attachments:
        yield _task(link.url, Purpose.ATTACHMENT, task.column_url, deeper)


def _task(url: str, purpose: Purpose, column_url: str, depth: int) -> Task:
    plain = urldefrag(addresses.resolve(url, url) or url).url
    return Task(plain, purpose, column_url, depth)
