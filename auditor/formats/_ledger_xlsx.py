"""The ledger of a plan as a workbook of its own; this module alone knows how `plan check -f xlsx` looks."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from auditor.formats._layout import harmless, wrap
from auditor.formats._ledger import HEAD, STATES, rows, summary
from auditor.formats._neutral import cell, leads
from auditor.formats._words import name_of
from auditor.model import Assessment

WIDTHS = (17, 9, 44, 13, 12, 10, 34, 30, 26, 22, 18)  # characters, column by column of `HEAD`
A4 = 9  # the number of that paper in the format
LINE, TALLEST = 14.0, 409.0  # points of a line, and of the tallest row that the format takes
ROOM = 0.85  # share of a column's width that Chinese text surely has, whichever font there is
TITLE = 100  # characters of a header: the format takes 255 with its codes
COLOURS = {"逾期或未落实": "#F8CBAD", "待核实": "#FFE699", "已完成": "#C6E0B4"}


def workbook(assessment: Assessment) -> bytes:
    """Return an xlsx file: a sheet of all duties and one of what was judged; the same assessment, the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - commands import what they need when called

    made = BytesIO()
    # Texts are texts: nothing that a page says becomes a formula, a number or a link by itself.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": "工作要点台账", "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a fixed mark
    _ledger(book, assessment)
    _about(book, assessment)
    book.close()
    return made.getvalue()


def _ledger(book: Any, assessment: Assessment) -> None:  # noqa: ANN401 - xlsxwriter ships no types
    sheet = book.add_worksheet("台账")
    shape = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    head = book.add_format({**shape, "bold": True, "bg_color": "#D9E1F2", "valign": "vcenter"})
    plain = book.add_format(shape)
    link = book.add_format({**shape, "font_color": "#0563C1", "underline": 1})
    shades = {name: book.add_format({**shape, "bg_color": colour}) for name, colour in COLOURS.items()}
    titles = ("站点", "要点", *HEAD)
    widths = (16, 20, *WIDTHS)
    for at, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(0, at, title, head)
        sheet.set_column(at, at, width)
    line = 0
    for site in assessment.sites:
        for ledger in site.plans:
            for row in rows(ledger, assessment.as_of):
                line += 1
                values = (name_of(site), ledger.plan.title, *row)
                sheet.set_row(line, _height(values, widths))
                for at, value in enumerate(values):
                    shade = shades.get(value, plain) if titles[at] == "结论" else plain
                    if titles[at] == "页面" and leads(value):
                        sheet.write_url(line, at, value, link, string=cell(value))
                    else:
                        sheet.write_string(line, at, cell(value), shade)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(line, 1), len(titles) - 1)
    _paper(sheet, assessment, line, len(titles) - 1)


def _height(values: Sequence[str], widths: Sequence[int]) -> float:
    """Return the points that the tallest cell of a row takes: not every program finds that out by itself."""
    rooms = (int(width * ROOM) for width in widths)
    lines = max(len(wrap(cell(value), room, whole=False)) for value, room in zip(values, rooms, strict=True))
    return min(LINE * lines + 3, TALLEST)


def _paper(sheet: Any, assessment: Assessment, last: int, width: int) -> None:  # noqa: ANN401 - as above
    """Lay the sheet out for paper: as wide as a page, its head on every page; of one plan its name is said above."""
    plans = [(site, ledger) for site in assessment.sites for ledger in site.plans]
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L评判截至 {_day(assessment.as_of)}&R第 &P 页，共 &N 页")
    if len(plans) == 1:
        site, ledger = plans[0]
        name = f"{name_of(site)}　{ledger.plan.title}".replace("&", "&&")
        sheet.set_header(f"&C{harmless(name)[:TITLE]}")
        sheet.print_area(0, 2, max(last, 1), width)  # the columns of site and plan would say the same on every line


def _about(book: Any, assessment: Assessment) -> None:  # noqa: ANN401 - as above
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 120, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    lines = [f"评判截至 {_day(assessment.as_of)}（auditor {assessment.tool_version}）"]
    lines += [f"{name_of(site)}：{summary(one)}" for site in assessment.sites for one in site.plans]
    lines.append("结论：" + "、".join(STATES.values()))
    for at, said in enumerate(lines):
        sheet.write_string(at, 0, cell(said))


def _day(day: date) -> str:
    return day.isoformat()
