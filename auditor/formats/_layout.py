"""Lines for a terminal; this module alone knows cell widths, line breaking and which characters a terminal obeys."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

Line = tuple[str, str]  # the text, and the style of the whole line in rich's words

GAP = 2  # cells between two columns of a table
NARROW = 12  # cells below which a column that wraps is no longer readable

_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # say only how the sign before them is drawn
_OPENING = "《「『【〔（([{“‘"
_CLOSING = "，。、；：？！》」』】〕）,.;:?!)]}”’…%"
# What is never broken: an address with the brackets around it, a run of Latin letters, and punctuation with the sign it
# belongs to.
_OPEN, _CLOSE = f"[{re.escape(_OPENING)}]*", f"[{re.escape(_CLOSING)}]*"
_ADDRESS = re.compile(rf"{_OPEN}https?://[!-~]+{_CLOSE}")
_ID = re.compile(rf"{_OPEN}[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+{_CLOSE}")
_ATOM = re.compile(
    rf"{_ADDRESS.pattern}| +|{_OPEN}(?!{_ADDRESS.pattern})(?:(?:(?!{_ADDRESS.pattern})[!-~])+|.){_CLOSE}"
)


def cells(text: str) -> int:
    """Return how many terminal cells *text* takes; it must be harmless already."""
    return len(text) if text.isascii() else sum(map(_size, text))


@cache
def _size(sign: str) -> int:
    from rich.cells import get_character_cell_size  # noqa: PLC0415 - rich costs start-up time

    # `latest`, or an environment variable could change the report.
    return get_character_cell_size(sign, "latest")


def harmless(text: str) -> str:
    r"""Show what a terminal would obey (escapes, bidi, zero-width controls) as `\x1b`; all white space is a blank."""
    if text.isascii():
        return text if text.isprintable() else "".join(map(_shown, text))
    text = _VARIATION.sub("", text)
    return text if text.isprintable() else "".join(map(_shown, text))


@cache
def _shown(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else sign.encode("unicode_escape").decode("ascii")


def wrap(
    text: str, width: int, *, first: str = "", rest: str | None = None, whole: bool = True, over: int = 0
) -> list[str]:
    """Break *text* into lines of at most *width* cells and lose nothing; runs of blanks fold into one.

    Args:
        text: Any text, also a hostile one.
        width: Cells a line may take. With `whole`, an address that is longer stands on a line of its own, with no
            more than the brackets around it, and is not broken, because people copy it.
        first: What stands before the first line, inside the width.
        rest: What stands before the other lines; by default blanks as wide as *first*.
        whole: Whether addresses are kept whole.
        over: Cells that an id (a-rule) which would have to be broken may take beyond the width.
    """
    rest = " " * cells(first) if rest is None else rest
    text, room = harmless(text), max(2, width - max(cells(first), cells(rest)))
    if cells(text) <= room and "  " not in text:  # most texts fit, and are not taken apart
        return [f"{first}{text.lstrip(' ')}".rstrip()]
    lines: list[str] = []
    line, used = "", 0
    for atom in _atoms(text, room, over, whole=whole):
        size = cells(atom)
        before = rest if lines else first
        # An address that does not fit leaves even a heading before it behind, to be alone on its line.
        if used + size > width - cells(before) and (line or before.strip()):
            lines.append(line.rstrip())
            line, used = "", 0
        if line or atom != " ":
            line, used = line + atom, used + size
    lines.append(line.rstrip())
    return [f"{rest if index else first}{one}".rstrip() for index, one in enumerate(lines)]


def _atoms(text: str, room: int, over: int, *, whole: bool) -> Iterator[str]:
    for atom in _ATOM.findall(text):
        if atom[0] == " ":
            yield " "
        elif cells(atom) <= (room + over if _ID.fullmatch(atom) else room) or (whole and _ADDRESS.match(atom)):
            yield atom
        else:
            yield from _folded(atom, room)


def _folded(atom: str, room: int) -> Iterator[str]:
    part, used = "", 0
    for sign in atom:
        if used + cells(sign) > room:
            yield part
            part, used = "", 0
        part, used = part + sign, used + cells(sign)
    yield part


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    width: int,
    *,
    flexible: Collection[int],
    right: Collection[int] = (),
    title: int = 0,
) -> list[str]:
    """Lay out *rows* under *head*; where the columns cannot stand side by side, each row becomes a few lines.

    Args:
        head: The column names.
        rows: The cells, as many as there are names.
        width: Cells the table may take.
        flexible: Which columns may wrap; the others keep their natural width.
        right: Which columns hold numbers.
        title: Which column names a row that becomes a few lines; the others stand below it with their names.
    """
    grid = [[harmless(cell).strip() for cell in row] for row in rows]
    natural = [max(cells(row[index]) for row in [list(head), *grid]) for index in range(len(head))]
    widths = _shared(natural, flexible, width - GAP * (len(head) - 1))
    if widths is None:
        return [line for row in grid for line in _stacked(head, row, title, width)]
    return [line for row in [list(head), *grid] for line in _row(row, widths, right)]


def _shared(natural: list[int], flexible: Collection[int], width: int) -> list[int] | None:
    """Share out what the fixed columns leave, small columns first; None where it is too little to read."""
    widths = list(natural)
    left = width - sum(size for index, size in enumerate(natural) if index not in flexible)
    for done, index in enumerate(sorted(flexible, key=lambda index: natural[index])):
        widths[index] = min(natural[index], left // (len(flexible) - done))
        left -= widths[index]
        if widths[index] < min(NARROW, natural[index]):
            return None
    return widths if left >= 0 else None


def _row(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> Iterator[str]:
    columns = [wrap(cell, size, whole=False) for cell, size in zip(row, widths, strict=True)]
    tall = [index for index, lines in enumerate(columns) if len(lines) > 1]
    if len(tall) == 1:  # nothing stands below the first line of the others: an id may run on there
        (index,) = tall
        room = sum(widths[index + 1 :]) + GAP * len(widths[index + 1 :])
        lines = wrap(row[index], widths[index], whole=False, over=room)
        columns[index] = lines if cells(lines[0]) <= widths[index] else columns[index]
    for height in range(max(map(len, columns))):
        parts = []
        for index, (lines, size) in enumerate(zip(columns, widths, strict=True)):
            cell = lines[height] if height < len(lines) else ""
            blanks = " " * (size - cells(cell))
            parts.append(blanks + cell if index in right else cell + blanks)
        yield (" " * GAP).join(parts).rstrip()


def _stacked(head: Sequence[str], row: Sequence[str], title: int, width: int) -> Iterator[str]:
    yield from wrap(row[title], width)
    for index, (name, cell) in enumerate(zip(head, row, strict=True)):
        if cell and index != title:
            yield from wrap(f"{name}：{cell}", width, first="  ", rest="    ")


def styled(lines: Iterable[str], style: str = "") -> Iterator[Line]:
    """Give every line the same style."""
    return ((line, style) for line in lines)


def section(title: str, lines: Sequence[str], width: int) -> Iterator[Line]:
    """Put a heading over the lines, where there are any."""
    if lines:
        yield "", ""
        yield from styled(wrap(title, width, first="-- "), "bold")
        yield from styled(lines)


def paint(lines: Iterable[Line], *, color: bool) -> bytes:
    """Join the lines as UTF-8, with terminal codes only where *color* is asked for."""
    if color:
        from rich.color import ColorSystem  # noqa: PLC0415 - rich costs start-up time
        from rich.style import Style  # noqa: PLC0415

        text = "".join(
            (Style.parse(style).render(line, color_system=ColorSystem.STANDARD) if style and line else line) + "\n"
            for line, style in lines
        )
    else:
        text = "".join(f"{line}\n" for line, _ in lines)
    return text.encode()
