"""Expressions in CEL, checked before they run; this module alone knows the library and how an evaluation is bounded.

CEL has no loops but `all`, `exists`, `exists_one`, `filter` and `map` over lists; their nesting, the length of an
expression and the size of every list and text it can see are bounded, so that no rule can run long.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from auditor.kinds._cel_words import in_chinese, type_name

MAX_SIZE = 2000  # characters of an expression
MAX_DEPTH = 20  # brackets inside each other
MAX_LOOPS = 2  # loops inside each other
MAX_ITEMS = 200  # of a list
MAX_TEXT = 2000  # characters of a text

LOOPS = frozenset({"all", "exists", "exists_one", "filter", "map"})
FUNCTIONS = frozenset({"size", "contains", "startsWith", "endsWith", "matches", "max", "min"})
FUNCTIONS |= {"string", "int", "uint", "double", "timestamp", "duration", "getFullYear", "getMonth", "getDate"}
FUNCTIONS |= {"getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes", "getSeconds"}
_TOKEN = re.compile(
    r"""(?P<text>[rRbB]{0,2}(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))"""
    r"|(?P<note>//[^\n]*)|(?P<word>[A-Za-z_]\w*)|(?P<sign>[()\[\]{}.,])|(?P<other>\S)",
    re.DOTALL,
)
_PLACE = re.compile(r"<input>:(\d+):(\d+): (?:Syntax error: )?([^\n]*)")
_WORDS = frozenset({"true", "false", "null", "in"})


class WrongExpression(ValueError):  # noqa: N818 - it is wrong, and the caller's mistake
    """An expression that cannot be used; the message says what is wrong and, where known, at which place in it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression; `paths` are the values it names (`links.attachments`)."""

    source: str
    paths: frozenset[str]
    _program: Any = field(repr=False)

    def evaluate(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the expression gives
        """Return the result over *values*; raises whatever the library raises where there is none."""
        return self._program.execute(dict(values))

    def names(self, path: str) -> bool:
        """Tell whether the expression uses *path*, something inside it or something that it is a part of."""
        return any(f"{one}.".startswith(f"{path}.") or f"{path}.".startswith(f"{one}.") for one in self.paths)


@cache
def compiled(source: str) -> Expression:
    """Compile *source*, once. Raises WrongExpression where it is too big or no CEL."""
    if len(source) > MAX_SIZE:
        raise WrongExpression(f"表达式过长({len(source)} 字符,至多 {MAX_SIZE})")
    _check_nesting(source)
    import cel  # noqa: PLC0415 - it costs a fifth of a second

    try:
        program = cel.compile(source)
    except ValueError as error:
        found = _PLACE.search(str(error))
        if found is None:
            raise WrongExpression(f"语法错误({in_chinese(str(error))})") from None
        raise WrongExpression(f"第{found[1]}行第{found[2]}列: 语法错误({in_chinese(found[3])})") from None
    return Expression(source, frozenset(".".join(path) for path, _ in _chains(source)), program)


def check(expression: Expression, sample: Mapping[str, Any], wanted: type) -> None:
    """Try an expression on a *sample* that holds every value there is.

    Raises:
        WrongExpression: It names a value or a function that is not there, mixes types, or does not give *wanted*.
    """
    for path, at in _chains(expression.source):
        _check_path(path, at, sample)
    for name in sorted(set(expression._program.functions()) - FUNCTIONS - LOOPS):  # noqa: SLF001 - of this module
        if name.isidentifier() and not name.startswith("_"):
            raise WrongExpression(f"没有函数 {name}{_hint(name, FUNCTIONS | LOOPS)}")
    try:
        result = expression.evaluate(sample)
    except (TypeError, RuntimeError, KeyError) as error:
        raise WrongExpression(f"类型或名称不对({in_chinese(str(error))})") from None
    except Exception:  # noqa: BLE001 - an index or a number that only real pages have
        return
    if not isinstance(result, wanted):
        said = {bool: "真假值(true/false)", str: "文字"}[wanted]
        raise WrongExpression(f"结果应为{said},却是{type_name(type(result).__name__)}")


def bounded(value: Any, path: str, cut: set[str]) -> Any:  # noqa: ANN401 - any plain value
    """Return *value* with its lists and texts cut to size; the paths of what was cut are added to *cut*."""
    if isinstance(value, str) and len(value) > MAX_TEXT:
        cut.add(path)
        return value[:MAX_TEXT]
    if isinstance(value, list):
        if len(value) > MAX_ITEMS:
            cut.add(path)
        return [bounded(one, path, cut) for one in value[:MAX_ITEMS]]
    if isinstance(value, dict):
        return {key: bounded(one, f"{path}.{key}" if path else key, cut) for key, one in value.items()}
    return value


def _check_nesting(source: str) -> None:
    """Refuse brackets and loops too deep inside each other, before any library recurses into them."""
    open_loops: list[bool] = []
    last = ""
    for token in _TOKEN.finditer(source):
        sign = token["sign"] or ""
        if sign and sign in "([{":
            open_loops.append(sign == "(" and last in LOOPS)
        elif sign and sign in ")]}" and open_loops:
            open_loops.pop()
        if len(open_loops) > MAX_DEPTH:
            raise WrongExpression(f"括号嵌套过深(至多 {MAX_DEPTH} 层)")
        if sum(open_loops) > MAX_LOOPS:
            raise WrongExpression(f"循环嵌套过深(至多 {MAX_LOOPS} 层)")
        last = token[0]


def _chains(source: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each value that is named, as (links, attachments), and where; names that a loop binds are none."""
    tokens = [one for one in _TOKEN.finditer(source) if not one["text"] and not one["note"]]
    bound = {
        after[0]
        for loop, opening, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if loop[0] in LOOPS and opening[0] == "("
    }
    for at, token in enumerate(tokens):
        inside = at > 0 and tokens[at - 1][0] == "."
        if not token["word"] or inside or token[0] in _WORDS | bound:
            continue
        path, place = [token[0]], at + 1
        while place + 1 < len(tokens) and tokens[place][0] == "." and tokens[place + 1]["word"]:
            path.append(tokens[place + 1][0])
            place += 2
        if place < len(tokens) and tokens[place][0] == "(":
            path.pop()  # a function
        if path:
            yield tuple(path), token.start()


def _check_path(path: Iterable[str], at: int, sample: Mapping[str, Any]) -> None:
    here: Any = sample
    for name in path:
        if not isinstance(here, Mapping):
            return  # what a value of another kind offers, the trial tells
        if name not in here:
            raise WrongExpression(f"第{at + 1}个字符处: 没有 {'.'.join(path)} 里的 {name}{_hint(name, here)}")
        here = here[name]


def _hint(word: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    return f",是否想写 {near[0]}?" if near else f",可写: {' '.join(names)}"
