"""Which pages owe `<meta>` tags; this module alone knows what of their tags comes from the template."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from auditor.model import Alike, ColumnView, FieldName, PageKind, PageView, Reason, Record, Site, Tagged, Vocabulary
from auditor.relate.home import has_own_host
from auditor.relate.pages import Pages
from auditor.text import addresses

TEMPLATE = 3  # pages from which on a trait that at least half of their like share is the template's
MANY = 20  # pages from which on it is a template's, whatever their share: sites keep old ones
ARTICLES = (PageKind.DOCUMENT, PageKind.INTERPRETATION, PageKind.ANNUAL_REPORT)
_FIGURE = re.compile(r"[0-9]")

Groups = Mapping[Hashable, list[str]]


def tagged(
    site: Site, by_key: Pages, pages: Mapping[str, PageView], found: Sequence[ColumnView], vocabulary: Vocabulary
) -> dict[str, Tagged]:
    """Return, for each page that owes tags, which it is and what of its tags comes from a template."""
    names = frozenset(one.lower() for one in vocabulary.words("meta_tags", "names"))
    homes = _homes(site, by_key)
    columns = {by_key.key(view.column.url) for view in found}
    owing = {
        key: what
        for key, record in by_key.items()
        if record.outcome is Reason.OK and (what := _what(key, record, by_key, homes, columns))
    }
    present = {key: frozenset(name for name, said in by_key[key].tags if said and name in names) for key in owing}
    named = _named(owing, present, by_key, pages, homes)
    published = _shared(
        {key: (_host(key), shape(said)) for key in owing if (said := _said(by_key[key], "pubdate"))}, by_key, {}, half=1
    )
    domain = _shared(
        {key: (_host(key), said) for key in owing if (said := _said(by_key[key], "sitedomain"))}, by_key, homes, half=0
    )
    return {key: Tagged(what, named.get(key), published.get(key), domain.get(key)) for key, what in owing.items()}


def shape(written: str) -> str:
    """Return the form of a date: every figure as 9."""
    return _FIGURE.sub("9", written)


def _homes(site: Site, by_key: Pages) -> dict[str, str]:
    """Return host → key of its home page, where that was captured; a unit inside a portal has none."""
    if not has_own_host(site):
        return {}
    found = {host: by_key.key(f"http://{host}/") for host in site.hosts}
    found[addresses.host(site.home)] = by_key.key(site.home)
    return {host: key for host, key in found.items() if key in by_key and by_key[key].outcome is Reason.OK}


def _what(key: str, record: Record, by_key: Pages, homes: Mapping[str, str], columns: set[str]) -> str:
    """Say which tags a page owes: those of a home page, a column or an article; none where that is not certain."""
    if key in homes.values():
        return "home"
    if record.kind is PageKind.LIST:
        first = key in columns or not any(by_key.key(url) in columns for url in record.listing.pages)
        return "column" if first else ""  # a later page of a column shows the same head
    if key in columns and not _said(record, "articletitle"):
        return "column"  # the column is its content (依申请公开), in an article's template where it has a title of one
    dated = record.kind is PageKind.OTHER and record.body.length and record.value(FieldName.PUBLISHED_DATE)
    return "article" if record.kind in ARTICLES or dated else ""


def _named(
    owing: Mapping[str, str],
    present: Mapping[str, frozenset[str]],
    by_key: Pages,
    pages: Mapping[str, PageView],
    homes: Mapping[str, str],
) -> dict[str, Alike]:
    """Return the pages that lack their tags in company: of the whole host, of its articles, of a column."""
    bare = {_host(key) for key in owing} - {_host(key) for key in owing if present[key]}
    articles = _shared({key: (_host(key), what, present[key]) for key, what in owing.items()}, by_key, {}, half=2)
    columns = _shared(
        {key: (_host(key), what, pages[key].column, present[key]) for key, what in owing.items()}, by_key, {}, half=3
    )
    result = {**columns, **articles}
    for host in bare:
        alike = [key for key in owing if _host(key) == host]
        home = homes.get(host)
        told = Alike(by_key[home].url if home else "", len(alike))
        result.update(dict.fromkeys(alike, told))
    return result


def _shared(
    traits: Mapping[str, tuple[Hashable, ...]], by_key: Pages, homes: Mapping[str, str], *, half: int
) -> dict[str, Alike]:
    """Group pages by their *traits*; groups of `TEMPLATE` pages are one, told at the home page or the first of them.

    Where *half* is not 0, fewer than `MANY` must also be half of the pages whose first *half* traits are the same.
    """
    groups: dict[tuple[Hashable, ...], list[str]] = defaultdict(list)
    for key, trait in traits.items():
        groups[trait].append(key)
    like = Counter(trait[:half] for trait in traits.values())
    result: dict[str, Alike] = {}
    for trait, keys in groups.items():
        few = len(keys) < MANY and half and len(keys) * 2 < like[trait[:half]]
        if len(keys) < TEMPLATE or few:
            continue
        result.update(dict.fromkeys(keys, Alike(_first(keys, by_key, homes.values()), len(keys))))
    return result


def _first(keys: list[str], by_key: Pages, homes: Iterable[str]) -> str:
    home = next((key for key in homes if key in keys), None)
    return by_key[home].url if home else min(by_key[key].url for key in keys)


def _said(record: Record, name: str) -> str:
    return next((said for one, said in record.tags if one == name), "")


def _host(key: str) -> str:
    return key.partition("/")[0]
