"""The workbook and the letters in a real office: LibreOffice opens them without repair and prints what they say."""

import re
import shutil
import subprocess

import pytest
from bench.report import made_up

from auditor.formats import RenderOptions, docx, xlsx

SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(
    SOFFICE is None or PDFTOTEXT is None,
    reason="no office on this machine: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Print the reports of two sites on paper; return the text of every page, by the name of the file."""
    folder = tmp_path_factory.mktemp("office")
    assessment = made_up(2, 120)
    (folder / "report.xlsx").write_bytes(xlsx.render(assessment, RenderOptions()))
    for name, letter in docx.render_files(assessment, RenderOptions()):
        if "site001" not in name:
            (folder / name).write_bytes(letter)
    files = sorted(folder.glob("*.*"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=240)
    pages = {}
    for file in files:
        shown = subprocess.run(
            [str(PDFTOTEXT), "-layout", str(folder / "pdf" / f"{file.stem}.pdf"), "-"],
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        pages[file.name] = shown.stdout.split("\f")[:-1]
    return pages


def test_the_office_opens_every_file(printed: dict[str, list[str]]) -> None:
    letters = {"通报.docx", "评估报告-site000.docx", "整改通知书-site000.docx", "读网记录-site000.docx"}
    assert set(printed) == {"report.xlsx", *letters}
    assert all(pages for pages in printed.values())


def test_every_sheet_is_printed_with_its_stage(printed: dict[str, list[str]]) -> None:
    whole = "\n".join(printed["report.xlsx"])
    for name in ("总览", "指标得分", "测评得分表", "问题清单", "问题台账", "待复核", "规则计数", "运行信息"):
        assert f"{name}（初评）" in whole


def test_a_long_list_repeats_its_head_on_every_page(printed: dict[str, list[str]]) -> None:
    demand = printed["整改通知书-site000.docx"]
    listed = demand[next(place for place, page in enumerate(demand) if page.lstrip().startswith("附件")) :]
    assert len(listed) > 2
    assert all("问题明细" in page and "证据编号" in page for page in listed)


def test_no_template_mark_is_left_in_a_letter(printed: dict[str, list[str]]) -> None:
    for name, pages in printed.items():
        if name.endswith(".docx"):
            assert not re.search(r"\{[{%]|[%}]\}|None|built-in", "\n".join(pages))


def test_a_letter_numbers_its_pages(printed: dict[str, list[str]]) -> None:
    for place, page in enumerate(printed["评估报告-site000.docx"], start=1):
        assert re.search(rf"— ?{place} ?—", page)
