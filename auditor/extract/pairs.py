"""What a block reader yields: a label, the value that stands behind it, and where."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from auditor.extract.lexicon import Label


@dataclass(slots=True)
class Pair:
    """A label and its value as shown (`raw`, empty where nothing stands behind the label).

    `line` is the label's place among the page's lines, `last` the end (exclusive) of the lines the pair covers,
    `node` the element that holds the value (or the label where there is none). `verdict` and `note` say what became
    of the pair (see `model.Candidate`): `block` sets them where it decides.
    """

    label: Label
    shown: str
    raw: str
    line: int
    last: int
    node: LexborNode
    reader: str = ""
    verdict: str = ""
    note: str = ""
