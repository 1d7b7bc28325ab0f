"""How a shortened title finds the documents that it may name."""

from making import record

from auditor.relate.documents import Index

NAME = "郯城县城市供热管理办法"


def index(*titles: str) -> Index:
    found = Index()
    for n, title in enumerate(titles):
        found.add(f"{n}.html", record(f"/{n}.html", title=title))
    return found


def test_a_name_without_its_place_or_in_another_order_finds_the_document() -> None:
    known = index(f"关于印发《{NAME}(试行)》的通知", "关于印发《郯城县城市供水管理办法》的通知", "供热办法")
    assert list(known.shortened("城市供热管理办法")) == ["0.html"]
    assert list(known.shortened("郯城县供热城市管理办法(试行)")) == ["0.html"]
    assert list(known.shortened("供热管理办法(试行)")) == ["0.html"]
    assert list(known.shortened("热管理办法")) == []  # less than half of it


def test_a_name_that_ends_otherwise_or_is_all_in_brackets_finds_none() -> None:
    known = index(f"关于印发《{NAME}》的通知")
    assert list(known.shortened("郯城县城市供热管理")) == []
    assert list(known.shortened("某市城市供热管理办法")) == []
    assert list(known.shortened("(试行办法)")) == []
