"""The lists of real pages against what one reads on them (lists.yaml), and the columns of a whole site."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from auditor.extract import extract
from auditor.model import Capture, Item, Reason, Record, Vocabulary
from auditor.text import addresses

WHOLE_SITE = 200


@pytest.fixture(scope="module")
def known() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("lists.yaml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return entries


def site(corpus: Path) -> Iterator[tuple[Path, str]]:
    root = corpus / "sites"
    return ((path, f"http://{path.relative_to(root).as_posix()}") for path in sorted(root.glob("**/*.html")))


def labelled(corpus: Path) -> Iterator[tuple[Path, str]]:
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if label["file"].startswith("pages/") and label["url"]:
            yield corpus / label["file"], label["url"]


def reading(body: bytes, url: str, vocabulary: Vocabulary) -> Record:
    return extract(Capture(url, url, 200, (), body, None, Reason.OK), vocabulary)


def seen(record: Record, label_list: ModuleType) -> dict[str, object]:
    """Say what was read of a page, as lists.yaml says it."""

    def one(item: Item) -> dict[str, str | None]:
        return {"title": label_list.digest(item.title), "url": label_list.digest(item.url), "date": item.date}

    listing = record.listing
    ends = {"first": one(listing.items[0]), "last": one(listing.items[-1])} if listing.items else {}
    counts = {"items": len(listing.items), "pages": len(listing.pages), "blank": bool(listing.blank_words)}
    return {**ends, **counts}


def test_every_list_that_was_read_by_hand(
    corpus: Path, known: dict[str, dict[str, Any]], label_list: ModuleType, vocabulary: Vocabulary
) -> None:
    met: set[str] = set()
    for path, url in (*labelled(corpus), *site(corpus)):
        body = path.read_bytes()
        key = label_list.key(body)
        if key not in known:
            continue
        met.add(key)
        record = reading(body, url, vocabulary)
        if "kind" in known[key]:
            assert record.kind == known[key]["kind"], path
        else:
            assert record.kind == "list", path
            assert seen(record, label_list) == known[key], path
    if not met:
        pytest.skip("the corpus has none of the labelled lists")
    assert met == set(known) or not (corpus / "sites").is_dir()


def test_every_list_page_of_the_corpus_has_items_or_says_why_not(corpus: Path, vocabulary: Vocabulary) -> None:
    lists = 0
    for path, url in (*labelled(corpus), *site(corpus)):
        record = reading(path.read_bytes(), url, vocabulary)
        listing = record.listing
        if record.kind == "list":
            lists += 1
            assert record.title, path
            assert listing.items or listing.blank_words or listing.content, path
            assert not listing.scripted, path
            assert len({bool(item.date) for item in listing.items}) < 2, path
        for following in listing.pages if record.kind == "list" else ():
            assert addresses.host(following) == addresses.host(url), (path, following)
            assert following.startswith(url.rsplit("/", 1)[0] + "/"), (path, following)
    assert lists > WHOLE_SITE or not (corpus / "sites").is_dir()


def test_an_entry_of_the_labels_is_made_of_what_one_reads(label_list: ModuleType, known: dict[str, Any]) -> None:
    shown = ("某某 办法", "http://www.example.gov.cn/a/1.html", "2018-07-01", "另一件事", "http://b.example/2", "-")
    made = yaml.safe_load(label_list.entry(b"page", "2", "0", shown))
    key = label_list.key(b"page")
    assert made[key]["first"]["title"] == label_list.digest("某某办法")
    assert (made[key]["first"]["date"], made[key]["last"]["date"]) == ("2018-07-01", None)
    assert set(made[key]) == set(next(iter(known.values())))
    assert yaml.safe_load(label_list.entry(b"page", "0", "0", ())) == {key: {"items": 0, "pages": 0, "blank": False}}
