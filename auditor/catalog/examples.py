"""The examples inside a rule file; this module alone knows their keys."""

from datetime import date

from auditor.catalog.options import check_options
from auditor.model import Duty, Example, ExamplePage, Examples, Level, Plan, Role, State
from auditor.text import addresses, dates
from auditor.yamlfile import Table

_EXAMPLE = ("as_of", "html", "url", "role", "level", "update_every", "expect", "also", "duty")
_PAGE = ("url", "html", "role")
_DUTY = ("year", "recurs", "certainty", "confirmed", "options", "events")
_DEFAULT_URL = "http://www.example.gov.cn/zwgk/doc.html"


def read_examples(table: Table, kind: str = "") -> Examples:
    """Return the examples of a rule of that *kind*; without one that passes and one that is hit the rule is wrong."""
    examples = table.table("examples", ("pass", "fail"))
    for key, meaning in (("pass", "通过"), ("fail", "命中")):
        if not examples.items(key):
            examples.problem(f"examples.{key} 至少要有一个应{meaning}的示例", key)
    return Examples(
        passing=tuple(_example(node.table(_EXAMPLE), kind) for node in examples.items("pass")),
        failing=tuple(_example(node.table(_EXAMPLE), kind) for node in examples.items("fail")),
    )


def _example(table: Table, kind: str) -> Example:
    table.get("as_of", needed=True)
    as_of = table.day("as_of") or date.min
    duty = table.table("duty", _DUTY)
    return Example(
        as_of=as_of,
        html=table.text("html"),
        url=_url(table) or _DEFAULT_URL,
        role=table.word("role", Role),
        level=table.word("level", Level),
        update_every=_update_every(table),
        expect=table.word("expect", State),
        also=tuple(_page(node.table(_PAGE)) for node in table.items("also")),
        plan=_plan(duty, kind, as_of.year) if table.get("duty") else None,
        events=duty.table("events").days(),
    )


def _plan(table: Table, kind: str, year: int) -> Plan:
    """Return a plan that holds the example's one duty."""
    if kind:
        check_options(kind, table, "options")
    duty = Duty(
        id="1",
        quote="示例事项",
        options=table.data("options"),
        recurs=table.flag("recurs"),
        certainty=table.text("certainty", "seen"),
        confirmed=table.flag("confirmed", default=True),
    )
    return Plan("example", "示例要点", table.integer("year", year), (duty,))


def _page(table: Table) -> ExamplePage:
    table.get("url", needed=True)
    return ExamplePage(url=_url(table), html=table.text("html"), role=table.word("role", Role))


def _url(table: Table) -> str:
    written = table.text("url", "")
    if written and addresses.resolve(written, written) is None:
        table.problem("应为 http:// 或 https:// 开头的完整网址", "url")
    return written


def _update_every(table: Table) -> str:
    written = table.text("update_every", "")
    try:
        if written:
            dates.add_period(date(2000, 1, 1), written)
    except ValueError:
        table.problem("不是 ISO 8601 时段(如 P2W、P6M)", "update_every")
    return written
