"""What one page cannot answer: the site as a whole, as the rules see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.record import Item
from auditor.model.result import Evidence
from auditor.model.site import Column, Organ, Site
from auditor.model.terms import Form, PageKind, Reason, Role


class Ownership(StrEnum):
    """Whose document a page shows: only own documents are owed."""

    OWN = "own"
    OTHER = "other"  # a reprint: another government organ's document
    PARTY = "party"  # Party, 人大, 政协, 监委, 法院, 检察院, 群团, or a joint number of theirs
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose document it is, by what it was decided, and whether another sign speaks against it."""

    ownership: Ownership = Ownership.UNKNOWN
    by: str = ""
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class PageView:
    """What the site knows of one page: its column, the day its column's list shows, and whose document it is."""

    url: str
    kind: PageKind
    outcome: Reason
    role: Role | None = None
    column: str = ""
    unit: str = ""
    owner: Owner = Owner()
    listed: str | None = None
    digest: str = ""
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column with all items of its pages, newest page first.

    `complete` is false where a page of it could not be read (`reason` says why). `children` counts the sub-columns
    below it. `outcome` is that of its first page; `url` the address of that page as captured. `below` counts the
    pages below the column's own folder that it links to and that were not captured. `content` is true where
    that page has text of its own, so that without items it may be the content and no list at all; `title` is the name
    that the page itself shows.
    """

    column: Column
    url: str
    outcome: Reason
    items: Sequence[Item] = ()  # of a long column packed: go through it, keep nothing of it
    first_items: tuple[Item, ...] = ()
    complete: bool = True
    reason: Reason = Reason.OK
    blank_words: str = ""
    scripted: bool = False
    children: int = 0
    is_list: bool = True
    content: bool = False
    below: int = 0
    title: str = ""
    digest: str = ""
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An interpretation of a document and how it was found.

    `by` is link, number, title or likeness; `linked` is true where the document's page links to it, `back` where the
    interpretation's page links to the document. `date` is its publication, ISO 8601, or empty. `captured` is false
    where only the link is known; `other` names the document that the page is about instead, if it is about another.
    """

    url: str
    title: str
    by: str
    linked: bool
    back: bool
    form: Form | None = None
    date: str = ""
    digest: str = ""
    fetched_at: str | None = None
    captured: bool = True
    other: str = ""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A page that says a document stays in force beyond its term.

    `until` is the new last day, `years` or `months` how much longer the term is (0 where not said), `since` the day of
    the page; days are ISO 8601 or empty.
    """

    url: str
    quote: str
    locator: str
    until: str = ""
    years: int = 0
    since: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Repeal:
    """A page that says a document, or a part of it, is no longer in force.

    `since` is the day from which that holds, ISO 8601, or empty; `number` the key of the 文号 it names, empty where it
    names the title alone; `dated` is the day of that page itself, ISO 8601, or empty; `certain` is false where the
    page is no document of a government organ (a list, news).
    """

    url: str
    quote: str
    locator: str
    since: str
    number: str
    partial: bool
    certain: bool
    dated: str = ""
    digest: str = ""
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A document that a page interprets; `by` as in `Interpretation`, `back` whether the page links to it."""

    url: str
    title: str
    by: str
    back: bool


@dataclass(frozen=True, slots=True)
class HomeNews:
    """The days of all that can be reached from the home page; `undated` counts its entries without a readable day.

    `elsewhere` tells where those days stand that the home page's own list does not show.
    """

    url: str
    outcome: Reason
    days: tuple[str, ...]
    undated: int
    digest: str = ""
    fetched_at: str | None = None
    elsewhere: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as a whole. Mappings are keyed by `relate.key_of` of a page unless said otherwise.

    `interpretations` has an entry for each document page, `interpreted` for each page that interprets one. `renewals`
    and `repeals` are keyed by 文号 key and by `text.titles.core`. `shared_index_numbers` leads from a page to the other
    documents with its 索引号, `index_number_shapes` counts the patterns of all 索引号, commonest first.
    `crowded_dates` are days on which so many items are dated that a migration is likelier than publication.
    `copied` are pages of documents of which an earlier published copy is on the site, too.

    `own_host` is false for a unit's columns inside a portal. `unread_interpretations` says why an interpretation
    column could not be read to its end, if it could not.
    """

    site: Site
    pages: Mapping[str, PageView] = field(default_factory=dict)
    columns: tuple[ColumnView, ...] = ()
    interpretations: Mapping[str, tuple[Interpretation, ...]] = field(default_factory=dict)
    renewals: Mapping[str, tuple[Renewal, ...]] = field(default_factory=dict)
    repeals: Mapping[str, tuple[Repeal, ...]] = field(default_factory=dict)
    interpreted: Mapping[str, tuple[Interpreted, ...]] = field(default_factory=dict)
    shared_index_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    index_number_shapes: Mapping[str, int] = field(default_factory=dict)
    crowded_dates: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
    organs: tuple[Organ, ...] = ()
    organs_learnt: bool = False
    whole_site: bool = True
    unread_interpretations: Reason = Reason.OK
    not_captured: int = 0
    home_news: HomeNews | None = None
    own_host: bool = True
