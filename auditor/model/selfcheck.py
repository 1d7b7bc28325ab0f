"""What a person who looks at one page is told beside its record: gaps, and what became of all that could be a field."""

from dataclasses import dataclass

from auditor.model.terms import FieldName


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that the rules ask of such a page and that has no value.

    `why`: absent (the page does not show it), empty (its label has nothing behind it), scripted (a script fills it).
    `elsewhere` is what the text of the page gives instead, or empty.
    """

    name: FieldName
    why: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label and what stands behind it, as one reader saw them, and what became of them.

    `reader` is the file of the reader, or headline or meta; `field` is empty for a label that is none of ours; `line`
    counts the lines of visible text from 1 (0: not in it). `verdict` is `taken`, or says why it was passed over:
    stricter_reader, headline_line, weak, several_documents, amid_text, other_title, other_block, other_row, no_field,
    block_first, visible_first, column_page. `note` is what the verdict speaks of: the stricter reader,
    the points, the other row.
    """

    reader: str
    field: str
    label: str
    raw: str
    line: int
    locator: str
    verdict: str
    note: str = ""
