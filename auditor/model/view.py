"""What one page cannot answer: the site as a whole, as the rules see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.joined import (
    Consultation,
    DeadLink,
    Decided,
    Foreign,
    HomeNews,
    Interpretation,
    Interpreted,
    Renewal,
    Repeal,
    Report,
    Stock,
    Tagged,
)
from auditor.model.record import Item
from auditor.model.site import Column, Organ, Site
from auditor.model.terms import PageKind, Reason, Role


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
    """What the site knows of one page: its column, what that column's list shows of it, and whose it is."""

    url: str
    kind: PageKind
    outcome: Reason
    role: Role | None = None
    column: str = ""
    unit: str = ""
    owner: Owner = Owner()
    listed: str | None = None
    listed_title: str = ""
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
class SiteView:
    """The site as a whole. Mappings are keyed by `relate.key_of` of a page unless said otherwise.

    `interpretations` has an entry for each document page, `interpreted` for each page that interprets one. `renewals`
    and `repeals` are keyed by 文号 key and by `text.titles.core`. `shared_index_numbers` leads from a page to the other
    documents with its 索引号, `shared_document_numbers` with its bracketed 文号; `index_number_shapes` counts the
    patterns of all 索引号, commonest first.
    `crowded_dates` are days on which so many items are dated that a migration is likelier than publication.
    `copied` are pages of documents of which an earlier published copy is on the site, too.

    `tagged` has an entry for each page that owes `<meta>` tags, `dead_links` for each page at which a dead one is told;
    `foreign` is keyed by host.
    `consultations` has an entry for each page that asks for comments, `decided` leads from each page on adopted
    comments to the documents decided on.

    `own_host` is false for a unit's columns inside a portal. `unread_interpretations` says why an interpretation
    column could not be read to its end, if it could not. `province` is the code of the place (GB/T 2260, two digits),
    empty where neither configuration nor 网站标识码 tell it. `texts` counts the document pages with a text, and all.
    `reports` are the yearly reports on disclosure.
    """

    site: Site
    pages: Mapping[str, PageView] = field(default_factory=dict)
    columns: tuple[ColumnView, ...] = ()
    interpretations: Mapping[str, tuple[Interpretation, ...]] = field(default_factory=dict)
    renewals: Mapping[str, tuple[Renewal, ...]] = field(default_factory=dict)
    repeals: Mapping[str, tuple[Repeal, ...]] = field(default_factory=dict)
    interpreted: Mapping[str, tuple[Interpreted, ...]] = field(default_factory=dict)
    shared_index_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared_document_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    index_number_shapes: Mapping[str, int] = field(default_factory=dict)
    crowded_dates: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
    organs: tuple[Organ, ...] = ()
    organs_learnt: bool = False
    whole_site: bool = True
    unread_interpretations: Reason = Reason.OK
    not_captured: int = 0
    home_news: HomeNews | None = None
    consultations: Mapping[str, Consultation] = field(default_factory=dict)
    decided: Mapping[str, tuple[Decided, ...]] = field(default_factory=dict)
    own_host: bool = True
    province: str = ""
    texts: tuple[int, int] = (0, 0)
    stock: Stock = field(default_factory=Stock)
    reports: Mapping[str, Report] = field(default_factory=dict)
    tagged: Mapping[str, Tagged] = field(default_factory=dict)
    dead_links: Mapping[str, tuple[DeadLink, ...]] = field(default_factory=dict)
    foreign: Mapping[str, Foreign] = field(default_factory=dict)
