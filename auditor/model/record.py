"""What was seen and what was read from it: captures and records."""

from dataclasses import dataclass
from hashlib import sha256

from auditor.model.terms import FieldName, Form, PageKind, Reason, Source, StatementKind


@dataclass(frozen=True, slots=True)
class Capture:
    """One address that was asked for and what came back; a failed fetch is a capture too.

    `url` and `final_url` are public addresses (also when a mirror was asked), `status` is 0 and `headers` and `body`
    are empty when nothing came back. `body` is decoded from its content-encoding, not from its charset.
    `fetched_at` is ISO 8601 in UTC, or None where it is not known (mirror folders).
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str | None
    outcome: Reason

    def header(self, name: str) -> str:
        """Return the first header of that *name*, whatever its case, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def digest(self) -> str:
        """`sha256:` and the hex digest of the body."""
        return f"sha256:{sha256(self.body).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Field:
    """One metadata field as read from a page.

    `value` is normalised (dates ISO 8601, validity one of the contract's words; other texts as shown, outer blanks
    trimmed, inner runs folded) and None where the label stands with nothing, a placeholder or an unreadable date
    behind it (`reason` then says which). `raw` is exactly as shown, `label` too. `locator` leads back to the place.
    """

    name: FieldName
    value: str | None
    raw: str
    label: str
    source: Source
    locator: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page, resolved against its address.

    `form` only for interpretations; `suffix`, lower case without the dot, only for attachments: the type of the file,
    html where it is a page, empty where neither address nor name tells.
    """

    url: str
    text: str
    locator: str = ""
    form: Form | None = None
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a page by what they are for; `pages` are all in-page links that lead to other pages, in order.

    `scripted` is true where a script fills the panel of interpretations and its data is not in the page. `external`
    have no locator: menus and footers are full of them. `inside` are links and files that only the author's own
    machine or network seems to reach (`file:`, localhost, private addresses), as written.
    """

    interpretations: tuple[Link, ...] = ()  # 解读 offered by this page
    documents: tuple[Link, ...] = ()  # the document(s) this interpretation page links back to
    attachments: tuple[Link, ...] = ()
    external: tuple[Link, ...] = ()
    pages: tuple[str, ...] = ()
    scripted: bool = False
    inside: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a column list; `date` ISO 8601 or None where the list shows none."""

    title: str
    url: str
    date: str | None
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The list on a column page.

    `pages` are the addresses of the column's further pages as its pager offers them; `blank_words` the words that
    say that nothing is there (暂无内容), if any; `scripted` is true where a script fills the list and its data is not
    in the page, so that nothing can be said of its items. `content` is true where a page without items shows something
    else in its middle: a picture, a file, a search over a table, links to columns below it.
    """

    items: tuple[Item, ...] = ()
    pages: tuple[str, ...] = ()
    blank_words: str = ""
    scripted: bool = False
    content: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the body that says something about validity, or names another document.

    `date` is ISO 8601 (effective, expires; of a repeal the day from which it holds, where the sentence gives one),
    `years` or `months` the length of a term; `number` and `title` name the other document (repeals, renews, cites) and
    are empty where the statement is about the document itself. `partial` is true where only a part of it is repealed.
    """

    kind: StatementKind
    quote: str
    locator: str
    date: str = ""
    years: int = 0
    number: str = ""
    title: str = ""
    partial: bool = False
    months: int = 0


@dataclass(frozen=True, slots=True)
class Element:
    """Something that an interpretation tells (背景依据: background …, a key of the word list) and the words that do."""

    name: str
    quote: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class CommentPeriod:
    """How long the public may comment on a draft, as the text says it.

    `begin` and `end` are ISO 8601, empty where not said; where only a length is said, `length` counts it and `unit` is
    days, working_days or months. Without a `begin` the period begins with the publication of the page.
    """

    quote: str
    locator: str
    begin: str = ""
    end: str = ""
    length: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """A part of a decision that a page gathers (a key of the word list); `offered` is false where nothing is behind."""

    name: str
    quote: str
    locator: str = ""
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text: rows of one length, a cell that spans several places standing in each of them, as shown."""

    rows: tuple[tuple[str, ...], ...]
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What the text of a page says of itself: the rest of the text stays in the evidence.

    `number` is the 文号 at the head of the text, `signature` the organ under it, `signature_date` ISO 8601; each empty
    where the text has none. `length` counts the characters of the text without blanks. `media` says which of picture,
    video, audio, frame, attachment stand in it or close below it, script where an empty text waits for one, and scripts
    where some script of the page may fill it; `pictures` how many pictures surely stand in its box. `headings` are the
    marked headings of the text in order, with their marks, 80 of 60 characters at most. `elements` are what an
    interpretation tells of its document. `annexes` are the attachments that the text lists (附件：1.…) and that neither
    stand printed in it nor are linked where they are listed; none where one of them is. `sketch` stands for the
    sentences of a yearly report where two of them are compared.
    """

    length: int = 0
    number: str = ""
    number_locator: str = ""
    signature: str = ""
    signature_locator: str = ""
    signature_date: str = ""
    media: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    annexes: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What was read from one capture, without its text.

    `outcome` other than `ok` means that nothing else is known of the page. `title` is the headline (for a list: the
    column's name), `breadcrumb` the names of 当前位置 from the home page down, without the page itself.
    `kind_reasons` say, one short phrase each, why `kind` was chosen. `scripted` is true where a script whose data
    is not in the page fills the metadata block, or with the outcome `js_challenge` the whole page. `marks` are words
    outside the block that speak of validity, as shown: a stamp (its picture's text), （已废止） at the title,
    本文件现行有效 in the text. `tables` are those of an annual report. `forms` are those in which an interpretation
    speaks, `comments` is the period of a draft for comment, `parts` are what a page on a decision gathers. `tags` are
    the `<meta>` tags of the head: name in lower case and content.
    """

    url: str
    final_url: str
    outcome: Reason
    kind: PageKind = PageKind.OTHER
    kind_reasons: tuple[str, ...] = ()
    title: str = ""
    site_name: str = ""
    breadcrumb: tuple[tuple[str, str], ...] = ()  # (name, url), url may be empty
    fields: tuple[Field, ...] = ()
    links: Links = Links()
    listing: Listing = Listing()
    body: Body = Body()
    statements: tuple[Statement, ...] = ()
    tables: tuple[Table, ...] = ()
    scripted: bool = False
    marks: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    forms: tuple[Form, ...] = ()
    comments: CommentPeriod | None = None
    parts: tuple[DecisionPart, ...] = ()
    digest: str = ""
    fetched_at: str | None = None

    def field(self, name: str) -> Field | None:
        """Return the field of that *name*, or None where the page does not show its label."""
        for one in self.fields:  # a loop: it is asked for many times on every page
            if one.name == name:
                return one
        return None

    def value(self, name: str) -> str | None:
        """Return the normalised value of that field, or None where it is absent or empty."""
        found = self.field(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, for the rules that need it: `html` as decoded, `text` as people read it."""

    html: str
    text: str
