import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract import literals

TEXTS = st.text(max_size=12)
TREES = st.recursive(TEXTS, lambda low: st.dictionaries(TEXTS, low, max_size=4), max_leaves=6)


@given(st.dictionaries(TEXTS, TREES, max_size=5))
def test_what_json_writes_is_read_back(data: dict[str, object]) -> None:
    assert literals.tree(json.dumps(data), 0)[0] == data
    assert literals.tree(json.dumps(data, ensure_ascii=False), 0)[0] == data


@given(st.text(max_size=200))
def test_no_code_is_an_error(code: str) -> None:
    literals.tree("{" + code, 0)
    list(literals.statements(literals.without_comments(code)))


@given(st.text(alphabet="{}()[]'\"`/\\\n;,:=+ax$ if", max_size=80))
def test_no_punctuation_is_an_error(code: str) -> None:
    literals.tree("{" + code, 0)
    list(literals.statements(literals.without_comments(code)))


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("{a: 'x', \"b\": `y`, 文号: '某政〔2023〕1号',}", {"a": "x", "b": "y", "文号": "某政〔2023〕1号"}),
        ("{ }", {}),
        ("{year: 2023, low: -1.5}", {"year": "2023", "low": "-1.5"}),
        ("{a: {b: {c: 'x'}}}", {"a": {"b": {"c": "x"}}}),
        # Whatever is no literal is left out, and what stands behind it is read all the same.
        ("{a: f(',', {x: 1}), b: 'y'}", {"b": "y"}),
        ("{a: 'x' + y, b: 'y'}", {"b": "y"}),
        ("{a: `x${y}`, b: 'y'}", {"b": "y"}),
        ("{a: ok ? 'x' : 'z', b: 'y'}", {"b": "y"}),
        ("{a: true, b: null, c: undefined, d: ['x', {e: 'y'}], f: 'z'}", {"f": "z"}),
        ("{a() { return '}' }, ...more, b: 'y'}", {"b": "y"}),
        ("{a: /[\"']}/g, b: 'y'}", {"b": "y"}),
        ("{a: 'it\\'s', b: '\\u90ef\\x41\\n', c: 'one\\\ntwo', d: '\\ud83d\\ude00'}", None),
        ("{a: 'x'", None),
        ("{a: 'x'; b: 'y'}", None),
        ("['x']", None),
        ("", None),
    ],
)
def test_objects(code: str, made: dict[str, object] | None) -> None:
    if code.startswith("{a: 'it"):
        made = {"a": "it's", "b": "郯A\n", "c": "onetwo", "d": "😀"}
    assert literals.tree(code, 0)[0] == made


def test_a_number_that_goes_on_is_none() -> None:
    assert literals.text("12px", 0) == (None, 0)
    assert literals.text("12;", 0) == ("12", 2)


def test_objects_too_deep_for_a_person_are_left_out() -> None:
    made, _ = literals.tree("{a:" * 50 + "'x'" + "}" * 50, 0)
    depth = 0
    while made:
        made, depth = made["a"] if isinstance(made.get("a"), dict) else None, depth + 1  # type: ignore[assignment]
    assert depth == literals.DEEPEST


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("a = 1; b = 2", ["a = 1", "b = 2"]),
        ("a = 1\nb = 2\n", ["a = 1", "b = 2"]),
        ("a = 1\n  + 2\nb = {\n x: 1\n}\n", ["a = 1\n  + 2", "b = {\n x: 1\n}"]),
        ("a =\n 1", ["a =\n 1"]),
        ("$(function () {\n a();\n b()\n})\nc()", ["a()", "b()", "c()"]),
        ("$(document).ready(function(){a()});", ["a()"]),
        ("window.onload = function(){ a() }; (function ($) { b() })(jQuery); $(() => { c() })", ["a()", "b()", "c()"]),
        ("a('//x'); // b()\n/* c() */ d('/*')", ["a('//x')", "d('/*')"]),
        # What may never run.
        ("if (x) { a() } else { b() }\nc()", ["c()"]),
        ("if (x) a(); c()", ["c()"]),
        ("if (x)\n  a()\nelse\n  b();\nc()", ["c()"]),
        ("function show() { a() }\nc()", ["c()"]),
        ("$('.more').click(function () { a() }); c()", ["$('.more').click(function () { a() })", "c()"]),
        ("for (;;) { a() }", []),
        ("c(", []),
        ("if (x) a()", []),
    ],
)
def test_statements_that_run_in_any_case(code: str, made: list[str]) -> None:
    found = [
        one for one in literals.statements(literals.without_comments(code)) if one.strip("() ") and one != "(jQuery)"
    ]
    assert found == made


@pytest.mark.parametrize(
    "code",
    [
        "\n" * 200_000,
        " " * 200_000 + "{" * 90_000,
        "(function(" + "a" * 100_000 + "{" * 100_000,
        "{a:" * 90_000,
        "a+\n" * 90_000,
        "'" * 200_001,
        "\\" * 200_000,
        "if\n" * 90_000,
        "/*" * 140_000,
        "a = 'x'\n" * 30_000,
    ],
)
def test_hostile_code_is_read_in_time(code: str) -> None:
    start = time.process_time()
    plain = literals.without_comments(code)
    list(literals.statements(plain))
    literals.tree("{" + plain, 0)
    assert time.process_time() - start < 5


def test_what_no_person_writes_is_not_read() -> None:
    assert not literals.without_comments("a" * 300_001)
