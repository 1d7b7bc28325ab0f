"""The place of a value that a script fills: this file alone finds what it puts there."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from auditor.extract import normal, unseen
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page, locate
from auditor.extract.pairs import Pair
from auditor.extract.told import PATH, Told
from auditor.model import Field, FieldName, Source

_MARK = re.compile(rf"\{{\{{\s*@?({PATH})\s*(?:\|\s*date\b[^{{}}]*)?\}}\}}")
_BOUND = re.compile(rf"@?({PATH})")


class Scripts:
    """The scripts of a page, read when the first place asks for them."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page, self.lexicon = page, lexicon
        self.bindings = lexicon.vocabulary.words("script_keys", "bindings")
        self._told: Told | None = None

    @property
    def told(self) -> Told:
        """What they say."""
        if self._told is None:
            self._told = Told(self.page)
        return self._told

    def field(self, name: FieldName, pair: Pair) -> Field | None:
        """Return the field that a script fills behind the label of *pair*, None where nothing certain is known."""
        found = list(self._marked(pair) if pair.raw.strip() else self._filled(pair))
        if len(found) != 1 or not normal.believable(name, found[0][0], self.lexicon):
            return None
        said, node = found[0]
        made = normal.field(name, said, pair.shown, Source.SCRIPT, locate(node, self.page), self.lexicon)
        return made if made.value is not None else None

    def _marked(self, pair: Pair) -> Iterator[tuple[str, LexborNode]]:
        """Yield the value with its mark replaced by the datum that it names."""
        if (mark := _MARK.fullmatch(pair.raw.strip())) and (said := self.told.named(mark[1])):
            yield said, pair.node

    def _filled(self, pair: Pair) -> Iterator[tuple[str, LexborNode]]:
        """Yield what scripts put into elements directly behind the label."""
        label = "".join(pair.shown.split())
        for place in unseen.places(pair):
            behind = label if label in "".join(place.text().split()) else ""  # a cell of its own holds no label
            before = ""
            for node in place.traverse(include_text=True):
                if node.tag == "-text":
                    unseen_text = node.parent is not None and node.parent.tag in {"script", "style"}
                    before += "" if unseen_text else "".join((node.text_content or "").split())
                elif (before.endswith(behind) if behind else not before) and (said := self._said(node)):
                    yield said, node

    def _said(self, node: LexborNode) -> str:
        if node.tag == "script":
            return self.told.writes_in(node.text())
        attributes = node.attributes
        for name in self.bindings:
            if found := _BOUND.fullmatch((attributes.get(name) or "").strip()):
                return self.told.named(found[1])
        identity = attributes.get("id") or ""
        return self.told.put(identity) if identity else ""
