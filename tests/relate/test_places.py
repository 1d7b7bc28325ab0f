"""What is known of each page, packed and made again."""

from dataclasses import replace

import pytest
from making import HOST, place, record, unread, url

from auditor.model import Owner, Ownership, PageView, Reason, Record, Role
from auditor.relate import Pages
from auditor.relate.places import Places

DIGEST = "sha256:" + "0a" * 32
PAGES = [
    record("/a.html", digest=DIGEST),
    record(f"https://{HOST}/b.html", final_url=f"https://{HOST}/b.html", digest="sha256:00", fetched_at=None),
    record("/c.html", final_url=url("/d.html"), fetched_at=""),
    record("/e.html?b=1&a=2", final_url=url("/e.html?b=1&a=2"), digest=""),
    unread("/f.html", Reason.TIMEOUT),
]


def of(one: Record) -> PageView:
    return replace(place(one), digest=one.digest, fetched_at=one.fetched_at or None, listed="2023-01-02")


def test_what_is_put_in_comes_out() -> None:
    by_key = Pages(PAGES)
    places = Places(by_key)
    for key, one in by_key.items():
        places.add(key, of(one))
    assert dict(places) == {key: of(one) for key, one in by_key.items()}
    assert (len(places), list(places)) == (len(PAGES), list(by_key))
    assert repr(places) == repr(dict(places))
    assert f"{HOST}/a.html" in places
    assert f"{HOST}/none.html" not in places
    with pytest.raises(KeyError):
        places[f"{HOST}/none.html"]


def test_what_pages_have_in_common_is_kept_once() -> None:
    by_key = Pages(PAGES[:2])
    places = Places(by_key)
    for key, one in by_key.items():
        places.add(key, replace(of(one), role=Role.NEWS, owner=Owner(Ownership.OTHER, "title", conflict=True)))
    assert {one.role for one in places.values()} == {Role.NEWS}
    assert {one.owner for one in places.values()} == {Owner(Ownership.OTHER, "title", conflict=True)}
