"""The HTML report in a real browser: its filters, its silence, and that it can be read on every screen."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

import pytest
from browser.devtools import CHROMIUM, Page, browser

from auditor.compare import compare
from auditor.formats import RenderOptions
from auditor.formats.html import render
from auditor.model import (
    Assessment,
    ColumnSummary,
    Coverage,
    Duty,
    DutyResult,
    DutyState,
    Evidence,
    Finding,
    IndicatorScore,
    JudgedRun,
    Ledger,
    Plan,
    Role,
    SiteAssessment,
    State,
    Subject,
)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None or sys.platform == "win32", reason="no chromium on this machine: apt-get install chromium"
)

PROGRAM = [sys.executable, "-c", "from auditor.cli import main; main()"]
ROOT = Path(__file__).parents[2]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ATTACK = "<script>hacked=1</script><img src=http://127.0.0.1:9/x onerror=hacked=1>'\"\u202e\x1b[31m{{7*7}}"
VISIBLE = "Array.from(document.querySelectorAll('.finding')).filter(one => one.checkVisibility()).length"
# Every text that can be seen against the nearest ground that is painted: WCAG 2.2 AA, 1.4.3.
FAINT = """
(() => {
  const parts = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const luminance = (colour) => parts(colour).slice(0, 3)
    .map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (parts(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const known = new Map();
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = Array.from(node.childNodes).some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !node.checkVisibility() || node.closest('.unseen, .skip, title, desc, script')) continue;
    const style = getComputedStyle(node);
    const pair = (node instanceof SVGElement ? style.fill : style.color) + '|' + ground(node);
    if (!known.has(pair)) {
      const [low, high] = pair.split('|').map(luminance).sort((one, other) => one - other);
      known.set(pair, (high + 0.05) / (low + 0.05));
    }
    if (known.get(pair) < 4.5) faint.push(`${node.tagName}.${node.className}: ${pair} ${known.get(pair)}`);
  }
  return [known.size, faint];
})()
"""


def finding(number: int, **changes: object) -> Finding:
    url = f"http://www.example.gov.cn/zwgk/{number}.html"
    one = Finding(
        fingerprint=f"{number:016x}",
        rule="validity-expired",
        title="有效期届满仍标注有效",
        state=State.FAIL,
        severity="major",
        subject=Subject(url, f"示政办字〔2023〕{number}号", "", f"第{number}号文件"),
        column="政策文件",
        unit="县政府办公室",
        message="页面仍标注“有效”",
        remedy="改为“失效”",
        basis="本次评估口径",
        evidence=(Evidence(url, f"有效期至202{number}年", "p", "sha256:ab", "2023-12-31T01:02:03Z"),),
        deducted=0.25,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def assessed() -> Assessment:
    """Two sites: six findings that differ in all that can be filtered by, and one site that was deferred."""
    found = (
        finding(1),
        finding(2, unit="县财政局"),
        finding(3, column="通知公告", unit="县财政局"),
        finding(4, rule="publisher-abbreviated", title="发布机构用简称", state=State.NEEDS_REVIEW, deducted=0.0),
        finding(5, rule="publisher-abbreviated", title="发布机构用简称", unit="", column=""),
    )
    attacked = finding(
        6,
        **dict.fromkeys(("rule", "title", "column", "unit", "message", "remedy", "basis"), ATTACK),
        subject=Subject("javascript:hacked=1", ATTACK, ATTACK, ATTACK),
        evidence=(Evidence("javascript:hacked=1", ATTACK, ATTACK, ATTACK, ATTACK),),
        related=("javascript:hacked=1", ATTACK),
    )
    leaves = (IndicatorScore("a", "要素齐全", 1.0, 0.75, "auto"), IndicatorScore("b", "现场检查", 1.0, None, "manual"))
    duty = Duty("S1-2", "邀请公众代表列席政府常务会议不少于八次并公开情况", "县政府办公室", "count-too-low")
    late = DutyResult(duty, DutyState.OVERDUE, "2023-12-31", "到期未检索到这项内容", (found[0].evidence[0],))
    scored = SiteAssessment(
        id="example",
        name="示例县人民政府" + ATTACK,
        home="http://www.example.gov.cn/",
        grade="pass",
        grade_name="良好",
        score=75.0,
        max_score=100.0,
        coverage=Coverage(9, 8, {"timeout": 1}),
        rates={},
        deferred_reason=None,
        vetoes=(),
        indicators=(IndicatorScore("top", "行政规范性文件" + ATTACK, 2.0, 0.75, "semi", leaves),),
        rules=(),
        findings=(*found, attacked),
        columns=(ColumnSummary(ATTACK, Role.NEWS, "javascript:hacked=1", 1, None, True),),
        notes=(ATTACK,),
        plans=(Ledger(Plan("p", "某县工作要点", 2023, (duty,), "ab" * 32), (late,)),),
    )
    deferred = replace(
        scored, id="b", name="乙站", grade="deferred", grade_name=None, score=None, deferred_reason="dns", findings=()
    )
    return Assessment("0.1.0", date(2023, 12, 31), "disclosure-county", "1", "ab" * 32, (scored, deferred))


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(render(assessed(), RenderOptions(explain_score=True)))
    return path.as_uri()


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Forty sites with more findings than a page shows, and what changed since the run before."""
    one = replace(assessed().sites[0], name="甲县", group="县级政府", indicators=(), columns=(), notes=())
    sites = tuple(
        replace(
            one,
            id=f"s{place}",
            name=f"第{place}县",
            findings=tuple(finding(1000 * place + number, unit=f"单位{number % 3}") for number in range(150)),
        )
        for place in range(40)
    )
    after = replace(assessed(), sites=sites)
    before = replace(after, sites=tuple(replace(site, findings=site.findings[1:]) for site in sites))
    comparison = compare(JudgedRun("1", before), JudgedRun("2", after))
    path = tmp_path_factory.mktemp("grouped") / "report.html"
    path.write_bytes(render(after, RenderOptions(comparison=comparison, internal=True)))
    return path.as_uri()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report that a user gets of the bundled mirror."""
    path = tmp_path_factory.mktemp("real") / "report.html"
    command = [*PROGRAM, "check", str(ROOT / "fixtures" / "tancheng"), "--exit-zero"]
    subprocess.run([*command, "-f", f"html={path}"], check=True, capture_output=True, cwd=path.parent)
    return path.as_uri()


def choose(tab: Page, **values: str) -> tuple[int, str]:
    """Set the filters as a user does; return how many findings can be seen, and what the page says about it."""
    for name, value in values.items():
        tab.run(
            f"(() => {{ const one = document.forms.filters.elements[{name!r}]; one.value = {value!r};"
            "one.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )
    tab.run("new Promise((done) => setTimeout(done, 150))")
    return tab.run(VISIBLE), tab.run("document.getElementById('shown').textContent")


def faults(tab: Page) -> list[str]:
    """Return what axe-core finds wrong with the page: its rule and the first place."""
    tab.run(f"{AXE}; undefined")
    found: list[str] = tab.run(
        "axe.run(document, {resultTypes: ['violations']}).then((one) =>"
        " one.violations.map((fault) => `${fault.id}: ${fault.nodes[0].html}`))"
    )
    return found


def quiet(tab: Page) -> None:
    """Hold that the page said nothing on the console and met no error, its policy included."""
    assert tab.said("Runtime.consoleAPICalled") == []
    assert tab.said("Runtime.exceptionThrown") == []
    assert tab.said("Log.entryAdded") == []


def test_every_filter_hides_what_does_not_fit_and_shows_what_does(tab: Page, made: str) -> None:
    tab.visit(made)
    assert choose(tab)[0] == 6
    assert choose(tab, rule="=publisher-abbreviated") == (2, "筛选后显示 2 条，共 6 条（发布机构用简称（2））")
    assert choose(tab, state="=needs_review")[0] == 1
    assert choose(tab, rule="*")[0] == 1
    assert choose(tab, state="*", text="第2号")[0] == 1
    count = f"document.getElementById('f-{2:016x}').closest('.group').querySelector('.count').textContent"
    assert tab.run(count) == "1 / 3 条"
    assert choose(tab, text="")[0] == 6
    assert tab.run(count) == "3 条"
    assert choose(tab, state="*")[0] == 6
    assert choose(tab, unit="=县财政局")[0] == 2
    assert choose(tab, column="=通知公告")[0] == 1
    assert choose(tab, unit="=", column="=")[0] == 1
    assert choose(tab, unit="*", column="*", site="=example") == (
        6,
        tab.run("document.getElementById('shown').textContent"),
    )
    quiet(tab)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("第3号文件", 1),
        ("示政办字[2023]3号", 1),
        ("ＺＷＧＫ/2.HTML", 1),
        ("县财政局 第2号", 1),
        ("有效期至2024年", 1),
        ("  ", 6),
        ("没有这样的字", 0),
        ("(.*", 0),
        ("0000000000000005", 1),
    ],
)
def test_the_text_filter_looks_into_everything_and_folds_width_case_and_brackets(
    tab: Page, made: str, words: str, wanted: int
) -> None:
    tab.visit(made)
    assert choose(tab, text=words)[0] == wanted
    assert tab.run("document.querySelectorAll('.group:not([hidden])').length") <= max(wanted, 4)
    if not wanted:
        assert tab.run("document.querySelectorAll('.group:not([hidden])').length") == 0


def test_the_reset_button_shows_everything_again(tab: Page, made: str) -> None:
    tab.visit(made)
    assert choose(tab, text="第3号", unit="=县财政局")[0] == 1
    tab.run("document.querySelector('#filters button').click()")
    assert choose(tab) == (6, "显示全部 6 条")


def test_a_link_to_a_finding_wins_over_the_filter_that_hides_it(tab: Page, made: str) -> None:
    tab.visit(made)
    assert choose(tab, text="第3号")[0] == 1
    tab.run(f"location.hash = '#f-{1:016x}'")
    assert choose(tab)[0] == 6
    assert tab.run("document.querySelector(':target').id") == f"f-{1:016x}"


def test_the_page_reads_without_its_script(tab: Page, made: str) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.visit(made)
        assert tab.run(VISIBLE) == 6
        assert tab.run("document.getElementById('filters').checkVisibility()") is False
        assert tab.run("document.getElementById('shown').checkVisibility()") is False
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


def test_the_page_asks_the_network_for_nothing(tab: Page, made: str, real: str) -> None:
    for address in (made, real):
        tab.visit(address)
        choose(tab, text="文件")
        tab.run("window.scrollTo(0, document.body.scrollHeight)")
        tab.run("new Promise((done) => setTimeout(done, 300))")
        asked = [one["request"]["url"] for one in tab.said("Network.requestWillBeSent")]
        assert [one for one in asked if one not in {address, "data:,"}] == []
        quiet(tab)


def test_a_server_is_asked_once(tab: Page, made: str) -> None:
    asked: list[str] = []
    body = Path(made.removeprefix("file://")).read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        tab.visit(f"http://127.0.0.1:{server.server_address[1]}/report.html")
        assert choose(tab, text="第3号")[0] == 1
        tab.run("new Promise((done) => setTimeout(done, 300))")
        quiet(tab)
        server.shutdown()
    assert asked == ["/report.html"]


def test_markup_scripts_and_controls_of_a_page_do_nothing(tab: Page, made: str) -> None:
    tab.visit(made)
    assert tab.run("typeof hacked") == "undefined"
    assert tab.run("document.querySelectorAll('script').length") == 1
    assert tab.run("document.images.length") == 0
    assert (
        tab.run("Array.from(document.links, (one) => one.protocol).filter((one) => !/^(http|https|file):$/.test(one))")
        == []
    )
    assert (
        tab.run("/[\\u202a-\\u202e\\u0000-\\u0009\\u000b-\\u001f]/.test(document.documentElement.outerHTML)") is False
    )
    assert "{{7*7}}" in tab.run(f"document.getElementById('f-{6:016x}').textContent")
    assert choose(tab, rule="=" + ATTACK.replace("\u202e", "\\u202e").replace("\x1b", "\\x1b"))[0] == 1
    quiet(tab)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_out_of_the_screen(tab: Page, made: str, real: str, width: int) -> None:
    tab.resize(width)
    for address in (made, real):
        tab.visit(address)
        assert tab.run("document.documentElement.scrollWidth") <= width
        outside = tab.run(
            "Array.from(document.querySelectorAll('.bars span'), (one) => one.getBoundingClientRect())"
            f".filter((box) => box.left < 0 || box.right > {width}).length"
        )
        assert outside == 0
        crossed = tab.run(
            "Array.from(document.querySelectorAll('.bars .value')).filter((value) => {"
            " const name = value.previousElementSibling.getBoundingClientRect(), box = value.getBoundingClientRect();"
            " return name.top === box.top && name.right > box.left; }).length"
        )
        assert crossed == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_both_schemes(tab: Page, made: str, real: str, scheme: str) -> None:
    tab.resize(1280)
    tab.prefer(scheme)
    for address in (made, real):
        tab.visit(address)
        pairs, faint = tab.run(FAINT)
        assert faint == []
        assert pairs >= 8
    tab.prefer("light")


def test_the_dark_style_is_dark_and_paper_is_white(tab: Page, made: str) -> None:
    tab.visit(made)
    ground = "getComputedStyle(document.body).backgroundColor"
    tab.prefer("dark")
    assert tab.run(ground) == "rgb(17, 22, 29)"
    tab.prefer("dark", media="print")
    assert tab.run(ground) == "rgb(255, 255, 255)"
    assert tab.run(FAINT)[1] == []
    assert tab.run("document.getElementById('filters').checkVisibility()") is False
    assert tab.run("getComputedStyle(document.querySelector('.finding')).breakInside") == "avoid"
    tab.prefer("light")


def test_paper_says_that_findings_were_filtered(tab: Page, made: str) -> None:
    tab.visit(made)
    tab.prefer("light", media="print")
    assert tab.run("document.getElementById('shown').checkVisibility()") is False
    choose(tab, text="第3号")
    assert tab.run("document.getElementById('shown').checkVisibility()") is True
    tab.prefer("light")


def test_the_page_prints_as_a_document(tab: Page, made: str) -> None:
    tab.visit(made)
    answer = tab.call("Page.printToPDF", preferCSSPageSize=True)
    assert answer["data"].startswith("JVBERi0")  # %PDF-


def test_the_keyboard_reaches_everything(tab: Page, made: str) -> None:
    tab.visit(made)
    tab.press("Tab", 9)
    assert tab.run("document.activeElement.className") == "skip"
    assert tab.run("document.activeElement.getBoundingClientRect().top") >= 0
    assert tab.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.press("/", 191)
    assert tab.run("document.activeElement.name") == "text"
    tab.press("/", 191)
    assert tab.run("document.activeElement.value") == "/"
    unnamed = (
        "Array.from(document.forms.filters.elements).filter((one) => !one.labels?.length && !one.textContent).length"
    )
    assert tab.run(unnamed) == 0


def test_the_browser_finds_a_name_for_every_picture_and_landmark(tab: Page, made: str) -> None:
    tab.visit(made)
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    named = {
        (one["role"]["value"], one.get("name", {}).get("value", ""))
        for one in nodes
        if not one.get("ignored") and "role" in one
    }
    roles = {role for role, _ in named}
    assert {"banner", "main", "navigation", "search", "contentinfo", "searchbox", "status"} <= roles
    assert [
        role
        for role, name in named
        if role in {"image", "img", "region", "search", "navigation", "combobox"} and not name
    ] == []
    assert tab.run("document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab: Page, made: str, grouped: str, scheme: str) -> None:
    tab.prefer(scheme)
    for url in (made, grouped):
        tab.visit(url)
        tab.run("document.querySelectorAll('.finding').forEach((one, place) => { if (place > 20) one.remove(); })")
        assert faults(tab) == []
        quiet(tab)
    tab.run("document.documentElement.removeAttribute('lang'); document.querySelector('#filters label').remove()")
    assert [one.partition(":")[0] for one in faults(tab)] == ["html-has-lang"]
    tab.prefer("light")


def test_a_report_of_many_sites_stays_usable(tab: Page, grouped: str) -> None:
    tab.visit(grouped)
    assert tab.run(VISIBLE) == 5000
    count, said = choose(tab, site="=s7", unit="=单位1")
    assert (count, "显示" in said) == (
        tab.run("document.querySelectorAll('[data-site=s7][data-unit=单位1]').length"),
        True,
    )
    assert 0 < count <= 50
    assert tab.run("document.querySelectorAll('table.changes tbody tr').length") == 40
    assert tab.said("Network.requestWillBeSent")[1:] == []
    quiet(tab)


_PLACE = (
    "new Promise((done) => setTimeout(done, 250))"
    ".then(() => document.querySelector(':target').getBoundingClientRect().top)"
)


@pytest.mark.parametrize("width", [1440, 375])
def test_every_link_within_the_page_lands_on_its_target(tab: Page, real: str, width: int) -> None:
    """Parts that are laid out only when they come near must not push the target away, however it is reached."""
    tab.resize(width)
    tab.visit(real)
    cards = tab.run("Array.from(document.querySelectorAll('.finding'), (one) => one.id)")
    for target in ("findings", cards[len(cards) // 2], cards[-1]):
        tab.visit("about:blank")
        tab.visit(f"{real}#{target}")
        assert 0 <= tab.run(_PLACE) < 900, f"opened at #{target}"
        tab.visit("about:blank")
        tab.visit(real)
        tab.run(f"document.querySelector('a[href=\"#{target}\"]').click()")
        assert 0 <= tab.run(_PLACE) < 900, f"clicked #{target}"


def test_a_page_of_forty_sites_opens_at_its_last_finding(tab: Page, grouped: str) -> None:
    tab.resize(375)
    tab.visit(f"{grouped}#f-{39124:016x}")
    assert 0 <= tab.run(_PLACE) < 100


def test_no_column_of_a_table_is_a_few_signs_wide_on_a_telephone(tab: Page, made: str, real: str) -> None:
    tab.resize(375)
    for address in (made, real):
        tab.visit(address)
        thin = tab.run(
            "Array.from(document.querySelectorAll('td, tbody th')).filter((one) =>"
            " one.textContent.trim().length > 7 && one.getBoundingClientRect().width < 90)"
            ".map((one) => `${one.closest('table').className}: ${one.textContent.trim()}`)"
        )
        assert not thin, "\n".join(thin)
        assert tab.run("document.documentElement.scrollWidth") <= 375
