"""The letters that an office sends, from Word templates; this module alone knows docxtpl and which letters there are.

One file is the 评估报告 of all sites. A folder takes them all: the 通报 of the group, and for each site 评估报告,
整改通知书 (where something is certain) and 读网记录. A template is a Word file of the customer's, or the shipped one.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from auditor.errors import UsageError
from auditor.formats import RenderOptions
from auditor.formats._layout import harmless
from auditor.formats._letters import context
from auditor.model import Assessment, SiteAssessment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2.sandbox import SandboxedEnvironment

BINARY = True
LETTERS = ("notice", "report", "rectification", "reading_log")


def render(assessment: Assessment, options: RenderOptions) -> bytes:
    """Write the 评估报告 of all sites, each on a page of its own."""
    return _letter("report", assessment, assessment.sites, options)


def render_files(assessment: Assessment, options: RenderOptions) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every letter."""
    yield "通报.docx", _letter("notice", assessment, assessment.sites, options)
    for site, name in zip(assessment.sites, _names(assessment), strict=True):
        yield f"评估报告-{name}.docx", _letter("report", assessment, [site], options)
        if any(one.state == "fail" for one in site.findings):
            yield f"整改通知书-{name}.docx", _letter("rectification", assessment, [site], options)
        yield f"读网记录-{name}.docx", _letter("reading_log", assessment, [site], options)


def shipped(name: str) -> bytes:
    """Return the shipped template of a letter."""
    return files("auditor.formats").joinpath("_docx", f"{name}.docx").read_bytes()


def _names(assessment: Assessment) -> list[str]:
    """Return a name for the files of each site that every file system takes."""
    names: list[str] = []
    for site in assessment.sites:
        name = plain = re.sub(r"[^\w.-]", "_", site.id)[:80]
        while name.lower() in map(str.lower, names):
            name = f"{plain}-{len(names)}"
        names.append(name)
    return names


def _letter(name: str, assessment: Assessment, sites: "Sequence[SiteAssessment]", options: RenderOptions) -> bytes:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - Word files cost start-up time

    from auditor.formats._word import packed  # noqa: PLC0415

    own = options.templates / f"{name}.docx" if options.templates else None
    own = own if own and own.is_file() else None
    try:
        source = own.read_bytes() if own else shipped(name)
        letter = DocxTemplate(BytesIO(source))
        values = {**context(assessment, sites, options), "page_break": _page_break()}
        letter.render(values, _environment(), autoescape=True)
    except Exception as error:
        if own is None:
            raise
        raise UsageError(f"模板 {own} 用不了: {_fault(error)}") from None
    return packed(letter)


def _fault(error: Exception) -> str:
    """Say what is wrong with a template; what the Word or template library adds stands in brackets."""
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415 - start-up time

    said = {
        BadZipFile: "不是 Word 文档(.docx)",
        KeyError: "不是 Word 文档(.docx),或已损坏",
        TemplateSyntaxError: "花括号里的写法有误",
        SecurityError: "花括号里的写法不允许",
        UndefinedError: "花括号里的名称认不得",
    }
    told = next((text for kind, text in said.items() if isinstance(error, kind)), "套用时出错")
    return told if isinstance(error, BadZipFile) else f"{told}({harmless(str(error))})"


def _page_break() -> Any:  # noqa: ANN401 - markup
    from markupsafe import Markup  # noqa: PLC0415 - as above

    return Markup('</w:t><w:br w:type="page"/><w:t xml:space="preserve">')


@cache
def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
        if isinstance(value, Markup | int):
            return value
        return "\u3000".join(map(harmless, str(value).split("\u3000")))  # a blank of our own, as wide as a sign

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=shown)
