"""Builders for tests: records, columns, sites, facts and rules with sensible defaults."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from auditor import catalog
from auditor.kinds import Facts, Page, Task
from auditor.model import (
    AppliesTo,
    Basis,
    Body,
    Capture,
    Column,
    ColumnView,
    Duty,
    Evidence,
    Examples,
    Field,
    FieldName,
    Finding,
    Item,
    Link,
    Listing,
    Matter,
    Organ,
    Owner,
    Ownership,
    PageKind,
    PageText,
    PageView,
    Plan,
    Reason,
    Record,
    Role,
    Rule,
    Ruleset,
    RuleTally,
    Site,
    SiteView,
    Source,
    State,
    Statement,
    StatementKind,
    Subject,
    Vocabulary,
)
from auditor.text import addresses, hans
from auditor.text.workdays import Calendar

HOST = "www.example.gov.cn"
HOME = f"http://{HOST}/"
AS_OF = date(2023, 12, 31)
NAME = "郯城县人民政府"
LABELS = {
    "index_number": "索引号",
    "document_number": "文号",
    "publisher": "发布机构",
    "written_date": "成文日期",
    "published_date": "公开日期",
    "effective_date": "施行日期",
    "validity": "有效性",
}


@cache
def words() -> Vocabulary:
    """Return the shipped word lists."""
    return catalog.load().vocabulary


def url(path: str) -> str:
    """Return the address of *path* on the test host; a whole address comes back unchanged."""
    return path if path.startswith("http") else f"http://{HOST}{path}"


def field(
    name: str,
    value: str | None = None,
    *,
    raw: str | None = None,
    label: str | None = None,
    source: Source = Source.BLOCK,
    reason: str = "",
) -> Field:
    """Return a field of the metadata block; without a value it is one whose label stands alone."""
    shown = raw if raw is not None else value or ""
    if value is None and not reason:
        reason = "empty"
    return Field(FieldName(name), value, shown, label or LABELS.get(name, name), source, f"css:#{name}", reason)


def fields(**values: str | None) -> tuple[Field, ...]:
    """Return fields of the block by name and value."""
    return tuple(field(name, value) for name, value in values.items())


def record(path: str = "/zcwj/1.html", **changes: Any) -> Record:  # noqa: ANN401 - the values of any attribute
    """Return a document page that could be read; *changes* are attributes of `Record`."""
    values: dict[str, Any] = {
        "final_url": url(path),
        "outcome": Reason.OK,
        "kind": PageKind.DOCUMENT,
        "title": "郯城县人民政府办公室关于做好防汛抗旱工作的通知",
        "body": Body(length=500),
        "digest": "sha256:00",
        "fetched_at": "2023-12-31T00:00:00Z",
        **changes,
    }
    return Record(url(path), **values)


def unread(path: str, outcome: Reason = Reason.BLOCKED_WAF) -> Record:
    """Return what is known of a page that could not be read."""
    return Record(url(path), url(path), outcome)


def items(*entries: tuple[str, str | None]) -> tuple[Item, ...]:
    """Return list entries from (path, date)."""
    return tuple(Item(f"条目{path}", url(path), day) for path, day in entries)


def listing(  # noqa: D417 - the rest are attributes of `Record`
    path: str,
    title: str,
    entries: Iterable[Item] = (),
    *,
    pages: Iterable[str] = (),
    above: Iterable[tuple[str, str]] = (),
    **changes: Any,  # noqa: ANN401 - the values of any attribute
) -> Record:
    """Return a column page.

    Args:
        path: Its path.
        title: The column's name.
        entries: Its items.
        pages: Paths of its pager.
        above: Names and paths of its breadcrumb.
    """
    shown = Listing(
        tuple(entries), tuple(url(one) for one in pages), changes.pop("blank", ""), changes.pop("js", False)
    )
    crumbs = tuple((name, url(one) if one else "") for name, one in above)
    defaults: dict[str, Any] = {"kind": PageKind.LIST, "listing": shown, "breadcrumb": crumbs, "body": Body()}
    return record(path, **{**defaults, "title": title, **changes})


def links(*paths: str) -> tuple[Link, ...]:
    """Return links to those paths."""
    return tuple(Link(url(path), path) for path in paths)


def statement(kind: str, quote: str = "本办法", **said: Any) -> Statement:  # noqa: ANN401 - attributes of `Statement`
    """Return a sentence of the body."""
    return Statement(StatementKind(kind), quote, "css:p", **said)


def site(**changes: Any) -> Site:  # noqa: ANN401 - the values of any attribute
    """Return a county's site with one host."""
    return Site(**{"id": "tancheng", "name": NAME, "home": HOME, "hosts": (HOST,), **changes})


def organ(name: str = NAME, *prefixes: str, aliases: tuple[str, ...] = ()) -> Organ:
    """Return an organ of the site."""
    return Organ(name, aliases, prefixes, normative=True)


def place(subject: Record, **changes: Any) -> PageView:  # noqa: ANN401 - attributes of `PageView`
    """Return the place of a page: an own document in the column of policy documents."""
    values: dict[str, Any] = {
        "role": Role.POLICY_DOCUMENTS,
        "column": "政策文件",
        "unit": "县政府办公室",
        "owner": Owner(Ownership.OWN, "number"),
        **changes,
    }
    return PageView(subject.url, subject.kind, subject.outcome, **values)


