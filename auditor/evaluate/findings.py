"""A hit becomes a finding; this module alone knows its wording, its basis and its fingerprint."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from auditor.kinds import Facts, Page, Task
from auditor.model import Basis, ColumnView, Finding, Record, Role, Rule, SiteView, Subject, Verdict
from auditor.text import addresses, docnum

DEFAULT_BASIS = "本次评估口径"


class _Blank(dict[str, str]):
    """Message values; a placeholder that a hit does not fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def finding(rule: Rule, subject: Page | ColumnView | SiteView | Task, verdict: Verdict, facts: Facts) -> Finding:
    """Make a finding of a hit; its fingerprint is given by `numbered`."""
    held = column_of(subject, rule, facts) if isinstance(subject, Task) else None
    about, column, unit = place_of(held or (facts.view if isinstance(subject, Task) else subject))
    if verdict.subject is not None:
        about, (column, unit) = verdict.subject, _shelf(verdict.subject.url, facts.view)
    unit = (subject.duty.unit or unit) if isinstance(subject, Task) else unit
    quote = verdict.evidence[0].quote if verdict.evidence else ""
    values = _Blank(
        verdict.values,
        quote=quote,
        url=about.url,
        title=about.title,
        document_number=about.document_number,
        as_of=facts.as_of.isoformat(),
    )
    return Finding(
        fingerprint="",  # given below, when all findings of the rule are known
        rule=rule.id,
        title=rule.title,
        state=verdict.state,
        severity=rule.severity,
        subject=about,
        column=column,
        unit=unit,
        message=rule.message.format_map(values),
        remedy=rule.remedy.format_map(values),
        basis=_of_plan(subject) if isinstance(subject, Task) else basis_text(rule.basis, facts.as_of),
        evidence=verdict.evidence,
        related=verdict.related,
        role=role_of(held or subject),
        duty=(subject.plan.id, subject.duty.id) if isinstance(subject, Task) else ("", ""),
        part=verdict.part,
    )


def _shelf(url: str, view: SiteView) -> tuple[str, str]:
    """Return the name and the unit of the column at *url*, or of the one in which the page there stands."""
    column = next((one.column for one in view.columns if one.column.url == url), None)
    if column is not None:
        return column.name, column.unit
    place = view.pages.get(addresses.key(url))
    return (place.column, place.unit) if place else ("", "")


def place_of(subject: Page | ColumnView | SiteView) -> tuple[Subject, str, str]:
    """Return what a finding on *subject* is about, its column's name and the unit that answers for it."""
    if isinstance(subject, SiteView):
        return Subject(subject.site.home, title=subject.site.name), "", ""
    if isinstance(subject, ColumnView):
        column = subject.column
        return Subject(column.url, title=column.name), column.name, column.unit
    return page_subject(subject.record), subject.place.column, subject.place.unit


def page_subject(record: Record) -> Subject:
    """Return what a finding on that page is about."""
    return Subject(
        record.url,
        record.value("document_number") or "",
        record.value("index_number") or "",
        record.title,
    )


def numbered(found: Sequence[Finding], facts: Facts) -> Iterator[Finding]:
    """Give each finding its fingerprint: site, rule, subject key, field and nth of its like."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in found:
        key, part = subject_key(one.subject), one.part
        nth = seen[key, part]
        seen[key, part] += 1
        yield replace(one, fingerprint=fingerprint(facts.view.site.id, one.rule, key, part, nth))


def subject_key(subject: Subject) -> str:
    """Return what a finding hangs on: 文号, else 索引号, else the address in canonical form."""
    number = docnum.parse(subject.document_number)
    # 公告第1号 begins anew each year: an order's number alone names no document.
    lasting = number is not None and (number.form == "bracketed" or bool(number.year and number.organ))
    key = docnum.key(subject.document_number) if lasting else ""
    return key or subject.index_number or addresses.key(subject.url)


def fingerprint(site: str, rule: str, subject: str, part: str, nth: int) -> str:
    """Return the first 16 hex digits of SHA-256 over the five parts, each bounded (a JSON list)."""
    text = json.dumps([site, rule, subject, part, nth], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]


def basis_text(basis: Sequence[Basis], as_of: date = date.max) -> str:
    """Say on which law a finding stands; one that has only defaults says so and names no law."""
    laws = [one for one in basis if one.certainty != "default" and (one.since is None or one.since <= as_of)]
    if not laws:
        return DEFAULT_BASIS
    return "；".join(_named(one) for one in laws)


def _named(basis: Basis) -> str:
    """Name a document; one that binds only in some place is cited for reference, and says where it binds."""
    mark = "、".join(part for part in (basis.number, basis.place) if part)
    return ("参照" if basis.place else "") + f"《{basis.document}》" + (f"（{mark}）" if mark else "") + basis.article


def _of_plan(task: Task) -> str:
    """Name the plan that a duty stands in: it asks for more than any law."""
    return f"《{task.plan.title}》" + (f"（{task.plan.source}）" if task.plan.source else "")


def column_of(task: Task, rule: Rule, facts: Facts) -> ColumnView | None:
    """Return the first column of the duty's roles, where what it asks for is to be published."""
    roles = task.duty.options.get("roles", rule.options.get("roles", ()))
    return next((one for one in facts.view.columns if one.column.role in roles), None)


def role_of(subject: Page | ColumnView | SiteView | Task) -> Role | None:
    """Return the role of the column that the subject is or stands in."""
    if isinstance(subject, SiteView | Task):
        return None
    return subject.column.role if isinstance(subject, ColumnView) else subject.place.role
