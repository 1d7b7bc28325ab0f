"""The layout of Word files: this module alone knows python-docx and how an official letter looks.

Sizes and margins are those of GB/T 9704-2012; fonts are named, and the font table says what stands in for them where
they are not installed.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BODY, TITLE, HEADING, SECOND, LATIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "Times New Roman"
# Each font, and what stands in for it: the first is what Windows has, the rest Linux desktops.
FALLBACKS: Mapping[str, str] = {
    BODY: "仿宋,FangSong,方正仿宋_GBK,Noto Serif CJK SC",
    TITLE: "方正小标宋_GBK,小标宋体,华文中宋,宋体,Noto Serif CJK SC",
    HEADING: "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    SECOND: "楷体,KaiTi,方正楷体_GBK,Noto Serif CJK SC",
}
_SECOND_SIZE, _THIRD_SIZE, _FIFTH_SIZE, _SMALL_SIZE = Pt(22), Pt(16), Pt(10.5), Pt(9)  # 二号, 三号, 五号, 小五
_WIDTH, LANDSCAPE_WIDTH = 156, 237  # millimetres of text on A4
_NARROW = 24  # share of the width up to which a column holds numbers and marks, which stand in the middle

Column = tuple[str, float, str]  # the head, the share of the width, and what stands in a row


def blank() -> Any:  # noqa: ANN401 - as above
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(33), Mm(28), Mm(26)
    page.footer_distance = Mm(25)
    for style, font, size in (
        ("Normal", BODY, _THIRD_SIZE),
        ("Title", TITLE, _SECOND_SIZE),
        ("Heading 1", HEADING, _THIRD_SIZE),
        ("Heading 2", SECOND, _THIRD_SIZE),
        ("Caption", BODY, _FIFTH_SIZE),
    ):
        _style(made.styles[style], font, size)
    normal = made.styles["Normal"].paragraph_format
    normal.line_spacing_rule, normal.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    normal.space_after = Pt(0)
    title = made.styles["Title"].paragraph_format
    title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(18)
    title.line_spacing_rule, title.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(34)
    _footer(page)
    _font_table(made)
    properties = made.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    return made


def _style(style: Any, font: str, size: Any) -> None:  # noqa: ANN401 - python-docx
    style.font.name, style.font.size, style.font.bold, style.font.italic = LATIN, size, False, False
    color = style.font.color
    if color.rgb is not None or color.theme_color is not None:
        from docx.shared import RGBColor  # noqa: PLC0415 - beside its only use

        color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(0)


def _footer(page: Any) -> None:  # noqa: ANN401 - python-docx
    line = page.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "instr"), ("", "end"), (" —", "")):
        run = line.add_run(text if not kind else "")
        run.font.size = Pt(14)
        if kind == "instr":
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)  # noqa: SLF001 - python-docx has no fields
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001 - as above


def _font_table(made: Any) -> None:  # noqa: ANN401 - python-docx
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'
    made.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = text.encode()  # noqa: SLF001 - no other way


def say(made: Any, text: str, style: str = "Normal", *, indent: bool = True, right: bool = False) -> Any:  # noqa: ANN401
    """Add a paragraph; a text of the letter begins two signs in."""
    line = made.add_paragraph(text, style=style)
    if indent and style != "Title":
        line.paragraph_format.first_line_indent = Pt(32)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(64)
    if style.startswith("Heading"):
        line.paragraph_format.keep_with_next = True
    return line


def mark(made: Any, text: str) -> None:  # noqa: ANN401 - python-docx
    """Add a line that only steers the template, and vanishes from the letter."""
    say(made, f"{{%p {text} %}}", indent=False)


def table(made: Any, rows: str, columns: Sequence[Column], width: float = _WIDTH) -> None:  # noqa: ANN401
    """Add a table with a row for each of *rows* (`one in site.findings`): its head repeats, no row is torn apart."""
    made.paragraphs[-1].paragraph_format.space_after = Pt(6)
    laid = made.add_table(rows=4, cols=len(columns))
    laid.style, laid.alignment, laid.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    whole = sum(share for _, share, _ in columns)
    size = _SMALL_SIZE if any("one.message" in text for *_, text in columns) else _FIFTH_SIZE  # many words, small signs
    for at, (head, share, text) in enumerate(columns):
        laid.columns[at].width = Mm(width * share / whole)
        _cell(laid.cell(0, at), head, size, head=True)
        _cell(laid.cell(2, at), text, size, narrow=share <= _NARROW)
    _cell(laid.cell(1, 0), f"{{%tr for {rows} %}}", size)
    _cell(laid.cell(3, 0), "{%tr endfor %}", size)
    for row in laid.rows:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx knows no such rows
        properties.append(OxmlElement("w:cantSplit"))
        for cell, (_, share, _) in zip(row.cells, columns, strict=True):
            cell.width = Mm(width * share / whole)
    laid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above
    say(made, "", "Caption", indent=False)


def _cell(cell: Any, text: str, size: Any, *, head: bool = False, narrow: bool = False) -> None:  # noqa: ANN401 - python-docx
    line = cell.paragraphs[0]
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if head or narrow else WD_ALIGN_PARAGRAPH.LEFT
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _end_mark(line, size)
    run = line.add_run(text)
    run.font.size = size
    if head:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEADING)  # noqa: SLF001 - as above
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E7ECF2")
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above


def _end_mark(line: Any, size: Any) -> None:  # noqa: ANN401 - python-docx
    """Give the end of a paragraph the size of its text: where there is none, it alone says how high the row is."""
    mark_, of = OxmlElement("w:rPr"), OxmlElement("w:sz")
    of.set(qn("w:val"), str(int(size.pt * 2)))
    mark_.append(of)
    line._p.get_or_add_pPr().append(mark_)  # noqa: SLF001 - as above


def landscape(made: Any) -> None:  # noqa: ANN401 - python-docx
    """Go on a page that lies on its side, where wide lists are readable."""
    page = made.add_section(WD_SECTION.NEW_PAGE)
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(28), Mm(28), Mm(30), Mm(30)


def packed(made: Any) -> bytes:  # noqa: ANN401 - a document of python-docx or docxtpl
    """Return the document as a file without the clock, so that the same document has the same bytes."""
    saved, packed_ = BytesIO(), BytesIO()
    made.save(saved)
    with ZipFile(saved) as source, ZipFile(packed_, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(part, source.read(name))
    return packed_.getvalue()
