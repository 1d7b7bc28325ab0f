"""Whose document a page shows; this module alone knows which sign outranks which (文号, signature, title, 发布机构)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from auditor.model import Organ, Owner, Ownership, PageKind, Record, Site, Vocabulary
from auditor.text import docnum, hans, organs

PREFIXES = 6  # so many of the commonest 机关代字 are learnt
_WORDS = re.compile(r"关于|[全我各该本]|[^《]{0,12}[0-9]")  # what no name of a government has at its head
SEEN = 2  # a 机关代字 is learnt once it stands on so many documents that bear the site's own name


def site_organs(site: Site, records: Iterable[Record], vocabulary: Vocabulary) -> tuple[tuple[Organ, ...], bool]:
    """Return the organs whose documents the site owes, and whether they had to be learnt from its pages."""
    if site.organs:
        return site.organs, False
    pages = sorted(records, key=lambda one: one.url)
    name = (
        _government(site.name, vocabulary)
        or _department(site.name, vocabulary)
        or _commonest(_government(record.site_name, vocabulary) for record in pages)
        or _commonest(_department(record.site_name, vocabulary) for record in pages)
        or _commonest(_said(text, vocabulary) for one in pages for text in (one.title, one.body.signature))
        or _commonest(_department(one.body.signature, vocabulary) for one in pages)
    )
    if not name:
        return (), True
    office = name + (vocabulary.words("organs", "office") or ("",))[0]
    governs = bool(_region(name, vocabulary))
    seen: Counter[str] = Counter()
    for record in pages:
        number = docnum.parse(record.value("document_number") or record.body.number)
        named = hans.fold(record.body.signature or record.title).startswith(hans.fold(name))
        if record.kind is PageKind.DOCUMENT and number is not None and number.form == "bracketed" and named:
            seen[hans.fold(number.organ)] += 1
    prefixes = tuple(
        prefix for prefix, count in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])) if count >= SEEN
    )
    itself = Organ(name, (), prefixes[:PREFIXES], normative=True)
    return (itself, Organ(office, (), (), normative=True)) if governs else (itself,), True


def owner(record: Record, own: Sequence[Organ], vocabulary: Vocabulary, *, learnt: bool) -> Owner:
    """Decide whose document it is: the first sign decides, a later one that disagrees is a conflict."""
    if record.kind is not PageKind.DOCUMENT:
        return Owner()
    signs = list(_signs(record, own, vocabulary, learnt=learnt))
    if not signs:
        return Owner()
    by, ownership = signs[0]
    # A CMS fills 发布机构 in on reprints, too: alone it proves nothing.
    alone = by == "publisher" and ownership is Ownership.OWN
    return Owner(ownership, by, conflict=alone or any(other is not ownership for _, other in signs[1:]))


def _signs(
    record: Record, own: Sequence[Organ], vocabulary: Vocabulary, *, learnt: bool
) -> Iterator[tuple[str, Ownership]]:
    """Yield what each sign says, strongest first; a sign that says nothing is left out."""
    number = docnum.parse(record.value("document_number") or "") or docnum.parse(record.body.number)
    if number is not None and number.form == "bracketed":
        prefixes = [hans.fold(prefix) for organ in own for prefix in organ.prefixes]
        party = _of_party(hans.fold(number.organ), own, vocabulary)
        if hans.fold(number.organ) in prefixes:
            yield "number", Ownership.OWN
        elif party:
            yield "number", Ownership.PARTY
        elif prefixes and not learnt:
            yield "number", Ownership.OTHER
    title = next((name for name in _leading(record.title, vocabulary)), "")
    for by, name in (
        ("signature", record.body.signature),
        ("title", title),
        ("publisher", record.value("publisher") or ""),
    ):
        ownership = _whose(name, own, vocabulary)
        if ownership is not None:
            yield by, ownership


def _of_party(prefix: str, own: Sequence[Organ], vocabulary: Vocabulary) -> bool:
    """Tell whether a 机关代字 is a Party committee's: 中办发, the place's 郯发, 郯办发 (郯政发 is the government's)."""
    if prefix.startswith(vocabulary.words("organs", "party_prefixes")):
        return True
    regions = {_region(hans.fold(label), vocabulary) for organ in own for label in (organ.name, *organ.aliases)} - {""}
    rests = vocabulary.words("organs", "party_numbers")
    return any(prefix[1:] in rests and prefix[:1] in region for region in regions)


def _whose(name: str, own: Sequence[Organ], vocabulary: Vocabulary) -> Ownership | None:
    folded = hans.fold(name)
    if not folded or not organs.ends_like_organ(name):
        return None
    if any(word in folded.replace("社区", "") for word in vocabulary.words("organs", "not_government")):
        return Ownership.PARTY
    known = [label for organ in own for label in (organ.name, *organ.aliases)]
    if any(folded == hans.fold(label) or organs.abbreviates(name, label) for label in known):
        return Ownership.OWN
    regions = {region for label in known if (region := _region(label, vocabulary))}
    itself = _region(name, vocabulary)
    town = itself.endswith(vocabulary.words("organs", "towns"))
    if itself and not town and any(itself != region and itself.startswith(region) for region in regions):
        return None  # a government below (临沂市兰山区人民政府 on the city's portal): its page or a reprint
    # 郯城县财政局 on the county's portal: a unit of the county, not a reprint.
    if any(folded.startswith(hans.fold(region)) for region in regions):
        return Ownership.OWN
    if any(folded.startswith(word) for word in vocabulary.words("organs", "relative")):
        return None  # 县财政局, 省厅: said from inside, it does not tell whose
    return Ownership.OTHER


def _leading(title: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the organ that a title begins with (X人民政府办公室关于…)."""
    for word in vocabulary.words("organs", "title_verbs"):
        head, found, _ = title.partition(word)
        if found and head and organs.ends_like_organ(head):
            yield head.strip()


def _region(name: str, vocabulary: Vocabulary) -> str:
    """Return 郯城县 of 郯城县人民政府."""
    for suffix in vocabulary.words("organs", "governments"):
        head, found, _ = name.partition(suffix)
        if found and head:
            return head
    return ""


def _government(text: str, vocabulary: Vocabulary) -> str:
    """Return the government named at the start of a text, in full (郯城县人民政府门户网站 → 郯城县人民政府)."""
    region = _region(text.strip(), vocabulary)
    full = (vocabulary.words("organs", "governments") or ("",))[0]
    plain = region and not any(mark in region for mark in "，。、：《》 ()（）-_|·")
    return region + full if plain and len(region) <= len("内蒙古自治区呼伦贝尔市") else ""


def _said(text: str, vocabulary: Vocabulary) -> str:
    """Return the government at the start of a title or a signature: 关于公布2023年政府采购目录的通知 names none."""
    kinds = ("provinces", "cities", "counties", "towns")
    marks = tuple(word for kind in kinds for word in vocabulary.words("organs", kind))
    plain = _region(text.strip(), vocabulary).endswith(marks) and not _WORDS.match(text.strip())
    return _government(text, vocabulary) if plain else ""


def _department(text: str, vocabulary: Vocabulary) -> str:
    """Return the department that a site is named after (郯城县交通运输局网站 → 郯城县交通运输局)."""
    name = text.strip()
    for word in vocabulary.words("organs", "site_suffixes"):
        name = name.removesuffix(word)
    return name if organs.ends_like_organ(name) else ""


def _commonest(names: Iterable[str]) -> str:
    count = Counter(name for name in names if name)
    return min(count, key=lambda name: (-count[name], name), default="")
