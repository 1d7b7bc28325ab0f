"""Rule files are read as the interface promises; whatever is wrong in one is told with its place."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from auditor import catalog, kinds
from auditor.catalog import options
from auditor.errors import ConfigError
from auditor.model import AppliesTo, Basis, Example, ExamplePage, Level, PageKind, Role, State

NAME = "checks/columns/column-empty.yaml"
Write = Callable[[str, str], Path]


def test_a_rule_file_is_read_whole(folder: Path) -> None:
    rule = catalog.load(folder).rules["column-empty"]
    assert (rule.id, rule.title, rule.kind, dict(rule.options)) == (
        "column-empty",
        "栏目空白",
        "column_items",
        {"at_least": 1},
    )
    assert rule.basis == (Basis("某法", "某发〔2019〕1号", "第三条", "http://www.gov.cn/", "是", "seen"),)
    assert rule.applies_to == AppliesTo(
        (Role.NOTICES, Role.NEWS), (Level.COUNTY,), (PageKind.LIST,), "own", in_period=True
    )
    assert (rule.severity, rule.state) == ("major", State.FAIL)
    assert (rule.effective_from, rule.effective_to) == (date(2019, 5, 15), date(2030, 1, 1))
    assert rule.examples.passing == (Example(date(2023, 1, 1), "<p>x</p>", expect=State.NOT_APPLICABLE),)
    assert rule.examples.failing == (
        Example(
            as_of=date(2023, 1, 1),
            html="<p>y</p>",
            url="http://www.example.gov.cn/a/",
            role=Role.NOTICES,
            level=Level.COUNTY,
            update_every="P2W",
            expect=State.FAIL,
            also=(ExamplePage("http://www.example.gov.cn/b/", "<p>z</p>", Role.NEWS),),
        ),
    )


WRONG = [
    ("title: 栏目空白", "titel: 栏目空白", "1:1: titel: 不认识的键,是否想写 title?"),
    ("title: 栏目空白\n", "", "1:1: 缺少 title"),
    ("severity: major\n", "", "缺少 severity"),
    ("state: fail\n", "", "缺少 state"),
    ("severity: major", "severity: mayor", "6:11: severity: 不认识的值 mayor,是否想写 major?"),
    ("state: fail", "state: pass", "7:8: state: 不认识的值 pass,可写: fail needs_review"),
    ("kind: column_items", "kind: column_item", "3:7: kind: 没有规则类型 column_item,是否想写 column_items?"),
    ("{at_least: 1}", "{at_leats: 1}", "4:11: options.at_leats: 不认识的键,是否想写 at_least?"),
    ("{at_least: 1}", "{at_least: one}", "4:21: options.at_least: 应为整数"),
    ("roles: [notices, news]", "roles: [notice]", "5:22: applies_to.roles[0]: 不认识的值 notice,是否想写 notices?"),
    ("owner: own", "owner: mine", "applies_to.owner: 不认识的值 mine"),
    ("{name}", "{nam}", "8:10: message: 没有占位符 {nam},是否想写 name?"),
    ("{name}", "{name", "8:10: message: 花括号不成对"),
    ("{name}", "{}", "8:10: message: 没有占位符 {}"),
    ("remedy: 请发布", "remedy: 请发布{somewhere}", "9:9: remedy: 没有占位符 {somewhere}"),
    ("effective_to: 2030-01-01", "effective_to: 2018-01-01", "10:17: effective_from: effective_from 晚于"),
    ("certainty: seen", "certainty: sure", "不认识的值 sure"),
    ("  pass: [{as_of: 2023-01-01, html: <p>x</p>, expect: not_applicable}]\n", "", "examples.pass 至少要有一个"),
    ("[{as_of: 2023-01-01, html: <p>x</p>, expect: not_applicable}]", "[]", "13:9: examples.pass: examples.pass 至少"),
    ("{as_of: 2023-01-01, html: <p>x</p>", "{html: <p>x</p>", "examples.pass[0]: 缺少 as_of"),
    ("html: <p>x</p>, ", "", "examples.pass[0]: 缺少 html"),
    ("expect: fail", "expect: hit", "examples.fail[0].expect: 不认识的值 hit"),
    ("update_every: P2W", "update_every: 2W", "20:21: examples.fail[0].update_every: 不是 ISO 8601 时段"),
    ("url: http://www.example.gov.cn/a/", "url: /a/", "17:12: examples.fail[0].url: 应为 http:// 或 https://"),
    ("also: [{url: http://www.example.gov.cn/b/, ", "also: [{", "examples.fail[0].also[0]: 缺少 url"),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_rule_is_told_with_its_place(old: str, new: str, told: str, folder: Path, write: Write) -> None:
    text = (folder / NAME).read_text(encoding="utf-8")
    assert old in text
    write(NAME, text.replace(old, new))
    with pytest.raises(ConfigError) as error:
        catalog.load(folder)
    message = str(error.value)
    assert message.startswith(str(folder / NAME))
    assert told in message
    assert catalog.lint(folder)[0] == message


def test_a_rule_without_basis_or_examples_is_refused(folder: Path, write: Write) -> None:
    text = (folder / NAME).read_text(encoding="utf-8")
    write(NAME, text.partition("examples:")[0])
    with pytest.raises(ConfigError, match=r"examples\.pass 至少要有一个"):
        catalog.load(folder)
    write(NAME, "\n".join(line for line in text.splitlines() if not line.startswith("basis")))
    with pytest.raises(ConfigError, match="basis 至少要有一条"):
        catalog.load(folder)


def test_lint_tells_everything_at_once(folder: Path, write: Write) -> None:
    text = (folder / NAME).read_text(encoding="utf-8")
    write(NAME, text.replace("major", "mayor").replace("{name}", "{nam}").replace("at_least", "at_leats"))
    write("checks/other-rule.yaml", "title: [")
    write("checks/empty-rule.yaml", "")
    write("sets/second.yaml", "title: x\nversion: '1'\nrules: [column-emty]\nextends: [al]\n")
    write("lists/broken.yaml", "a: x\n")
    write("lists/calendar.yaml", "2023: {holidays: [2022-01-01]}\n")
    told = "\n".join(catalog.lint(folder))
    for part in (
        "6:11: severity",
        "没有占位符 {nam}",
        "options.at_leats",
        "other-rule.yaml:2:1: 方括号没有闭合",
        "empty-rule.yaml: 文件是空的",
        "second.yaml:3:9: rules[0]: 没有规则 column-emty,是否想写 column-empty?",
        "second.yaml:4:11: extends[0]: 没有规则集 al,是否想写 all?",
        "broken.yaml:1:4: a: 应为列表",
        "calendar.yaml:1:19: 2023.holidays[0]: 2022-01-01 不在 2023 年",
    ):
        assert part in told
    assert len(told.splitlines()) == len(set(told.splitlines()))


def test_a_slip_in_the_name_of_a_list_or_a_key_is_told(folder: Path, write: Write) -> None:
    keys = write("lists/roles.yaml", "news: [动态要闻]\nnotises: [公告]\nentirely_own: [词]\n")
    name = write("lists/orgams.yaml", "governments: [县]\n")
    write("lists/my_own_words.yaml", "a: [词]\n")
    assert catalog.lint(folder) == [
        f"{name}: 没有词表 orgams,是否想写 organs?",
        f"{keys}:2:1: notises: 不认识的键,是否想写 notices?",
    ]


@pytest.mark.parametrize("name", ["checks/Column-Empty.yaml", "checks/栏目空白.yaml", "checks/column_empty.yaml"])
def test_a_file_name_that_is_no_id_is_refused(name: str, folder: Path, write: Write) -> None:
    write(name, (folder / NAME).read_text(encoding="utf-8"))
    with pytest.raises(ConfigError, match="不能用作规则 id"):
        catalog.load(folder)


def test_two_files_of_one_name_are_refused(folder: Path, write: Write) -> None:
    write("checks/other/column-empty.yaml", (folder / NAME).read_text(encoding="utf-8"))
    with pytest.raises(ConfigError, match=r"other.column-empty\.yaml:1:1: 已有同名规则 column-empty"):
        catalog.load(folder)


def test_another_suffix_is_not_silently_left_out(folder: Path, write: Write) -> None:
    path = write("checks/forgotten.yml", "title: x")
    with pytest.raises(ConfigError, match=r"文件名应以 \.yaml 结尾"):
        catalog.load(folder)
    assert catalog.lint(folder) == [f"{path}: 文件名应以 .yaml 结尾"]


KIND = """
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal
from auditor.model import Role

