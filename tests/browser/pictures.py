"""Take the pictures of the README anew: `python tests/browser/pictures.py` writes `.pictures/*.png`."""

import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.devtools import Page, browser

ROOT = Path(__file__).parents[2]
WIDTH = 1200  # pixels


def main() -> None:
    """Judge the bundled mirror and picture its report: the score, and the findings of one filter."""
    target = ROOT / ".pictures"
    target.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, browser(Path(folder, "profile")) as page:
        report = Path(folder, "report.html")
        program = [sys.executable, "-c", "from auditor.cli import main; main()"]
        source = str(ROOT / "fixtures" / "tancheng")
        subprocess.run([*program, "check", source, "--exit-zero", "-f", f"html={report}"], check=True)
        page.prefer("light")
        page.visit(report.as_uri())
        page.run("document.documentElement.style.scrollBehavior = 'auto'")
        _take(page, target / "report.png", top="0", bottom="document.querySelector('#indicators-1').offsetTop - 12")
        page.run(
            "(() => { const one = document.forms.filters.elements.text; one.value = '有效';"
            "one.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )
        page.run("new Promise((done) => setTimeout(done, 300))")
        top = "document.querySelector('#findings').offsetTop - 20"
        _take(page, target / "report-findings.png", top=top, bottom=f"{top} + 1180")


def _take(page: Page, path: Path, *, top: str, bottom: str) -> None:
    page.resize(WIDTH, 900)
    first = page.run(top)
    page.resize(WIDTH, round(page.run(bottom) - first))
    page.run(f"window.scrollTo(0, {first})")
    page.run("new Promise((done) => setTimeout(done, 300))")
    path.write_bytes(b64decode(page.call("Page.captureScreenshot", format="png")["data"]))


if __name__ == "__main__":
    main()
