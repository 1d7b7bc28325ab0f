"""Which pages owe `<meta>` tags; this module alone knows what of their tags comes from the template."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.model import Alike, ColumnView, FieldName, PageKind, PageView, Reason, Record, Site, Tagged, Vocabulary
from auditor.relate.home import has_own_host
from auditor.relate.pages import Pages
from auditor.text import addresses

TEMPLATE = 3  # pages from which on a trait that at least half of their like share is the template's
MANY = 20  # pages from which on it is a template's, whatever their share: sites keep old ones
ARTICLES = (PageKind.DOCUMENT, PageKind.INTERPRETATION, PageKind.ANNUAL_REPORT)
_FIGURE = re.compile(r"[0-9]")

Trait = tuple[Hashable, ...]


class Traits(NamedTuple):
    """What of the tags of a page may come from its template; few pages of a site differ in it."""

    host: str
    what: str
    column: str
    present: frozenset[str]
    published: str
    domain: str


@dataclass(slots=True)
class _Group:
    """Pages with the same traits: how many there are, the first address among them, and the home pages among them."""

    count: int = 0
    url: str = ""
    homes: set[str] = field(default_factory=set)

    def take(self, other: "_Group") -> None:
        self.count += other.count
        self.url = min(self.url or other.url, other.url)
        self.homes |= other.homes


class Tags(Mapping[str, Tagged]):
    """Key of a page that owes tags → what they have to be; 4 bytes for each page of the site."""

    def __init__(self, numbers: Mapping[str, int], which: Sequence[int], made: Sequence[Tagged]) -> None:
        self._numbers, self._which, self._made = numbers, which, made

    def __getitem__(self, key: str) -> Tagged:
        """Return what the tags of a page have to be; KeyError where it owes none."""
        place = self._which[self._numbers[key]]
        if not place:
            raise KeyError(key)
        return self._made[place - 1]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of the pages that owe tags, sorted."""
        return (key for key, number in self._numbers.items() if self._which[number])

    def __len__(self) -> int:
        """How many pages owe tags."""
        return sum(map(bool, self._which))

    def __repr__(self) -> str:
        """Return all of it, as of a dict."""
        return repr(dict(self))


class Tagging:
    """The tags of all pages, met one after the other; held of each is which traits it has."""

    def __init__(self, site: Site, by_key: Pages, found: Sequence[ColumnView], vocabulary: Vocabulary) -> None:
        self._by_key = by_key
        self._names = frozenset(one.lower() for one in vocabulary.words("meta_tags", "names"))
        self._homes = _homes(site, by_key)
        self._columns = {by_key.key(view.column.url) for view in found}
        self._known: dict[Traits, int] = {}
        self._groups: list[_Group] = []
        self._which = array("I", bytes(4 * by_key.count))  # by number of the record; 0 for none, 1 for the first

    def add(self, key: str, record: Record, place: PageView) -> None:
        """Take a page."""
        what = _what(key, record, self._by_key, self._homes, self._columns) if record.outcome is Reason.OK else ""
        if not what:
            return
        traits = Traits(
            key.partition("/")[0],
            what,
            place.column,
            frozenset(name for name, said in record.tags if said and name in self._names),
            shape(_said(record, "pubdate")),
            _said(record, "sitedomain"),
        )
        number = self._known.setdefault(traits, len(self._groups))
        if number == len(self._groups):
            self._groups.append(_Group())
        self._groups[number].take(_Group(1, record.url, {key} & set(self._homes.values())))
        self._which[self._by_key.numbers[key]] = number + 1

    def tagged(self) -> Tags:
        """Return, for each page that owes tags, which it is and what of its tags comes from a template."""
        named = self._named()
        published = self._shared(lambda one: (one.host, one.published) if one.published else (), half=1)
        homes = self._homes.values()
        domain = self._shared(lambda one: (one.host, one.domain) if one.domain else (), half=0, homes=homes)
        made = [Tagged(one.what, named.get(one), published.get(one), domain.get(one)) for one in self._known]
        return Tags(self._by_key.numbers, self._which, made)

    def _named(self) -> dict[Traits, Alike]:
        """Return the pages that lack their tags in company: of the whole host, of its articles, of a column."""
        columns = self._shared(lambda one: (one.host, one.what, one.column, one.present), half=3)
        articles = self._shared(lambda one: (one.host, one.what, one.present), half=2)
        result = {**columns, **articles}
        for host in {one.host for one in self._known} - {one.host for one in self._known if one.present}:
            alike = [one for one in self._known if one.host == host]
            home = self._homes.get(host)
            count = sum(self._groups[self._known[one]].count for one in alike)
            result.update(dict.fromkeys(alike, Alike(self._by_key[home].url if home else "", count)))
        return result

    def _shared(
        self, trait_of: Callable[[Traits], Trait], *, half: int, homes: Collection[str] = ()
    ) -> dict[Traits, Alike]:
        """Group pages by a trait; groups of `TEMPLATE` pages are one, told at the home page or the first of them.

        Where *half* is not 0, fewer than `MANY` must also be half of the pages whose first *half* traits are the same.
        """
        groups: dict[Trait, _Group] = defaultdict(_Group)
        like: Counter[Trait] = Counter()
        for one, number in self._known.items():
            if trait := trait_of(one):
                groups[trait].take(self._groups[number])
                like[trait[:half]] += self._groups[number].count
        told = {
            trait: Alike(self._told_at(group, homes), group.count)
            for trait, group in groups.items()
            if group.count >= TEMPLATE and (group.count >= MANY or not half or group.count * 2 >= like[trait[:half]])
        }
        return {one: told[trait] for one in self._known if (trait := trait_of(one)) in told}

    def _told_at(self, group: _Group, homes: Collection[str]) -> str:
        home = next((key for key in homes if key in group.homes), None)
        return self._by_key[home].url if home else group.url


def shape(written: str) -> str:
    """Return the form of a date: every figure as 9."""
    return _FIGURE.sub("9", written)


def _homes(site: Site, by_key: Pages) -> dict[str, str]:
    """Return host → key of its home page, where that was captured; a unit inside a portal has none."""
    if not has_own_host(site):
        return {}
    found = {host: by_key.key(f"http://{host}/") for host in site.hosts}
    found[addresses.host(site.home)] = by_key.key(site.home)
    return {host: key for host, key in found.items() if by_key.outcome(key) is Reason.OK}


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


def _said(record: Record, name: str) -> str:
    return next((said for one, said in record.tags if one == name), "")
