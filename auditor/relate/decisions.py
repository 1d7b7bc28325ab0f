"""Consultation → result → document; this module alone knows when pages speak of one matter that is to be decided."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model import (
    Consultation,
    Decided,
    PageKind,
    PageView,
    Reason,
    Role,
    Source,
    StatementKind,
    Vocabulary,
)
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, titles

SHORTEST = 6  # characters of a matter that tells one from another
GATHERED = 3  # parts that the page of one decision names at least
TELLING = 8  # from so many on a matter that is contained in another one is the same
_NAMED = re.compile(r"[《〈]([^《》〈〉]{4,})[》〉]")
_DRAFT = re.compile(
    r"[(【\[][^()【】\[\]]{0,8}(?:征求|草案|意见稿|送审|讨论)[^()【】\[\]]{0,8}[)】\]]|征求意见稿|送审稿|草案"
)
_ASKED = re.compile(r"^(?:.{0,20}?关于)?(?:公开|面?向社会)*(?:征求|征集)(?:社会|公众|各界|各方|对|关于|就)*")
_SAID = re.compile(
    r"(?:的)?(?:公开)?(?:向?社会)?(?:征求|征集|听取|收集)?(?:社会|公众|各界|各方|群众)*(?:意见|建议|采纳|反馈|征集|征求).{0,40}$"
)
_ABOUT = re.compile(r"^.{0,30}?关于")
_LIST_KINDS = (PageKind.LIST, PageKind.HOME)
_SHOWN = (Source.BLOCK, Source.SCRIPT)


@dataclass(slots=True)
class _Told:
    """The pages of a site that tell of decisions: what each is about, and the other way round."""

    asking: dict[str, str] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # 文号 → documents
    named: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # matter → documents
    near: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # how it begins or ends → pages
    back: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # page → results that link to it


Consulted = dict[str, Consultation]


def join(
    by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary
) -> tuple[Consulted, dict[str, tuple[Decided, ...]]]:
    """Join the pages that ask for comments, those that tell what came of it, and the documents.

    Returns:
        For each page that asks for comments what is known of it, and for each page on adopted comments the documents
        that were decided on.
    """
    told = _told(by_key, pages, vocabulary)
    catalogues = list(_catalogues(by_key, pages, vocabulary))
    asked = {}
    for key, about in told.asking.items():
        catalogued, sure = _catalogued(key, about, catalogues)
        answers = _answers(key, about, told, by_key)
        asked[key] = Consultation(by_key[key].url, about, answers, catalogued, sure)
    words = vocabulary.words("consultations", "adoption")
    adopted = {key for key in told.results if any(word in hans.fold(by_key[key].title) for word in words)}
    decided = {key: tuple(_decided(key, told.results[key], told, by_key)) for key in sorted(adopted)}
    return asked, {key: found for key, found in decided.items() if found}


def matter(title: str) -> str:
    """Return what a title says is to be decided, folded: the name in 《》, else what comments are asked on."""
    bare = _DRAFT.sub("", hans.fold(title))
    named = _NAMED.search(bare)
    found = titles.core(named[1]) if named else _ABOUT.sub("", _SAID.sub("", _ASKED.sub("", bare)))
    return found if len(found) >= SHORTEST else ""


def _told(by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary) -> _Told:
    asks, results = (vocabulary.words("consultations", key) for key in ("asks", "results"))
    told = _Told()
    for key, record in by_key.items():
        if record.outcome is not Reason.OK or record.kind in _LIST_KINDS:
            continue
        title = hans.fold(record.title)
        if any(word in title for word in results):
            told.results[key] = matter(record.title)
            for other in _linked(key, by_key):
                told.back[other].append(key)
        elif record.kind is PageKind.DOCUMENT:
            told.documents[key] = titles.core(record.title)
            told.named[told.documents[key]].append(key)
            told.numbers[docnum.key(record.value("document_number") or record.body.number)].append(key)
        elif any(word in title for word in asks) or pages[key].role is Role.CONSULTATIONS:
            told.asking[key] = matter(record.title)
    for key, name in (*told.results.items(), *told.documents.items()):
        for part in {name, name[:TELLING], name[-TELLING:]}:
            told.near[part].append(key)
    return told


def _answers(key: str, about: str, told: _Told, by_key: Pages) -> tuple[str, ...]:
    """Return the pages on what came of a consultation: of the same matter, or linked where they name none."""
    names = {**told.results, **told.documents}
    likely = {one for part in (about, about[:TELLING], about[-TELLING:]) for one in told.near.get(part, ())}
    found = {one for one in likely if _alike(about, names[one])}
    linked = {one for one in (*_linked(key, by_key), *told.back.get(key, ())) if one in told.results}
    found |= {one for one in linked if not (about and told.results[one])}
    return tuple(sorted(by_key[one].url for one in found))


def _linked(key: str, by_key: Pages) -> set[str]:
    return {by_key.key(url) for url in by_key[key].links.pages}


def _alike(one: str, other: str) -> bool:
    """Tell whether two matters may be one: the same words, or one name within the other."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= TELLING and short in long)


def _catalogues(
    by_key: Pages, pages: Mapping[str, PageView], vocabulary: Vocabulary
) -> Iterator[tuple[str, str, set[str]]]:
    """Yield the pages that name major decisions with what they link to: lists of them, and pages of one (its name)."""
    words = vocabulary.words("consultations", "catalogue")
    for key, record in by_key.items():
        if pages[key].role is Role.DECISIONS and record.outcome is Reason.OK and record.kind not in _LIST_KINDS:
            gathers = len({one.name for one in record.parts}) >= GATHERED
            if gathers or any(word in hans.fold(record.title) for word in words):
                yield record.url, titles.core(record.title) if gathers else "", _linked(key, by_key)


def _catalogued(key: str, about: str, catalogues: Iterable[tuple[str, str, set[str]]]) -> tuple[str, bool]:
    """Return the page that links to a consultation as one on a major decision, and whether it bears its very name."""
    linking = [(url, name) for url, name, linked in catalogues if key in linked]
    own = next((url for url, name in linking if _alike(about, name)), "")
    return own or next((url for url, name in linking if not name), ""), bool(own)


def _decided(key: str, about: str, told: _Told, by_key: Pages) -> Iterator[Decided]:
    """Yield the documents of which a page tells the adopted comments: the same name, or its 文号 and a link."""
    record = by_key[key]
    cited = {docnum.key(one.number) for one in record.statements if one.kind is StatementKind.CITES} - {""}
    numbered = {other for number in cited for other in told.numbers.get(number, ())}
    for other in told.named.get(about, ()) if about else sorted(numbered & _linked(key, by_key)):
        found = by_key[other]
        day = found.field("published_date")
        published = day.value or "" if day and day.source in _SHOWN else ""
        yield Decided(found.url, found.title, published, found.digest, found.fetched_at)
