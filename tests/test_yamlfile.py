"""YAML values are read by type, and whatever is wrong is told with file, line, column and the nearest word."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor import yamlfile
from auditor.errors import ConfigError, UsageError
from auditor.model import Role
from auditor.yamlfile import Node, Table, syntax


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "some.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path, text: str | bytes) -> Node:
    node = yamlfile.read(write(folder, text))
    assert node is not None
    return node


def table(folder: Path, text: str, *known: str) -> Table:
    return read(folder, text).table(known or None)


def problem(error: pytest.ExceptionInfo[ConfigError], folder: Path) -> str:
    return str(error.value).removeprefix(f"{folder / 'some.yaml'}:")


SYNTAX = [
    ("a:\n\tb: 1", "2:1: 缩进处有制表符(Tab)"),
    ("a: 1\nb:\n  \tc: 2\n", "3:"),
    ("a: |\n\tx", "2:1: 缩进处有制表符(Tab)"),
    ("a: @x", "1:4: 值不能以此字符开头"),
    ("a: b: c", "1:5: 此处不应有冒号"),
    ("a：1\nb: 2", "全角冒号"),
    ("a: [1,2", "1:4: 方括号没有闭合"),
    ("a: {b: 1", "1:4: 花括号没有闭合"),
    ("a: 1\nb: 'x", "2:4: 引号没有闭合"),
    ("a: *x", "1:4: 引用了没有定义的锚"),
    ("&a a: 1\n&a b: 2", "2:1: 同一个锚"),
    ("a: 1\n---\nb: 2", "2:1: 一个文件只能有一个"),
    ('a: "\\q"', "双引号里有不认识的转义"),
    ("- a\nb: 1", "2:1: 列表与键混在同一层"),
    ("a: 1\nb: x\x07", "2:5: 有不可打印的控制字符"),
    ("a: " + "[" * 70, f"1:{syntax.MAX_DEPTH + 3}: 嵌套过深"),
    ("- " * 100_000, "嵌套过深"),
    ("", " 文件是空的"),
    ("# only a comment\n", " 文件是空的"),
    ("a: &a [*a]", " 锚与别名"),
    ("%YAML 9.9\n---\na: 1", "YAML 写法有误"),
]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("text", "told"), SYNTAX)
def test_broken_syntax_is_told_in_one_chinese_line(
    text: str, told: str, loader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syntax, "_LOADER", getattr(yaml, loader))
    with pytest.raises(ConfigError) as error:
        read(tmp_path, text)
    assert told in problem(error, tmp_path)
    assert "\n" not in str(error.value)


def test_aliases_that_stand_for_billions_of_values_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(ConfigError, match="展开后过大"):
        read(tmp_path, "\n".join(lines))


def test_a_long_chain_of_aliases_is_refused_before_it_exhausts_the_stack(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 5000))]
    with pytest.raises(ConfigError, match="展开后过大"):
        read(tmp_path, "\n".join(lines))


def test_an_alias_is_read_like_what_it_stands_for(tmp_path: Path) -> None:
    assert read(tmp_path, "a: &a [x, y]\nb: *a\n").data() == {"a": ["x", "y"], "b": ["x", "y"]}


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "MAX_SIZE", 10)
    with pytest.raises(ConfigError, match="文件过大"):
        read(tmp_path, "a: 123456789")


def test_gbk_is_named_with_the_place_of_its_first_byte(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, "id: 1\nname: 中文".encode("gbk"))
    assert problem(error, tmp_path) == "2:7: 不是 UTF-8 编码(可能是 GBK),请另存为 UTF-8"


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    node = read(tmp_path, b"\xef\xbb\xbfa: x\r\nb: \xe9\x83\xaf\r\n")
    assert node.data() == {"a": "x", "b": "郯"}
    with pytest.raises(ConfigError) as error:
        node.table(["a"])
    assert problem(error, tmp_path) == "2:1: b: 不认识的键,可写: a"


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="文件不存在"):
        yamlfile.read(tmp_path / "none.yaml")
    with pytest.raises(UsageError, match="文件读不了"):
        yamlfile.read(tmp_path)


VALUES = [
    ("text", "x", "x"),
    ("text", "' x '", "x"),
    ("text", "'12'", "12"),
    ("text", "2023年", "2023年"),
    ("number", "1", 1.0),
    ("number", "0.25", 0.25),
    ("integer", "20_000", 20000),
    ("integer", "0", 0),
    ("flag", "yes", True),
    ("flag", "off", False),
    ("data", "1.0e+999", float("inf")),
    ("day", "2023-12-31", date(2023, 12, 31)),
    ("day", "'2023-12-31'", date(2023, 12, 31)),
    ("data", "null", None),
    ("data", "[1, 1.5, true, 2023-12-31, x, {a: }]", [1, 1.5, True, date(2023, 12, 31), "x", {"a": None}]),
    ("data", "2023-02-30", "2023-02-30"),
    ("data", "0x1F", "0x1F"),
    ("data", "1:30", "1:30"),
    ("data", ".inf", ".inf"),
]


@pytest.mark.parametrize(("kind", "written", "value"), VALUES)
def test_values_are_read_by_type(kind: str, written: str, value: object, tmp_path: Path) -> None:
    node = table(tmp_path, f"key: {written}").values["key"]
    found = getattr(node, kind)()
    assert found == value
    assert type(found) is type(value)


WRONG = [
    ("text", "[x]", "应为文字,却是列表"),
    ("text", "12", "应为文字,却是数字,请加引号"),
    ("text", "no", "应为文字,却是是否值(true/false),请加引号"),
    ("text", "2023-12-31", "应为文字,却是日期,请加引号"),
    ("text", "{a: b}", "应为文字,却是键值"),
    ("text", "' '", "不能为空"),
    ("text", "!thing x", "应为文字,却是!thing"),
    ("number", "many", "应为数字,却是文字"),
    ("number", "'1'", "应为数字,却是文字"),
    ("number", "-1", "应为不小于 0 的数,却是 -1"),
    ("number", "1.0e+999", "应为不小于 0 的数"),
    ("number", ".nan", "应为不小于 0 的数"),
    ("number", "1:30", "应为不小于 0 的数,却是 1:30"),
    ("integer", "1.5", "应为不小于 0 的整数,却是 1.5"),
    ("integer", "-3", "应为不小于 0 的整数,却是 -3"),
    ("integer", "true", "应为整数,却是是否值"),
    ("flag", "maybe", "应为是否值(true/false),却是文字"),
    ("day", "2023-13-01", "不是日期: 2023-13-01(应写成 2023-12-31)"),
    ("day", "2023-1-5", "不是日期: 2023-1-5"),
    ("day", "2023/12/31", "不是日期: 2023/12/31"),
    ("day", "20231231", "应为日期,却是数字"),
    ("items", "x", "应为列表,却是文字"),
    ("items", "{a: 1}", "应为列表,却是键值"),
    ("table", "[a]", "应为键值,却是列表"),
]


@pytest.mark.parametrize(("kind", "written", "told"), WRONG)
def test_wrong_values_are_told_with_their_place(kind: str, written: str, told: str, tmp_path: Path) -> None:
    node = table(tmp_path, f"first: 1\nkey: {written}").values["key"]
    with pytest.raises(ConfigError) as error:
        getattr(node, kind)()
    assert problem(error, tmp_path).startswith(f"2:6: key: {told}")


def test_a_long_wrong_value_is_cut_to_one_line(tmp_path: Path) -> None:
    node = table(tmp_path, "key: |\n  " + "x" * 100 + "\n  y\n").values["key"]
    with pytest.raises(ConfigError) as error:
        node.day()
    assert f"不是日期: {'x' * 40}…" in str(error.value)


def test_an_unknown_key_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, "id: x\ncolums: []").table(["id", "columns"])
    assert problem(error, tmp_path) == "2:1: colums: 不认识的键,是否想写 columns?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2", "2:1: a: 这个键写了两次"),
        ("? [a]\n: 1", "1:3: 键应为文字"),
        ("~: 1", "1:1: 键应为文字"),
        ("<<: {a: 1}", "1:1: <<: 不认识的键"),
    ],
)
def test_wrong_keys(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        read(tmp_path, text).table(["a", "b"])
    assert problem(error, tmp_path).startswith(told)


def test_plain_data_knows_double_keys_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="这个键写了两次"):
        read(tmp_path, "a: {b: 1, b: 2}").data()


def test_words_of_an_enumeration(tmp_path: Path) -> None:
    some = table(tmp_path, "a: budget\nb: bugdet\nc: 预算")
    assert some.word("a", Role) is Role.BUDGET
    assert some.word("d", Role) is None
    assert some.word("d", ["x", "y"], "y") == "y"
    with pytest.raises(ConfigError, match="2:4: b: 不认识的值 bugdet,是否想写 budget"):
        some.word("b", Role)
    with pytest.raises(ConfigError, match="c: 不认识的值 预算,可写: x y"):
        some.word("c", ["x", "y"])


def test_a_table_reads_its_keys_and_their_defaults(tmp_path: Path) -> None:
    some = table(tmp_path, "name: 郯城\nwords: [a, b]\nn: 3\nf: 0.5\nyes: on\nday: 2023-01-02\nempty:\ninner: {a: 1}\n")
    assert list(some) == ["name", "words", "n", "f", "yes", "day", "empty", "inner"]
    assert (some.text("name"), some.text("none", ""), some.text("empty", "x")) == ("郯城", "", "x")
    assert (some.texts("words"), some.texts("none")) == (("a", "b"), ())
    assert (some.integer("n", 1), some.integer("none", 1)) == (3, 1)
    assert (some.number("f", 1.0), some.number("empty", 1.0)) == (0.5, 1.0)
    assert (some.flag("yes"), some.flag("none", default=True)) == (True, True)
    assert (some.day("day"), some.day("none")) == (date(2023, 1, 2), None)
    assert some.table("inner", ["a"]).integer("a", 0) == 1
    assert list(some.table("none", ["a"])) == []
    assert some.node.line == 1


def test_a_needed_key_that_is_missing_or_empty(tmp_path: Path) -> None:
    some = table(tmp_path, "first: {name: }\n").table("first")
    with pytest.raises(ConfigError) as error:
        some.text("name")
    assert problem(error, tmp_path) == "1:8: first: 缺少 name"


def test_paths_lead_into_lists_and_mappings(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        [one.table(["id"]) for one in table(tmp_path, "sites:\n  - id: a\n  - idd: b\n").items("sites")]
    assert problem(error, tmp_path) == "3:5: sites[1].idd: 不认识的键,是否想写 id?"
    with pytest.raises(ConfigError, match=r"2:10: a\.b\[1\]: 不能为空"):
        table(tmp_path, "a:\n  b: [x, '']").table("a").texts("b")


def test_problems_are_collected_where_a_list_is_given(tmp_path: Path) -> None:
    problems: list[ConfigError] = []
    text = "a: [1]\nb: 2023-13-01\nc: nowhere\nd: -1\ne: x\nf: x\ng: x\nzz: 1"
    node = yamlfile.read(write(tmp_path, text), problems)
    assert node is not None
    some = node.table("abcdefgh")
    assert some.text("a") == ""
    assert some.day("b") == date.min
    assert isinstance(some.word("c", Role), Role)
    assert (some.number("d", 1.0), some.integer("d", 1), some.flag("e")) == (0.0, 0, False)
    assert (some.items("f"), list(some.table("g")), some.text("h")) == ((), [], "")
    some.problem("whole")
    some.problem("one", "f")
    places = [str(one).removeprefix(f"{tmp_path / 'some.yaml'}:").split(" ")[0] for one in problems]
    assert places == ["8:1:", "1:4:", "2:4:", "3:4:", "4:4:", "4:4:", "5:4:", "6:4:", "7:4:", "1:1:", "1:1:", "6:4:"]


@pytest.mark.parametrize("raw", [b"", b"a: [", b"\xff\xfe", b"a: \x00", b"a: &a [*a]"])
def test_an_unreadable_file_is_collected_too(raw: bytes, tmp_path: Path) -> None:
    problems: list[ConfigError] = []
    assert yamlfile.read(write(tmp_path, raw), problems) is None
    assert len(problems) == 1


def test_nearest_word() -> None:
    assert yamlfile.nearest("colums", ["name", "columns"]) == "columns"
    assert yamlfile.nearest("xyz", ["name", "columns"]) == ""
    assert yamlfile.did_you_mean("xyz", [f"word{n}" for n in range(99)]) == ""
    assert yamlfile.did_you_mean("xyz", []) == ""


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(value=PLAIN)
def test_what_is_dumped_is_read_back(value: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("dump")
    text = yaml.safe_dump({"key": value})
    assert read(folder, text).data() == {"key": value}


@given(raw=st.binary(max_size=200) | st.text(alphabet="ab:[]{}&*-\n\t'\"#|> ", max_size=80).map(str.encode))
def test_no_bytes_end_in_anything_but_a_clear_error(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    problems: list[ConfigError] = []
    node = yamlfile.read(write(tmp_path_factory.mktemp("any"), raw), problems)
    if node is not None:
        node.data()
    assert all(len(str(one).splitlines()) == 1 for one in problems)
