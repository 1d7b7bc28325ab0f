"""What a site's columns of 规范性文件 hold, and when that is known."""

import pytest
from making import column, fields, items, record, unread

from auditor.model import ColumnView, PageKind, Reason, Record
from auditor.relate import Pages
from auditor.relate.stock import stock

ITEMS = items(("/gfxwj/1.html", "2020-01-02"), ("/gfxwj/2.html", "2021-01-02"))


def document(path: str, **shown: str | None) -> Record:
    return record(path, fields=fields(**shown))


FIRST = document("/gfxwj/1.html", published_date="2020-01-01", validity="valid")
SECOND = document("/gfxwj/2.html", validity=None)


def holding(**changes: object) -> ColumnView:
    return column("normative_documents", **{"items": ITEMS, "path": "/gfxwj/", **changes})


def test_each_document_tells_its_day_and_what_it_says_of_validity() -> None:
    found = stock((holding(), holding(path="/gfxwj2/"), column("news")), Pages([FIRST, SECOND]))
    assert found.reason is Reason.OK
    assert found.pages == (("2020-01-01", "valid"), ("2021-01-02", ""))


def test_the_day_of_writing_is_the_last_resort() -> None:
    listed = items(("/gfxwj/1.html", None), ("/gfxwj/2.html", None))
    written = document("/gfxwj/1.html", written_date="2019-12-30")
    found = stock((holding(items=listed),), Pages([written, SECOND]))
    assert found.pages == (("2019-12-30", ""), ("", ""))


@pytest.mark.parametrize(
    ("view", "records", "reason"),
    [
        (holding(outcome=Reason.BLOCKED_WAF), [FIRST, SECOND], Reason.BLOCKED_WAF),
        (holding(scripted=True), [FIRST, SECOND], Reason.PROFILE_DRIFT),
        (holding(complete=False, reason=Reason.LIMIT), [FIRST, SECOND], Reason.LIMIT),
        (holding(items=()), [FIRST, SECOND], Reason.NOT_CAPTURED),
        (holding(), [FIRST], Reason.NOT_CAPTURED),
        (holding(), [FIRST, unread("/gfxwj/2.html", Reason.TIMEOUT)], Reason.TIMEOUT),
        (holding(), [FIRST, record("/gfxwj/2.html", kind=PageKind.OTHER)], Reason.PROFILE_DRIFT),
        (column("news"), [FIRST, SECOND], Reason.NOT_CAPTURED),
    ],
)
def test_what_was_not_read_to_its_end_is_not_known(view: ColumnView, records: list[Record], reason: Reason) -> None:
    found = stock((view,), Pages(records))
    assert (found.reason, found.pages) == (reason, ())
