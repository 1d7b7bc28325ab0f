"""A workbook whose sheets all look alike: this module alone knows xlsxwriter, and what a spreadsheet may be given.

Rows go to a file on disk as they come, so that a hundred thousand of them need no memory. Texts are texts: nothing
that a page says becomes a formula, a number or a link by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from auditor.formats._neutral import LONGEST, cell, leads

Value = str | float | None

HEAD_ROW = 2  # the title and what was judged stand above the head
FONT = "宋体"
_MOST_LINKS = 60_000  # of a sheet: the format takes 65530
_MOST_ROWS = 1_000_000  # of a sheet: the format takes 1048576
_LINE = 13.5  # points that a line of text takes
_MOST_LINES = 14  # of a row; a longer text is read in the cell itself
_GRID = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "told": {"font_color": "#595959", "valign": "vcenter"},
    "head": {**_GRID, "bold": True, "bg_color": "#D9E2EC", "text_wrap": True, "align": "center", "valign": "vcenter"},
    "asked": {**_GRID, "bold": True, "bg_color": "#FCE8B2", "text_wrap": True, "align": "center", "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "font_color": "#1F3864", "valign": "vcenter"},
    "text": {**_GRID, "text_wrap": True},
    "short": {**_GRID, "text_wrap": True, "align": "center"},
    "count": {**_GRID, "num_format": "0"},
    "points": {**_GRID, "num_format": "0.00"},
    "share": {**_GRID, "num_format": "0.00%"},
    "fill": {**_GRID, "bg_color": "#FFFBEB", "text_wrap": True},
    "link": {**_GRID, "text_wrap": True, "font_size": 8, "font_color": "#0B57A4", "underline": 1},
    "strong": {**_GRID, "bold": True, "bg_color": "#F2F5F9", "text_wrap": True},
    "strong_share": {**_GRID, "bold": True, "bg_color": "#F2F5F9", "num_format": "0.00%"},
    "strong_points": {**_GRID, "bold": True, "bg_color": "#F2F5F9", "num_format": "0.00"},
}
COLOURS: Mapping[str, str] = {"red": "#F8CBAD", "amber": "#FFE699", "green": "#C6E0B4"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width in characters, how its values look, and what people may write into it.

    `kind` is text, short (centred), count, points, share, link or fill; a `fill` column is left to people, who choose
    from `choices` or write something else. Columns that are not for `paper` stand behind all others.
    """

    title: str
    width: float
    kind: str = "text"
    choices: tuple[str, ...] = ()
    paper: bool = True


