"""What pages of a site are to each other: what interprets, repeals, decides, asks, reports; one type for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.result import Evidence
from auditor.model.terms import Form, Reason


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An interpretation of a document and how it was found.

    `by` is link, number, title or likeness; `linked` is true where the document's page links to it, `back` where the
    interpretation's page links to the document. `date` is its publication, ISO 8601, or empty. `captured` is false
    where only the link is known; `other` names the document that the page is about instead, if it is about another.
    `forms` are all in which it speaks, () where nobody can tell.
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
    forms: tuple[Form, ...] = ()


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
    page is no document of a government organ (a list, news). `rank` is that of the repealing organ (0.0 unknown),
    `other` true where it is none of the site's. `names` are the keys (文号, title) by which a mere notice of repeal may
    itself be repealed; () where the page is a document of another sort.
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
    rank: float = 0.0
    other: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A document that a page interprets; `by` as in `Interpretation`, `back` whether the page links to it.

    `key` is its key in `SiteView.pages`, which is not that of `url` where the address leads on; `length` counts the
    characters of its text without blanks (0 unknown).
    """

    url: str
    title: str
    by: str
    back: bool
    key: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Consultation:
    """A page that asks the public for comments; `matter` is what about, folded, empty where the title does not tell.

    `answers` are the pages on what became of it: comments received, adoption, result, the document itself.
    `catalogued` is the page that links to it as one on a major administrative decision, empty where none does; it is
    that decision's own page where `sure`, else a list, whose neighbours in the margin prove nothing.
    """

    url: str
    matter: str
    answers: tuple[str, ...] = ()
    catalogued: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """The document that was decided on, for a page on the comments that were received and adopted.

    `published` is the 公开日期 that its own block shows, ISO 8601, or empty.
    """

    url: str
    title: str
    published: str
    digest: str = ""
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a site tells of: a page, or an entry of a list whose page was not captured.

    `text` are its titles and the names of its columns, folded; `days` the days on which list and page date it, ISO
    8601, sorted. `captured` is false where only the list's entry is known; the evidence is then the list's.
    """

    title: str
    text: str
    url: str
    evidence: Evidence
    days: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    captured: bool = True


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
class Stock:
    """The documents in the columns of 规范性文件: (day, validity) of each, ISO 8601 and the contract's word, or empty.

    `reason` says why they are not all known, if they are not; then `pages` is empty.
    """

    reason: Reason = Reason.NOT_CAPTURED
    pages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A yearly report on disclosure, as other pages of the site may ask about it.

    `year` is that of its title, 0 where the title names none or several; `unit` the unit that its title names, folded,
    or that of its column; `published` the day the page shows, else its list, ISO 8601 or empty. `carried_in` and
    `carried_out` are the seven numbers of 上年结转 and 结转下年度, empty where they cannot be read; `counts` the
    numbers of other tables by the key of their row in the list `report_table`. `sketch` stands for its sentences.
    """

    url: str
    title: str
    year: int
    unit: str
    published: str = ""
    carried_in: tuple[int, ...] = ()
    carried_out: tuple[int, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    sketch: frozenset[int] = frozenset()
    digest: str = ""
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Pages that share a trait of their template: the one at which a fault of it is told, and how many there are."""

    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a page's `<meta>` tags have to be: `page` is home, column or article.

    `names`, `published` and `domain` are set where the lack of tags, the form of PubDate or the value of SiteDomain
    is the template's and not the page's own; then a fault of it is told at one page. An empty `url` there means that
    no page at hand can stand for the others.
    """

    page: str
    names: Alike | None = None
    published: Alike | None = None
    domain: Alike | None = None


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A page that is not there (`outcome` http_4xx, http_5xx, soft_404), told at one of the pages that lead to it.

    `others` are further ones, the first few of them, `count` counts all.
    """

    url: str
    outcome: Reason
    count: int = 1
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreign:
    """A host outside the site: a link to it, the key of the page that holds it, and how many pages hold one."""

    link: str
    text: str
    page: str
    count: int
