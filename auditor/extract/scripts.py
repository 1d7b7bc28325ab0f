"""Metadata that stands only in the scripts of a page: this file alone decides which of their data is the document's.

Markup that a script writes is read like the page's own. An object speaks for the document where it has its title and
at least two of the data that only a document has, and never against anything that the page shows.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from auditor.extract import normal
from auditor.extract.block import Reading, read_block
from auditor.extract.headline import Headline
from auditor.extract.lexicon import Lexicon
from auditor.extract.literals import Tree
from auditor.extract.page import Page
from auditor.extract.told import Told
from auditor.extract.walk import read_page
from auditor.model import Field, FieldName, Source
from auditor.text import hans

_OWN = (FieldName.INDEX_NUMBER, FieldName.DOCUMENT_NUMBER, FieldName.WRITTEN_DATE, FieldName.VALIDITY)
_ENOUGH = 2
_CHINESE_KEY = re.compile(r"[^\x00-\x7f][^\x00-\x7f\w]*[:=]")

Fields = Mapping[FieldName, Field]


def complete(page: Page, reading: Reading, headline: Headline, lexicon: Lexicon) -> Reading:
    """Return *reading* with what the scripts of the page say where it has no value, or no block at all."""
    if not reading.fields:
        return Reading(_written(page, lexicon) or _object(page, headline, lexicon))
    waiting = {one.name for one in reading.fields if one.reason == "scripted"}
    if all(one.value is None for one in reading.fields):
        waiting |= {one.name for one in reading.fields if one.reason == "empty"}
    if not waiting or not _quoted(page.code, headline.title):
        return reading
    told = [one for one in _documents(Told(page), headline, lexicon) if _agrees(one, reading.fields)]
    if len(told) != 1:
        return reading
    filled = tuple(
        replace(told[0][one.name], label=one.label) if one.name in waiting & set(told[0]) else one
        for one in reading.fields
    )
    return replace(reading, fields=filled)


def _written(page: Page, lexicon: Lexicon) -> tuple[Field, ...]:
    """Read the block that scripts write into the page as a whole."""
    table = lexicon.vocabulary.table("script_keys")
    if not all(any(word in page.code for word in table.get(key, ())) for key in ("written", "writes")):
        return ()
    markup = Told(page).written()
    found = read_block(read_page(markup, page.url), lexicon).fields if markup else ()
    return tuple(replace(one, source=Source.SCRIPT) for one in found)


def _object(page: Page, headline: Headline, lexicon: Lexicon) -> tuple[Field, ...]:
    """Read the one object that has the page's title."""
    if not _quoted(page.code, headline.title) or not _may_tell(page.code, lexicon):
        return ()
    told = _documents(Told(page), headline, lexicon)
    return tuple(told[0][name] for name in FieldName if name in told[0]) if len(told) == 1 else ()


def _quoted(code: str, title: str) -> bool:
    """Tell whether *title* stands in *code* as the value of a key: asked first, for it rules most pages out."""
    escaped = (json.dumps(title),) if "\\" in code else ()
    for shown in (f'"{title}"', f"'{title}'", *escaped) if title else ():
        at = code.find(shown)
        while at >= 0:
            if code[max(0, at - 8) : at].rstrip().endswith(":"):
                return True
            at = code.find(shown, at + 1)
    return False


def _may_tell(code: str, lexicon: Lexicon) -> bool:
    """Tell at little cost whether *code* may name enough of what only a document has; Chinese keys are not compared."""
    if "\\u" in code or _CHINESE_KEY.search(code):
        return True
    folded, keys = _folded(code), lexicon.once(_keys)
    return len({name for key, name in keys.items() if name in _OWN and key in folded}) >= _ENOUGH


def _documents(told: Told, headline: Headline, lexicon: Lexicon) -> list[Fields]:
    """Return the metadata of the page's document as objects with its title tell it, each once.

    Without the title nobody knows whose data they are: a related document's, or such that only hold a place.
    """
    keys = lexicon.once(_keys)
    found: list[Fields] = []
    for path, one in told.objects():
        made = _fields(path, one, keys, lexicon, told.members)
        title = made.get(FieldName.TITLE)
        if (
            title is not None
            and hans.fold(title.raw) == hans.fold(headline.title)
            and sum(name in made for name in _OWN) >= _ENOUGH
            and told.settled(path)
            and _values(made) not in map(_values, found)
        ):
            found.append(made)
    return found


def _values(fields: Fields) -> dict[FieldName, str | None]:
    return {name: one.value for name, one in fields.items() if name is not FieldName.TITLE}


def _fields(
    path: str, one: Tree, keys: Mapping[str, FieldName], lexicon: Lexicon, members: frozenset[str]
) -> dict[FieldName, Field]:
    """Return the fields that the keys of *one* name; one named twice with different values, or set again, is none."""
    found: dict[FieldName, Field] = {}
    twice: set[FieldName] = set()
    for key, value in one.items():
        label = lexicon.whole(key)
        name = FieldName(label.field) if label and label.field else keys.get(_folded(key))
        if name is None or not isinstance(value, str) or not normal.believable(name, value, lexicon):
            continue
        if key in members and name is not FieldName.TITLE:  # document.title = is something else
            continue
        made = normal.field(name, value, key, Source.SCRIPT, f"script {path}.{key}".replace(" .", " "), lexicon)
        if made.value is not None and found.setdefault(name, made).value != made.value:
            twice.add(name)
    return {name: made for name, made in found.items() if name not in twice}


def _agrees(told: Fields, shown: tuple[Field, ...]) -> bool:
    return all(one.value is None or one.name not in told or told[one.name].value == one.value for one in shown)


def _keys(lexicon: Lexicon) -> dict[str, FieldName]:
    table = lexicon.vocabulary.table("script_keys")
    return {_folded(key): name for name in FieldName for key in table.get(name, ())}


def _folded(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()