class Book:
    """A workbook in the making. `told` stands under the title of every sheet, `stage` (初评 …) in it and on paper."""

    def __init__(self, title: str, told: str, stage: str) -> None:
        import xlsxwriter  # noqa: PLC0415 - commands import what they need when called

        self._made = BytesIO()
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": FONT, "font_size": 10},
        }
        self.book = xlsxwriter.Workbook(self._made, options)
        self.book.set_properties({"title": cell(title), "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed mark
        self.styles = {name: self.book.add_format(dict(style)) for name, style in _STYLES.items()}
        self._title, self._told, self._stage = title, told, stage
        self.hidden: list[tuple[str, str]] = []  # sheets that hold nothing, and why

    def sheet(
        self, name: str, told: str = "", *, first: str = "", wide: bool = False, internal: bool = False
    ) -> "Sheet":
        """Begin a sheet; *told* is what only this one says under its title; a *wide* one is printed on A3.

        *first* stands even before what all sheets say. An *internal* one is marked 内部附件 in its title and on paper.
        """
        stage = f"{self._stage}，内部附件" if internal else self._stage
        made = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(8 if wide else 9)  # A3, A4
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        made.set_footer(f"&L{name}（{stage}）&R第 &P 页，共 &N 页")
        made.set_row(0, 26)
        made.write_string(0, 0, cell(f"{self._title} {name}（{stage}）"), self.styles["title"])
        made.write_string(
            1, 0, cell("；".join(part for part in (first, self._told, told) if part)), self.styles["told"]
        )
        return Sheet(self, made)

    def close(self) -> bytes:
        """Return the finished file; the same rows give the same bytes."""
        self.book.close()
        return self._made.getvalue()


class Sheet:
    """A sheet that is written from the top down; `row` is the next one."""

    def __init__(self, book: Book, made: Any) -> None:  # noqa: ANN401 - a worksheet
        self._book, self.made = book, made
        self.row = HEAD_ROW
        self._links = 0

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        *,
        frozen: int,
        empty: str,
        optional: bool = False,
    ) -> None:
        """Write the one table of a sheet, with a frozen head, filters, and lists to choose from.

        Where there is no row, *empty* says why; an *optional* sheet is hidden then, so that no page of it is printed.
        """
        self.tree(columns, ((row, False) for row in rows), frozen=frozen, empty=empty, optional=optional)

    def tree(
        self,
        columns: Sequence[Column],
        rows: Iterable[tuple[Sequence[Value], bool]],
        *,
        frozen: int,
        empty: str,
        optional: bool = False,
    ) -> None:
        """Write a table as above, some of whose rows (those with True) stand out because others belong to them."""
        self.widths(columns)
        self.head(columns)
        self.made.freeze_panes(HEAD_ROW + 1, frozen)
        self.made.repeat_rows(HEAD_ROW)
        first = self.row
        for row, strong in rows:
            if self.row - first >= _MOST_ROWS:
                self.text("其余从略：一张表放不下，请看 csv 或 jsonl 格式。")
                break
            self.line(columns, row, strong=strong)
        if self.row == first:
            self.text(empty)
            if optional:
                self.made.hide()
                self._book.hidden.append((self.made.get_name(), empty))
            return
        self._paper(columns)
        self.made.autofilter(HEAD_ROW, 0, self.row - 1, len(columns) - 1)
        self._choices(columns, first)

    def _paper(self, columns: Sequence[Column]) -> None:
        """Leave the columns behind the last one that is meant for paper to the screen."""
        paper = [at for at, column in enumerate(columns) if column.paper]
        if len(paper) < len(columns):
            self.made.print_area(0, 0, self.row - 1, paper[-1])

    def widths(self, columns: Sequence[Column]) -> None:
        """Set the widths of the columns."""
        for at, column in enumerate(columns):
            self.made.set_column(at, at, column.width)

    def head(self, columns: Sequence[Column]) -> None:
        """Write the names of the columns; those that people fill in look different."""
        styles = self._book.styles
        lines = max(_lines(column, column.title) for column in columns)
        self.made.set_row(self.row, max(28, _LINE * lines + 3))
        for at, column in enumerate(columns):
            style = styles["asked" if column.kind == "fill" else "head"]
            self.made.write_string(self.row, at, column.title, style)
        self.row += 1

    def line(self, columns: Sequence[Column], row: Sequence[Value], *, strong: bool = False) -> None:
        """Write a row of a table, as high as its longest text asks."""
        lines = max(map(_lines, columns, row), default=1)
        self.made.set_row(self.row, _LINE * min(lines, _MOST_LINES) + 3)
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            self._cell(at, column.kind, value, strong=strong)
        self.row += 1

    def text(self, said: str, style: str = "told") -> None:
        """Write a line of text."""
        self.made.write_string(self.row, 0, cell(said), self._book.styles[style])
        self.row += 1

    def _cell(self, at: int, kind: str, value: Value, *, strong: bool) -> None:
        styles, made = self._book.styles, self.made
        if value is None or value == "":
            made.write_blank(self.row, at, None, styles["strong" if strong else kind if kind == "fill" else "text"])
        elif not isinstance(value, str):
            known = kind if kind in {"count", "points", "share"} else "points"
            bold = "strong_share" if kind == "share" else "strong_points"
            made.write_number(self.row, at, value, styles[bold if strong else known])
        elif kind == "link" and leads(value) and self._links < _MOST_LINKS:
            made.write_url(self.row, at, value, styles["link"], string=cell(value))
            self._links += 1
        else:
            shown = "text" if kind in {"link", "count", "points", "share"} else kind
            lines = "\n".join(cell(line) for line in value.split("\n"))
            made.write_string(self.row, at, lines[:LONGEST], styles["strong" if strong else shown])

    def _choices(self, columns: Sequence[Column], first: int) -> None:
        for at, column in enumerate(columns):
            if column.choices:
                rule = {
                    "validate": "list",
                    "source": list(column.choices),
                    "error_type": "information",  # a reminder: what is not in the list may be written too
                    "error_title": column.title,
                    "error_message": "一般从列表中选择：" + "、".join(column.choices),
                }
                self.made.data_validation(first, at, self.row - 1, at, rule)

    def shade(self, column: int, words: Mapping[str, str]) -> None:
        """Colour the cells of a column that hold one of the *words* (word → red, amber or green)."""
        for word, colour in words.items():
            style = self._book.book.add_format({"bg_color": COLOURS[colour]})
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
            self.made.conditional_format(HEAD_ROW + 1, column, max(self.row - 1, HEAD_ROW + 1), column, rule)

    def bars(self, column: int, first: int) -> None:
        """Draw a bar behind the shares of a column, from *first* down; a full bar is 100 %."""
        rule = {"type": "data_bar", "bar_color": "#9DC3E6", "bar_solid": True, "min_type": "num", "max_type": "num"}
        if self.row > first:
            self.made.conditional_format(first, column, self.row - 1, column, {**rule, "min_value": 0, "max_value": 1})


def _lines(column: Column, value: Value) -> int:
    """Return how many lines a value takes in its column; a Chinese sign is as wide as two digits."""
    if not isinstance(value, str):
        return 1
    room = max(1.0, 0.93 * column.width - 1)  # a line breaks before it is full, most of all before punctuation
    return sum(int(_wide(part) // room) + 1 for part in value.split("\n"))


def _wide(text: str) -> float:
    """Return how many columns of a sheet a text takes."""
    # Two bytes more than one sign in UTF-8, and one cell more on the sheet: the mean of both lengths is the width.
    return (len(text) + len(text.encode("utf-8", "replace"))) / 2
