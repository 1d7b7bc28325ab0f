"""A rule written as an expression over what was read from a page; this kind alone knows the names it may use.

For what no other kind says. The language is CEL (https://cel.dev); the names are those of `sees`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ClassVar

from auditor.kinds import Facts, Page, Scope, WrongOption, not_applicable, not_assessable, passed, seen
from auditor.kinds._cel import Expression, WrongExpression, bounded, check, compiled
from auditor.model import (
    Body,
    Element,
    Field,
    FieldName,
    Form,
    Item,
    Level,
    Link,
    Links,
    Listing,
    PageKind,
    PageView,
    Reason,
    Record,
    Role,
    Site,
    Source,
    State,
    Statement,
    StatementKind,
    Verdict,
)

FAILED = "expression_error"  # the expression has no result on this page


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the expression *hit* is true.

    What the expression asks for and a script fills, or what had to be cut to size, makes it not assessable; so does
    an expression that has no result on a page. Nothing of that is ever a fault of the page.

    Attributes:
        hit: An expression that gives true or false; an empty one never hits.
        when: An expression; where it is false the rule is not applicable.
        quote: An expression that gives the words of the page to quote; by default its title.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset()

    hit: str = "false"
    when: str = ""
    quote: str = ""

    def __post_init__(self) -> None:
        """Check every expression: a mistake is told when the rule is loaded."""
        for name, wanted in (("hit", bool), ("when", bool), ("quote", str)):
            source = getattr(self, name)
            try:
                if source:
                    check(compiled(source), _sample(), wanted)
            except WrongExpression as error:
                raise WrongOption(name, str(error)) from None

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Evaluate the expressions over the page."""
        cut: set[str] = set()
        values = bounded(sees(subject.record, subject.place, facts.view.site, facts.as_of), "", cut)
        try:
            for name in ("when", "hit"):
                if not (source := getattr(self, name)):
                    continue
                expression = compiled(source)
                if unread := _unread(expression, subject.record, cut):
                    return not_assessable(unread)
                result = expression.evaluate(values)
                if not isinstance(result, bool):
                    return not_assessable(FAILED)
                if not result:
                    return not_applicable("不满足 when") if name == "when" else passed()
            quote = compiled(self.quote).evaluate(values) if self.quote else ""
        except Exception:  # noqa: BLE001 - whatever the library raises, the page is not to blame
            return not_assessable(FAILED)
        record = subject.record
        return Verdict(State.FAIL, (seen(record, str(quote or "").strip() or record.title or record.url),))


def sees(record: Record, place: PageView, site: Site, as_of: date) -> dict[str, Any]:
    """Return what an expression may name: texts, numbers, true or false, null, lists and maps of them."""
    links, listing, body = record.links, record.listing, record.body
    return {
        "url": record.url,
        "kind": str(place.kind),
        "title": record.title,
        "site_name": record.site_name,
        "breadcrumb": [name for name, _ in record.breadcrumb],
        "scripted": record.scripted,
        "marks": list(record.marks),
        "as_of": as_of.isoformat(),
        "as_of_date": datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC),
        "site": {"id": site.id, "name": site.name, "level": str(site.level or ""), "province": site.province},
        "column": {"role": str(place.role or ""), "name": place.column, "unit": place.unit},
        "listed": place.listed,
        "owner": str(place.owner.ownership),
        "fields": {str(name): _field(record.field(name)) for name in FieldName},
        "body": {
            "length": body.length,
            "number": body.number,
            "signature": body.signature,
            "signature_date": body.signature_date,
            "media": list(body.media),
            "headings": list(body.headings),
            "elements": [one.name for one in body.elements],
        },
        "links": {
            "interpretations": [{**_link(one), "form": str(one.form or "")} for one in links.interpretations],
            "documents": [_link(one) for one in links.documents],
            "attachments": [{**_link(one), "type": one.suffix} for one in links.attachments],
            "external": [_link(one) for one in links.external],
            "pages": list(links.pages),
            "count": {
                "interpretations": len(links.interpretations),
                "documents": len(links.documents),
                "attachments": len(links.attachments),
                "external": len(links.external),
                "pages": len(links.pages),
            },
        },
        "statements": [{key: _plain(value) for key, value in asdict(one).items()} for one in record.statements],
        "listing": {
            "count": len(listing.items),
            "items": [{"title": one.title, "url": one.url, "date": one.date} for one in listing.items],
            "blank_words": listing.blank_words,
        },
    }


def _field(one: Field | None) -> Mapping[str, Any]:
    """Return a field; one whose label is not on the page has the same keys, so that no expression trips over it."""
    if one is None:
        return {"present": False, "value": None, "raw": "", "label": "", "source": ""}
    return {"present": True, "value": one.value, "raw": one.raw, "label": one.label, "source": str(one.source)}


def _link(one: Link) -> dict[str, str]:
    return {"url": one.url, "text": one.text}


def _plain(value: Any) -> Any:  # noqa: ANN401 - of a statement
    return str(value) if isinstance(value, str) else value


def _unread(expression: Expression, record: Record, cut: set[str]) -> str:
    """Say why what the expression asks for could not be read whole, an empty text where it could."""
    scripted = (
        (record.scripted, "fields"),
        (record.links.scripted, "links.interpretations"),
        (record.links.scripted, "links.count.interpretations"),
        (record.listing.scripted, "listing"),
    )
    if any(by_script and expression.names(path) for by_script, path in scripted):
        return str(Reason.PROFILE_DRIFT)
    return str(Reason.LIMIT) if any(expression.names(path) for path in cut) else ""


@cache
def _sample() -> Mapping[str, Any]:
    """Return a page that holds one of everything, to try an expression on."""
    url, day = "http://www.example.gov.cn/1.html", "2023-01-01"
    link = Link(url, "附件", "a", Form.TEXT, "pdf")
    record = Record(
        url,
        url,
        Reason.OK,
        PageKind.DOCUMENT,
        (),
        "标题",
        "网站",
        (("首页", url),),
        tuple(Field(name, day, day, "标签", Source.BLOCK, "td") for name in FieldName),
        Links((link,), (link,), (link,), (link,), (url,)),
        Listing((Item("标题", url, day),), (url,), "暂无内容"),
        Body(9, "某发〔2023〕1号", "", "某县", "", day, ("picture",), ("一、",), (Element("background", "为了"),)),
        (Statement(StatementKind.REPEALS, "废止", "p", day, 1, "某发〔2020〕1号", "某办法"),),
        marks=("失效",),
    )
    place = PageView(url, record.kind, Reason.OK, Role.POLICY_DOCUMENTS, "政策文件", "办公室", listed=day)
    site = Site("example", "某县", url, ("www.example.gov.cn",), Level.COUNTY, "山东")
    return bounded(sees(record, place, site, date(2023, 12, 31)), "", set())  # type: ignore[no-any-return]
