"""Whose document a page shows; this module alone knows which sign outranks which (文号, signature, title, 发布机构)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from auditor.model import Organ, Owner, Ownership, PageKind, Record, Site, Vocabulary
from auditor.relate.pages import Pages
from auditor.text import docnum, hans, organs

PREFIXES = 6  # so many of the commonest 机关代字 are learnt
NAMES = 10_000  # what was decided of a name is remembered: few organs sign most documents
_WORDS = re.compile(r"关于|[全我各该本]|[^《]{0,12}[0-9]")  # what no name of a government has at its head
SEEN = 2  # a 机关代字 is learnt once it stands on so many documents that bear the site's own name


def site_organs(site: Site, by_key: Pages, vocabulary: Vocabulary) -> tuple[tuple[Organ, ...], bool]:
    """Return the organs whose documents the site owes, and whether they had to be learnt from its pages."""
    if site.organs:
        return site.organs, False
    name = (
        _government(site.name, vocabulary)
        or _department(site.name, vocabulary)
        or _commonest(by_key.site_names.items(), _government, vocabulary)
        or _commonest(by_key.site_names.items(), _department, vocabulary)
        or _commonest(_texts(by_key, title=True), _said, vocabulary)
        or _commonest(_texts(by_key, title=False), _department, vocabulary)
    )
    if not name:
        return (), True
    office = name + (vocabulary.words("organs", "office") or ("",))[0]
    governs = bool(_region(name, vocabulary))
    start = hans.fold(name)
    seen: Counter[str] = Counter()
    for _, record in by_key.of(PageKind.DOCUMENT):
        if hans.fold(record.body.signature or record.title).startswith(start):
            number = docnum.parse(record.value("document_number") or record.body.number)
            if number is not None and number.form == "bracketed":
                seen[hans.fold(number.organ)] += 1
    prefixes = tuple(
        prefix for prefix, count in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0])) if count >= SEEN
    )
    itself = Organ(name, (), prefixes[:PREFIXES], normative=True)
    return (itself, Organ(office, (), (), normative=True)) if governs else (itself,), True


class Owners:
    """Decides whose documents are, for a site that owes those of its *own* organs; *learnt* if nobody named them."""

    def __init__(self, own: Sequence[Organ], vocabulary: Vocabulary, *, learnt: bool) -> None:
        self._vocabulary, self._learnt = vocabulary, learnt
        self._prefixes = {hans.fold(prefix) for organ in own for prefix in organ.prefixes}
        self._known = [label for organ in own for label in (organ.name, *organ.aliases)]
        self._folded = {hans.fold(label) for label in self._known}
        self._regions = {region for label in self._known if (region := _region(label, vocabulary))}
        self._numbering = {_region(hans.fold(label), vocabulary) for label in self._known} - {""}
        self._whose = lru_cache(maxsize=NAMES)(self._decided)

    def owner(self, record: Record) -> Owner:
        """Decide whose document it is: the first sign decides, a later one that disagrees is a conflict."""
        if record.kind is not PageKind.DOCUMENT:
            return Owner()
        signs = list(self._signs(record))
        if not signs:
            return Owner()
        by, ownership = signs[0]
        # A CMS fills 发布机构 in on reprints, too: alone it proves nothing.
        alone = by == "publisher" and ownership is Ownership.OWN
        return Owner(ownership, by, conflict=alone or any(other is not ownership for _, other in signs[1:]))

    def _signs(self, record: Record) -> Iterator[tuple[str, Ownership]]:
        """Yield what each sign says, strongest first; a sign that says nothing is left out."""
        number = docnum.parse(record.value("document_number") or "") or docnum.parse(record.body.number)
        if number is not None and number.form == "bracketed":
            prefix = hans.fold(number.organ)
            if prefix in self._prefixes:
                yield "number", Ownership.OWN
            elif self._of_party(prefix):
                yield "number", Ownership.PARTY
            elif self._prefixes and not self._learnt:
                yield "number", Ownership.OTHER
        for by, name in (
            ("signature", record.body.signature),
            ("title", _leading(record.title, self._vocabulary)),
            ("publisher", record.value("publisher") or ""),
        ):
            ownership = self._whose(name)
            if ownership is not None:
                yield by, ownership

    def _of_party(self, prefix: str) -> bool:
        """Tell whether a 机关代字 is a Party committee's: 中办发, the place's 郯发, 郯办发 (not 郯政发)."""
        if prefix.startswith(self._vocabulary.words("organs", "party_prefixes")):
            return True
        rests = self._vocabulary.words("organs", "party_numbers")
        return any(prefix[1:] in rests and prefix[:1] in region for region in self._numbering)

    def _decided(self, name: str) -> Ownership | None:
        folded = hans.fold(name)
        if not folded or not organs.ends_like_organ(name):
            return None
        if any(word in folded.replace("社区", "") for word in self._vocabulary.words("organs", "not_government")):
            return Ownership.PARTY
        if folded in self._folded or any(organs.abbreviates(name, label) for label in self._known):
            return Ownership.OWN
        itself = _region(name, self._vocabulary)
        town = itself.endswith(self._vocabulary.words("organs", "towns"))
        if itself and not town and any(itself != one and itself.startswith(one) for one in self._regions):
            return None  # a government below (临沂市兰山区人民政府 on the city's portal): its page or a reprint
        # 郯城县财政局 on the county's portal: a unit of the county, not a reprint.
        if any(folded.startswith(hans.fold(region)) for region in self._regions):
            return Ownership.OWN
        if any(folded.startswith(word) for word in self._vocabulary.words("organs", "relative")):
            return None  # 县财政局, 省厅: said from inside, it does not tell whose
        return Ownership.OTHER


def _leading(title: str, vocabulary: Vocabulary) -> str:
    """Return the organ that a title begins with (X人民政府办公室关于…), an empty string for none."""
    for word in vocabulary.words("organs", "title_verbs"):
        head, found, _ = title.partition(word)
        if found and head and organs.ends_like_organ(head):
            return head.strip()
    return ""


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


def _texts(by_key: Pages, *, title: bool) -> Iterator[tuple[str, int]]:
    """Yield the signature of each page, and its title where that is wanted, too."""
    for one in by_key.values():
        if title:
            yield one.title, 1
        yield one.body.signature, 1


def _commonest(texts: Iterable[tuple[str, int]], naming: Callable[[str, Vocabulary], str], words: Vocabulary) -> str:
    """Return the organ that *naming* finds in most of the *texts*, each so many; an empty string for none."""
    named = lru_cache(maxsize=NAMES)(lambda text: naming(text, words))
    count: Counter[str] = Counter()
    for text, times in texts:
        if name := named(text):
            count[name] += times
    return min(count, key=lambda name: (-count[name], name), default="")