@dataclass(frozen=True, slots=True)
class Kind:
    scope: ClassVar[str] = "page"
    values: ClassVar[frozenset[str]] = frozenset()
    needed: str
    ratio: float = 0.5
    strict: bool = False
    limit: int | None = None
    side: Literal["left", "right"] = "left"
    roles: tuple[Role, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.ratio > 1:
            raise ValueError("ratio > 1")
"""


@pytest.fixture
def odd_kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a kind that has an option of every type."""
    module = ModuleType("auditor.kinds.odd_kind")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(KIND, module.__dict__)  # noqa: S102 - the kind stands above
    monkeypatch.setattr(options, "kind_names", lambda: ("odd_kind",))
    monkeypatch.setattr(kinds, "kind_class", lambda _name: module.Kind)
    monkeypatch.setattr("auditor.catalog.rules.kind_names", lambda: ("odd_kind",))
    options._types.cache_clear()  # noqa: SLF001 - the kind is no file
    yield "odd_kind"
    options._types.cache_clear()  # noqa: SLF001


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{needed: x, ratio: 1, limit: null, side: right, roles: [news], strict: true, words: {a: [b]}}", ""),
        ("{needed: x, limit: 3}", ""),
        ("{}", "options: 缺少 needed"),
        ("{needed: [x]}", "options.needed: 应为文字"),
        ("{needed: x, ratio: half}", "options.ratio: 应为数字"),
        ("{needed: x, strict: 1}", "options.strict: 应为是否值"),
        ("{needed: x, limit: 1.5}", "options.limit: 应为整数"),
        ("{needed: x, side: lefft}", "options.side: 不认识的值 lefft,是否想写 left?"),
        ("{needed: x, roles: news}", "options.roles: 应为列表"),
        ("{needed: x, roles: [newz]}", "options.roles[0]: 不认识的值 newz,是否想写 news?"),
        ("{needed: x, words: [a]}", "options.words: 应为键值"),
        ("{needed: x, words: {a: b}}", "options.words.a: 应为列表"),
        ("{needed: x, ratio: 2}", "options: 规则类型 odd_kind 不接受这些选项(ratio > 1)"),
    ],
)
def test_options_are_held_against_the_types_of_the_kind(
    written: str, told: str, folder: Path, write: Write, odd_kind: str
) -> None:
    text = (folder / NAME).read_text(encoding="utf-8").replace("{name}", "")
    write(NAME, text.replace("kind: column_items\noptions: {at_least: 1}", f"kind: {odd_kind}\noptions: {written}"))
    problems = catalog.lint(folder)
    assert len(problems) == (1 if told else 0), problems
    assert told in "".join(problems)


