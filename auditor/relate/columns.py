"""Columns and what stands in them; this module alone knows how a column is recognised and how far it was captured."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from urllib.parse import urlsplit

from auditor.model import Column, ColumnView, Item, PageKind, Reason, Record, Role, Site, Vocabulary
from auditor.relate.items import packed
from auditor.relate.pages import Pages
from auditor.relate.shelves import PRECEDENCE
from auditor.text import addresses, hans, organs

CONTENT = 20  # characters of text from which a column page without items or a word of emptiness may be content itself
TELLING = 4  # a synonym of so many characters tells the role wherever it stands in a name
LIKELY = 0.8  # likeness from which a column's name counts as another way of writing a known one


def view_columns(site: Site, by_key: Pages, vocabulary: Vocabulary) -> tuple[ColumnView, ...]:
    """Return the site's columns: the configured ones, else those recognised from its list pages."""
    wanted = site.columns or discover(site, by_key, vocabulary)
    parents = _parents(by_key)
    return tuple(_view(column, by_key, parents, configured=bool(site.columns)) for column in wanted)


def discover(site: Site, by_key: Pages, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Recognise the columns of a site from its list pages and their names."""
    titles = {key: one.title for key, one in by_key.of(PageKind.LIST) if addresses.host(one.url) in site.hosts}
    later = {
        by_key.key(url)
        for key, record in by_key.of(PageKind.LIST)
        if key in titles
        for url in _later_pages(key, record, titles, by_key)
    }
    likely = cache(lambda name: role_by_likeness(name, vocabulary))  # units have columns of the same names
    return tuple(
        Column(titles[key], role_of(by_key[key], vocabulary, likely), by_key[key].url)
        for key in titles
        if key not in later and titles[key]
    )


def role_of(record: Record, vocabulary: Vocabulary, likely: Callable[[str], Role]) -> Role:
    """Return the role of a list page by its name, else by the name of a document column above it, nearest first.

    What neither tells *likely* says. Only columns of documents hand their role down: a special topic filed under
    动态要闻 is no news column.
    """
    role = role_by_name(record.title, vocabulary)
    if role is Role.NEWS and _topical(record, vocabulary):
        return Role.OTHER  # 党史学习教育工作动态 under 专题专栏 owes no fortnightly news
    if role is not Role.OTHER:
        return role
    above = (role_by_name(name, vocabulary) for name, _ in reversed(record.breadcrumb))
    return next((one for one in above if one in PRECEDENCE), None) or likely(record.title)


def role_by_name(name: str, vocabulary: Vocabulary) -> Role:
    """Return the role whose synonym is the name, or else ends it, or else stands in it; the longest synonym wins."""
    folded = hans.fold(name)
    organ = organs.ends_like_organ(name)
    scored = (
        ((word == folded, folded.endswith(word), len(word)), Role(role))
        for role, words in vocabulary.table("roles").items()
        for word in map(hans.fold, words)
        # 县环境保护局 is an organ's own page, not the column 环境保护.
        if word == folded or (not organ and (folded.endswith(word) or (len(word) >= TELLING and word in folded)))
    )
    return max(scored, default=((False, False, 0), Role.OTHER))[1]


def _topical(record: Record, vocabulary: Vocabulary) -> bool:
    """Tell whether a column stands among special topics, which end with their occasion."""
    above = any(word in name for name, _ in record.breadcrumb for word in vocabulary.words("columns", "topics"))
    return above or any(part in record.url for part in vocabulary.words("columns", "topic_paths"))


def role_by_likeness(name: str, vocabulary: Vocabulary) -> Role:
    """Return the role whose synonym is most like the name, `other` below `LIKELY` and for the way to all columns."""
    if hans.fold(name) in map(hans.fold, vocabulary.words("columns", "gateways")):
        return Role.OTHER
    from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most names are known

    scored = [(words.likeness(name, word), role) for role, known in vocabulary.table("roles").items() for word in known]
    score, role = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, Role.OTHER))
    return Role(role) if score >= LIKELY else Role.OTHER


def _later_pages(key: str, record: Record, titles: Mapping[str, str], by_key: Pages) -> Iterable[str]:
    """Yield the pages of a list that follow its first one: same name, named in its pager, longer address."""
    for url in record.listing.pages:
        other = by_key.key(url)
        if other in titles and titles[other] == record.title and (len(other), other) > (len(key), key):
            yield url


def _parents(by_key: Pages) -> Counter[str]:
    """Count, for each address, the list pages that name it above themselves."""
    count: Counter[str] = Counter()
    for key, record in by_key.of(PageKind.LIST):
        above = {by_key.key(url) for _, url in record.breadcrumb if url}
        count.update(above - {key} - {by_key.key(url) for url in record.listing.pages})
    return count


def _view(column: Column, by_key: Pages, parents: Mapping[str, int], *, configured: bool) -> ColumnView:
    first = by_key.at(column.url)
    if first is None:
        return ColumnView(column, column.url, Reason.NOT_CAPTURED, complete=False, reason=Reason.NOT_CAPTURED)
    view = ColumnView(
        column=column,
        url=first.url,
        outcome=first.outcome,
        first_items=first.listing.items if _begins(first, by_key) else (),
        blank_words=first.listing.blank_words,
        scripted=first.listing.scripted,
        children=parents.get(by_key.key(column.url), 0),
        is_list=_is_list(first, configured=configured),
        content=first.listing.content or first.body.length >= CONTENT or bool(first.links.attachments),
        below=_below(column, first, by_key),
        title=first.title,
        digest=first.digest,
        fetched_at=first.fetched_at,
    )
    unread = [Reason.OK]
    items = packed(_distinct(_walk(first, by_key, unread), by_key))
    return replace(view, items=items, complete=unread[-1] is Reason.OK, reason=unread[-1])


def _distinct(pages: Iterable[Record], by_key: Pages) -> Iterator[Item]:
    """Yield the items of list pages, each page under each title once."""
    seen: set[bytes] = set()
    for page in pages:
        for item in page.listing.items:
            text = f"{by_key.key(item.url)}\n{item.title}".encode("utf-8", "surrogatepass")
            mark = blake2b(text, digest_size=16).digest()  # an eighth of what the texts would take
            if mark not in seen:
                seen.add(mark)
                yield item


def _is_list(first: Record, *, configured: bool) -> bool:
    """Tell whether the page of a column is a list, and not the column's content itself (联系我们)."""
    if first.listing.items or first.listing.blank_words or first.listing.scripted:
        return True
    if first.body.length >= CONTENT and not configured:
        return False
    return first.kind in (PageKind.LIST, PageKind.HOME) or not first.body.length


def _begins(first: Record, by_key: Pages) -> bool:
    """Tell whether a list page is the first of its column: no page that comes before it is missing.

    The first page has the shortest address (index.html before index_2.html, zcwj.htm before zcwj/1.htm).
    """
    here = by_key.key(first.url)
    return all(by_key.at(url) is not None or len(by_key.key(url)) >= len(here) for url in first.listing.pages)


def _below(column: Column, first: Record, by_key: Pages) -> int:
    """Count the pages below the column's own folder that its page links to and that were not captured."""
    folder = column.url.rsplit("/", 1)[0] + "/"
    if urlsplit(folder).path == "/":
        return 0
    own = {by_key.key(url) for url in (column.url, *first.listing.pages, *(item.url for item in first.listing.items))}
    linked = {by_key.key(url) for url in first.links.pages if url.startswith(folder)} - own
    return sum(key not in by_key for key in linked)


def _walk(first: Record, by_key: Pages, unread: list[Reason]) -> Iterator[Record]:
    """Follow the pager from the first page and yield the pages read; *unread* gets why others could not be."""
    page, queue, seen = first, deque[str](), {by_key.key(first.url)}
    while True:
        if page.outcome is not Reason.OK:
            unread.append(page.outcome)
        else:
            yield page
            linked = {key: None for url in page.listing.pages if (key := by_key.key(url)) not in seen}
            seen |= linked.keys()
            queue.extend(key for key in linked if key in by_key)
            unread.extend(Reason.NOT_CAPTURED for key in linked if key not in by_key)
        if not queue:
            return
        page = by_key[queue.popleft()]
