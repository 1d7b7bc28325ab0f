"""What was read from one page, for programs; this module alone knows its keys, which may grow but never go."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from auditor.model import Field, FieldName, Gap, Link, Record
from auditor.text import docnum


def page(record: Record, gaps: Iterable[Gap]) -> dict[str, Any]:
    """Return what a page is, its fields, its links and its contents, and which fields it lacks."""
    known = (record.field(name) for name in FieldName)
    return {
        "url": record.url,
        "kind": record.kind,
        "kind_reasons": list(record.kind_reasons),
        "outcome": record.outcome,
        "title": record.title,
        "fields": {field.name: _field(field) for field in known if field},
        "links": {
            "interpretations": [{"url": link.url, "form": link.form} for link in record.links.interpretations],
            "documents": [_link(link) for link in record.links.documents],
            "attachments": [{**_link(link), "type": link.suffix} for link in record.links.attachments],
            "external": [_link(link) for link in record.links.external],
        },
        **_contents(record),
        "missing": [{"field": gap.name, "why": gap.why, "elsewhere": gap.elsewhere} for gap in gaps],
    }


def _contents(record: Record) -> dict[str, Any]:
    """What else stands on the page: the way to it, its text, its tables and its list."""
    own, listing = record.body, record.listing
    return {
        "breadcrumb": [{"name": name, "url": url} for name, url in record.breadcrumb],
        "body": {
            "length": own.length,
            "document_number": own.number or None,
            "signature": own.signature or None,
            "signature_date": own.signature_date or None,
            "media": list(own.media),
            "headings": list(own.headings),
            "elements": [asdict(one) for one in own.elements],
        },
        "statements": [asdict(one) for one in record.statements],
        "tables": [asdict(one) for one in record.tables],
        "listing": {
            "items": [asdict(one) for one in listing.items],
            "pages": list(listing.pages),
            "blank_words": listing.blank_words or None,
            "scripted": listing.scripted,
        },
    }


def _field(field: Field) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "value": field.value,
        "raw": field.raw,
        "label": field.label,
        "source": field.source,
        "locator": field.locator,
    }
    number = docnum.parse(field.value) if field.name is FieldName.DOCUMENT_NUMBER and field.value else None
    if number:
        shown["parts"] = {name: value for name, value in asdict(number).items() if name != "raw"}
    return {**shown, "reason": field.reason} if field.reason else shown


def _link(link: Link) -> dict[str, Any]:
    return {"url": link.url, "text": link.text}
