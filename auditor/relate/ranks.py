"""How high an organ stands; this module alone tells it from its name: only the same organ or a superior one repeals."""

import re

from auditor.model import Record, Vocabulary
from auditor.text import hans, organs

OFFICE = 0.1  # so much below its government is a government's office, which often speaks for it
DEPARTMENT = 0.5
_LEVELS = (("provinces", 4.0), ("cities", 3.0), ("counties", 2.0), ("towns", 1.0))


def rank_of(record: Record, vocabulary: Vocabulary) -> float:
    """Return the rank of the organ that made a document: 5 the state's, 4 a province's … 1 a town's, 0.0 if unknown.

    Its department stands half a rank, its office a tenth of one below a government. The signature decides, else the
    organ with which the title begins, else 发布机构.
    """
    for name in (record.body.signature, _leading(record.title, vocabulary), record.value("publisher") or ""):
        found = rank(name, vocabulary)
        if found:
            return found
    return 0.0


def rank(name: str, vocabulary: Vocabulary) -> float:
    """Return the rank of an organ by its name."""
    folded = hans.fold(name)
    if not folded or not organs.ends_like_organ(name):
        return 0.0
    if folded.startswith(vocabulary.words("organs", "national")):
        return 5.0
    for word in vocabulary.words("organs", "governments"):
        region, found, rest = folded.partition(word)
        if found and region and not rest.endswith(vocabulary.words("organs", "branches")):
            return _level(region, vocabulary) - (OFFICE if rest else 0.0)
    if folded.endswith(vocabulary.words("organs", "branches")):
        return 1.0
    marks = "".join(word for key, _ in _LEVELS for word in vocabulary.words("organs", key) if len(word) == 1)
    place = re.match(rf".{{1,12}}?[{marks}](?=.{{2}})", folded)
    return _level(place[0], vocabulary) - DEPARTMENT if place else 0.0


def _level(region: str, vocabulary: Vocabulary) -> float:
    return next((level for key, level in _LEVELS if region.endswith(vocabulary.words("organs", key))), OFFICE)


def _leading(title: str, vocabulary: Vocabulary) -> str:
    heads = (title.partition(word)[0] for word in vocabulary.words("organs", "title_verbs") if word in title)
    return min(heads, key=len, default="")
