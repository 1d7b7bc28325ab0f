"""Columns and what stands in them; this module alone knows how a column is recognised and how far it was captured."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from auditor.model import Column, ColumnView, Item, PageKind, Reason, Record, Role, Site, Vocabulary
from auditor.relate.pages import Pages
from auditor.text import addresses, hans, organs

CONTENT = 20  # characters of text from which a column page without items or a word of emptiness may be content itself
TELLING = 4  # a synonym of so many characters tells the role wherever it stands in a name
LIKELY = 0.8  # likeness from which a column's name counts as another way of writing a known one
# A page may stand in several columns; the role that owes most decides.
PRECEDENCE = (
    Role.NORMATIVE_DOCUMENTS,
    Role.REGULATIONS,
    Role.POLICY_DOCUMENTS,
    Role.OTHER_DOCUMENTS,
    Role.INTERPRETATIONS,
    Role.ANNUAL_REPORT,
)


def view_columns(site: Site, by_key: Pages, vocabulary: Vocabulary) -> tuple[ColumnView, ...]:
    """Return the site's columns: the configured ones, else those recognised from its list pages."""
    wanted = site.columns or discover(site, by_key, vocabulary)
    parents = _parents(by_key)
    return tuple(_view(column, by_key, parents, configured=bool(site.columns)) for column in wanted)


def discover(site: Site, by_key: Pages, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Recognise the columns of a site from its list pages and their names."""
    lists = {
        key: record
        for key, record in by_key.items()
        if record.kind is PageKind.LIST and addresses.host(record.url) in site.hosts
    }
    later = {by_key.key(url) for key, record in lists.items() for url in _later_pages(key, record, lists, by_key)}
    return tuple(
        Column(record.title, role_of(record, vocabulary), record.url)
        for key, record in lists.items()
        if key not in later and record.title
    )


def role_of(record: Record, vocabulary: Vocabulary) -> Role:
    """Return the role of a list page by its name, else by the name of a document column above it, nearest first.

    Only columns of documents hand their role down: a special topic filed under 动态要闻 is no news column.
    """
    role = role_by_name(record.title, vocabulary)
    if role is Role.NEWS and _topical(record, vocabulary):
        return Role.OTHER  # 党史学习教育工作动态 under 专题专栏 owes no fortnightly news
    if role is not Role.OTHER:
        return role
    above = (role_by_name(name, vocabulary) for name, _ in reversed(record.breadcrumb))
    return next((one for one in above if one in PRECEDENCE), None) or role_by_likeness(record.title, vocabulary)


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
    """Return the role whose synonym is most like the name, `other` below `LIKELY`."""
    from auditor.text import words  # noqa: PLC0415 - jieba costs a second, and most names are known

    scored = [(words.likeness(name, word), role) for role, known in vocabulary.table("roles").items() for word in known]
    score, role = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, Role.OTHER))
    return Role(role) if score >= LIKELY else Role.OTHER


def place_pages(by_key: Pages, found: Sequence[ColumnView]) -> dict[str, Column]:
    """Return the column in which each page stands: where it is listed, else by its breadcrumb, else by its address."""
    ranked = sorted(found, key=lambda view: _rank(view.column))
    places: dict[str, Column] = {}
    for view in ranked:
        for item in view.items:
            places.setdefault(by_key.key(item.url), view.column)
    at = {by_key.key(view.column.url): view.column for view in reversed(ranked)}
    folders = _folders(ranked)
    for key, record in by_key.items():
        if key in places:
            continue
        above = next((at[one] for _, url in reversed(record.breadcrumb) if (one := by_key.key(url)) in at), None)
        column = at.get(key) or above or next((one for folder, one in folders if record.url.startswith(folder)), None)
        if column is not None:
            places[key] = column
    return places


def _folders(ranked: Sequence[ColumnView]) -> list[tuple[str, Column]]:
    """Return the folders that belong to one column alone, deepest first; the site's root belongs to none."""
    owners: dict[str, list[Column]] = {}
    for view in ranked:
        folder = view.column.url.rsplit("/", 1)[0] + "/"
        owners.setdefault(folder, []).append(view.column)
    alone = [(folder, found[0]) for folder, found in owners.items() if len(found) == 1 and urlsplit(folder).path != "/"]
    return sorted(alone, key=lambda pair: (-len(pair[0]), pair[0]))


def _rank(column: Column) -> tuple[int, str]:
    rank = PRECEDENCE.index(column.role) if column.role in PRECEDENCE else len(PRECEDENCE)
    return rank, column.url


def _later_pages(key: str, record: Record, lists: Mapping[str, Record], by_key: Pages) -> Iterable[str]:
    """Yield the pages of a list that follow its first one: same name, named in its pager, longer address."""
    for url in record.listing.pages:
        other = by_key.key(url)
        if other in lists and lists[other].title == record.title and (len(other), other) > (len(key), key):
            yield url


def _parents(by_key: Pages) -> Counter[str]:
    """Count, for each address, the list pages that name it above themselves."""
    count: Counter[str] = Counter()
    for key, record in by_key.items():
        if record.kind is PageKind.LIST:
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
    pages, reason = _walk(first, by_key)
    items: dict[tuple[str, str], Item] = {}
    for page in pages:
        for item in page.listing.items:
            items.setdefault((by_key.key(item.url), item.title), item)
    return replace(view, items=tuple(items.values()), complete=reason is Reason.OK, reason=reason)


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


def _walk(first: Record, by_key: Pages) -> tuple[list[Record], Reason]:
    """Follow the pager from the first page; return the pages read and why one could not be, if one could not."""
    seen, queue, pages, reason = {by_key.key(first.url)}, [first], [], Reason.OK
    while queue:
        page = queue.pop(0)
        if page.outcome is not Reason.OK:
            reason = page.outcome
            continue
        pages.append(page)
        for url in page.listing.pages:
            key = by_key.key(url)
            if key in seen:
                continue
            seen.add(key)
            if key in by_key:
                queue.append(by_key[key])
            else:
                reason = Reason.NOT_CAPTURED
    return pages, reason
