"""What an interpretation tells of its document: this file alone finds the elements that guidance asks for."""

import re
from collections.abc import Iterator, Mapping

from auditor.extract.body import Text
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Line, Page, locate
from auditor.model import Element
from auditor.text import hans

_MARK = re.compile(
    r"(?:第?[一二三四五六七八九十0-9]{1,4}(?:[、．.)）]|部分|章|问)|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳]|[问答]\s?[:：]|[【\[●■◆•·★▶*—-]|\s)*+"
)
_STOP = re.compile("[：:。；;！!？?】\\]]")
_SENTENCE = re.compile("[^。；;！!\n]+")
_HEAD = 40  # characters of a heading, or of the opening of a paragraph
_PHRASE = 80  # characters of a sentence that is quoted
_LINES = 600


def read_elements(page: Page, text: Text, lexicon: Lexicon) -> tuple[Element, ...]:
    """Return each element once, in the order of the word list: a heading or an opening names it, or a phrase does."""
    lines = page.lines[text.first : text.last][:_LINES]
    named, any_name = lexicon.vocabulary.table("interpretation_elements"), lexicon.once(_any_name)
    found: dict[str, Element] = {}
    for line in lines:
        head = _head(line.text)
        if head and any_name.search(folded := hans.fold(head)):
            for name in _known(folded, named):
                if name not in found:
                    found[name] = Element(name, hans.squeeze(head), locate(line.node, page))
    for line, name, quote in _said(lines, lexicon.vocabulary.table("interpretation_phrases")):
        found.setdefault(name, Element(name, quote, locate(line.node, page)))
    return tuple(found[name] for name in named if name in found)


def _any_name(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.vocabulary.table("interpretation_elements").values()
    return re.compile("|".join(re.escape(word) for some in words for word in some) or "(?!)")


def _head(shown: str) -> str:
    """Return the heading that a line is, or with which a paragraph opens; "" where it is a sentence like any other."""
    start = _MARK.match(shown).end()  # type: ignore[union-attr]  # it matches anything
    stop = _STOP.search(shown, start, start + _HEAD)
    if stop is None:
        return shown if len(shown) - start <= _HEAD else ""
    if stop[0] == "。" and start == 0 and "，" in shown[: stop.start()]:
        return ""  # a short sentence of the text
    return shown[: stop.end()]


def _known(head: str, named: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (name for name, words in named.items() if any(word in head for word in words))


def _said(lines: list[Line], phrases: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Line, str, str]]:
    shown = "\n".join([line.text for line in lines])
    for name, words in phrases.items():
        for line in lines if any(word in shown for word in words) else ():
            if any(word in line.text for word in words):
                whole = (one[0].strip() for one in _SENTENCE.finditer(line.text))
                quote = next((one for one in whole if any(word in one for word in words)), line.text)
                yield line, name, hans.squeeze(quote)[:_PHRASE]
                break