def page(subject: Record | None = None, **changes: Any) -> Page:  # noqa: ANN401 - attributes of `PageView`
    """Return a page as the subject of a rule."""
    one = subject or record()
    return Page(one, place(one, **changes))


def column(role: str = "notices", **changes: Any) -> ColumnView:  # noqa: ANN401 - attributes of `ColumnView`
    """Return a column that could be read to its end; `update_every` and `name` go to its description."""
    about = Column(
        name=changes.pop("name", "通知公告"),
        role=Role(role),
        url=url(changes.pop("path", "/tzgg/")),
        unit="县政府办公室",
        update_every=changes.pop("update_every", ""),
    )
    values: dict[str, Any] = {"url": about.url, "outcome": Reason.OK, "digest": "sha256:01", **changes}
    return ColumnView(column=about, **{"first_items": values.get("items", ()), **values})


def view(*subjects: Page, **changes: Any) -> SiteView:  # noqa: ANN401 - attributes of `SiteView`
    """Return a view of a site that holds those pages."""
    pages = {addresses.key(one.record.url): one.place for one in subjects}
    return SiteView(**{"site": site(), "pages": pages, **changes})


def facts(
    seen: SiteView | None = None,
    *,
    as_of: date = AS_OF,
    vocabulary: Vocabulary | None = None,
    calendar: Calendar | None = None,
    texts: Mapping[str, PageText] | None = None,
    final: bool = True,
    bodies: Mapping[str, str] | None = None,
    captures: Mapping[str, Capture] | None = None,
    mirrors: Iterable[str] = (),
    matters: Iterable[Matter] = (),
    plans: Iterable[Plan] = (),
) -> Facts:
    """Return the facts about a site.

    By address: *texts* are the pages that can be read, *bodies* their bodies, *captures* what was asked.
    """
    return Facts(
        view=seen or view(),
        as_of=as_of,
        vocabulary=vocabulary or words(),
        calendar=calendar or Calendar({}),
        read=(texts or {}).get,
        final=final,
        body=lambda url: (bodies or {}).get(url, ""),
        look=(captures or {}).get,
        mirrors=frozenset(mirrors),
        matters=tuple(matters),
        plans=tuple(plans),
    )


def capture(path: str, body: str = "", status: int = 200, outcome: Reason = Reason.OK, media: str = "") -> Capture:
    """Return what was captured at *path*."""
    headers = (("Content-Type", media),) if media else ()
    return Capture(url(path), url(path), status, headers, body.encode(), "2023-12-31T00:00:00Z", outcome)


def matter(title: str, *days: str, role: str = "", **changes: Any) -> Matter:  # noqa: ANN401 - attributes of `Matter`
    """Return a page of a column of that role, dated on those days; its address is made of title and days."""
    address = url(f"/{role}/{title}{''.join(days)}.html")
    values: dict[str, Any] = {
        "text": hans.fold(title),
        "url": address,
        "evidence": Evidence(address, title, "", "sha256:00"),
        "days": tuple(days),
        "roles": (role,) if role else (),
        **changes,
    }
    return Matter(title=title, **values)


def task(year: int = 2023, **changes: Any) -> Task:  # noqa: ANN401 - attributes of `Duty`
    """Return a duty of a plan of that year."""
    duty = Duty(**{"id": "D1", "quote": "按月公开全市财政收支情况", "unit": "市财政局", **changes})
    return Task(Plan("a-plan", "某市工作要点", year, (duty,)), duty)


def rule(name: str = "a-rule", kind: str = "fields_missing", **changes: Any) -> Rule:  # noqa: ANN401 - of `Rule`
    """Return a rule for document pages that fails where the publication day is missing."""
    values: dict[str, Any] = {
        "title": "标题",
        "basis": (Basis("某规定"),),
        "options": {"fields": ["published_date"]},
        "applies_to": AppliesTo(kinds=(PageKind.DOCUMENT,)),
        "severity": "major",
        "state": State.FAIL,
        "message": "缺{missing}",
        "remedy": "补{missing}",
        "examples": Examples((), ()),
        **changes,
    }
    return Rule(id=name, kind=kind, **values)


def ruleset(*rules: Rule, **changes: Any) -> Ruleset:  # noqa: ANN401 - attributes of `Ruleset`
    """Return a set of those rules, without points."""
    return Ruleset(**{"id": "a-set", "title": "", "version": "1", "sha256": "", "rules": rules, **changes})


def finding(name: str, mark: str, **changes: Any) -> Finding:  # noqa: ANN401 - attributes of `Finding`
    """Return a certain finding of the rule *name* with the fingerprint *mark*."""
    values: dict[str, Any] = {
        "title": "",
        "state": State.FAIL,
        "severity": "major",
        "subject": Subject(url("/1.html")),
        "column": "",
        "unit": "",
        "message": "",
        "remedy": "",
        "basis": "",
        "evidence": (),
        **changes,
    }
    return Finding(mark, name, **values)


def tally(name: str, **counts: Any) -> RuleTally:  # noqa: ANN401 - attributes of `RuleTally`
    """Return the counts of the rule *name*."""
    return RuleTally(name, "", **counts)