def test_word_lists_keep_every_word_as_it_is_written(folder: Path) -> None:
    vocabulary = catalog.load(folder).vocabulary
    assert vocabulary.words("roles", "news") == ("动态要闻", "要闻")
    assert vocabulary.words("roles", "words") == ("null", "no", "2023")


@pytest.mark.parametrize(
    ("text", "told"), [("a: ['']", "应为一个词"), ("a: [[x]]", "应为一个词"), ("a: x", "应为列表")]
)
def test_wrong_word_lists(text: str, told: str, folder: Path, write: Write) -> None:
    write("lists/roles.yaml", text)
    with pytest.raises(ConfigError, match=told):
        catalog.load(folder)


def test_the_calendar_adds_years(folder: Path, write: Write) -> None:
    assert catalog.load(folder).calendar_overrides == {}
    fixed = "2027-01-01, 2027-10-01, 2027-01-02"  # 1 May, 2 and 3 October 2027 are weekends
    write("lists/calendar.yaml", f"2027: {{holidays: [{fixed}], workdays: [2027-01-03]}}\n")
    found = catalog.load(folder)
    off = frozenset({date(2027, 1, 1), date(2027, 1, 2), date(2027, 10, 1)})
    assert found.calendar_overrides == {2027: (off, frozenset({date(2027, 1, 3)}))}
    assert "calendar" not in found.vocabulary.lists


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("next: {}", "键应为年份"),
        ("20270: {}", "键应为年份"),
        ("2027: {holiday: []}", "是否想写 holidays"),
        ("2027: {holidays: [2026-01-01]}", "2026-01-01 不在 2027 年"),
        ("2027: {}", "2027: 2027 年没有写全:holidays 里缺 元旦、国庆节"),
        ("2026: {holidays: [2026-01-01]}", "holidays 里缺 劳动节、国庆节、国庆节次日"),
        ("2027: {holidays: [2027-01-01, 2027-10-01], workdays: [2027-01-04]}", "2027-01-04 是平日,本来就上班"),
        (
            "2027: {holidays: [2027-01-01, 2027-10-01, 2027-10-02], workdays: [2027-10-02]}",
            "2027-10-02 又在 holidays 又在 workdays",
        ),
    ],
)
def test_wrong_calendars(text: str, told: str, folder: Path, write: Write) -> None:
    write("lists/calendar.yaml", text)
    with pytest.raises(ConfigError, match=told):
        catalog.load(folder)
