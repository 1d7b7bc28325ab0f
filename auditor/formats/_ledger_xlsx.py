"""The ledger of a plan as a workbook of its own; this module alone knows how `plan check -f xlsx` looks."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from auditor.formats._ledger import HEAD, STATES, rows, summary
from auditor.formats._neutral import cell, leads
from auditor.model import Assessment

WIDTHS = (24, 10, 60, 10, 12, 10, 50, 50, 40, 24, 20)
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
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0563C1", "underline": 1})
    shades = {name: book.add_format({"bg_color": colour, "valign": "top"}) for name, colour in COLOURS.items()}
    titles = ("站点", "要点", *HEAD)
    for at, (title, width) in enumerate(zip(titles, (20, 28, *WIDTHS), strict=True)):
        sheet.write_string(0, at, title, head)
        sheet.set_column(at, at, width)
    line = 0
    for site in assessment.sites:
        for ledger in site.plans:
            for row in rows(ledger, assessment.as_of):
                line += 1
                for at, value in enumerate((site.name or site.id, ledger.plan.title, *row)):
                    shade = shades.get(value, plain) if titles[at] == "结论" else plain
                    if titles[at] == "页面" and leads(value):
                        sheet.write_url(line, at, value, link, string=cell(value))
                    else:
                        sheet.write_string(line, at, cell(value), shade)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(line, 1), len(titles) - 1)


def _about(book: Any, assessment: Assessment) -> None:  # noqa: ANN401 - as above
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 120)
    lines = [f"评判截至 {_day(assessment.as_of)}（auditor {assessment.tool_version}）"]
    lines += [f"{site.name or site.id}：{summary(one)}" for site in assessment.sites for one in site.plans]
    lines.append("结论：" + "、".join(STATES.values()))
    for at, said in enumerate(lines):
        sheet.write_string(at, 0, cell(said))


def _day(day: date) -> str:
    return day.isoformat()
