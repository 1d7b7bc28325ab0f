"""Composed nodes are read as typed values here; this module alone knows what a wrong value is told like."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any, TypeVar

import yaml

from auditor.yamlfile.nearest import did_you_mean, nearest
from auditor.yamlfile.syntax import File

Word = TypeVar("Word", bound=str)

_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TRUE = frozenset({"yes", "true", "on"})
_SHAPES = {"map": "键值", "seq": "列表", "str": "文字", "int": "数字", "float": "数字", "bool": "是否值(true/false)"}
_SHAPES |= {"timestamp": "日期", "null": "空值"}


@dataclass(frozen=True, slots=True)
class Node:
    """A value, with `path` as people write it (`sites[0].columns[2].url`) and 1-based `line` and `column`."""

    path: str
    _node: yaml.Node
    _file: File

    @property
    def line(self) -> int:
        """The 1-based line where the value starts."""
        return int(self._node.start_mark.line) + 1

    @property
    def shape(self) -> str:
        """One of map, seq, str, int, float, bool, timestamp, null – or a tag that nobody here reads."""
        if isinstance(self._node, yaml.MappingNode):
            return "map"
        if isinstance(self._node, yaml.SequenceNode):
            return "seq"
        return str(self._node.tag).removeprefix(_TAG)

    def problem(self, message: str) -> None:
        """Report that this value is wrong: raises ConfigError, or collects it."""
        mark = self._node.start_mark
        self._file.problem(f"{self.path}: {message}" if self.path else message, mark.line + 1, mark.column + 1)

    def _is(self, wanted: str, *shapes: str) -> bool:
        if self.shape in shapes:
            return True
        hint = ",请加引号" if wanted == "文字" and self.shape in {"int", "float", "bool", "timestamp"} else ""
        self.problem(f"应为{wanted},却是{_SHAPES.get(self.shape, self.shape)}{hint}")
        return False

    def text(self) -> str:
        """Return a text that is not blank, without its outer blanks."""
        if not self._is("文字", "str"):
            return ""
        text = str(self._node.value).strip()
        if not text:
            self.problem("不能为空")
        return text

    def literal(self) -> str:
        """Return a single value as it is written, whatever type it could be taken for (`null` in a list of words)."""
        if isinstance(self._node, yaml.ScalarNode) and self._node.value:
            return str(self._node.value)
        self.problem("应为一个词,且不能为空")
        return ""

    def number(self) -> float:
        """Return a finite number that is not negative."""
        found: Any = self.data() if self._is("数字", "int", "float") else 0.0
        if isinstance(found, str) or not isfinite(found) or found < 0:
            self.problem(f"应为不小于 0 的数,却是 {self._node.value}")
            return 0.0
        return float(found)

    def integer(self) -> int:
        """Return a whole number that is not negative."""
        found: Any = self.data() if self._is("整数", "int", "float") else 0
        if not isinstance(found, int) or found < 0:
            self.problem(f"应为不小于 0 的整数,却是 {self._node.value}")
            return 0
        return found

    def flag(self) -> bool:
        """Return true or false."""
        return bool(self.data()) if self._is("是否值(true/false)", "bool") else False

    def day(self) -> date:
        """Return a date written YYYY-MM-DD."""
        if self._is("日期", "timestamp", "str"):
            try:
                return _day(str(self._node.value))
            except ValueError:
                self.problem(f"不是日期: {_short(self._node.value)}(应写成 2023-12-31)")
        return date.min

    def word(self, words: Iterable[Word]) -> Word:
        """Return the one of *words* (an enumeration, a list) that is written here."""
        known = {str(word): word for word in words}
        written = self.text()
        if written in known:
            return known[written]
        if written:
            self.problem(f"不认识的值 {_short(written)}{did_you_mean(written, known)}")
        return next(iter(known.values()))

    def items(self) -> tuple["Node", ...]:
        """Return the items of a list."""
        if not self._is("列表", "seq"):
            return ()
        return tuple(Node(f"{self.path}[{at}]", item, self._file) for at, item in enumerate(self._node.value))

    def table(self, known: Iterable[str] | None = None) -> "Table":
        """Return the keys and values here; with *known*, every other key is reported with the nearest known one."""
        values: dict[str, Node] = {}
        names = None if known is None else tuple(known)
        meant = set[str]()
        for key, value in self._node.value if self._is("键值", "map") else ():
            name = str(key.value)
            prefix = f"{self.path}.{name}" if self.path else name
            place = Node(prefix, key, self._file)
            if not isinstance(key, yaml.ScalarNode) or key.tag == f"{_TAG}null":
                Node(self.path, key, self._file).problem("键应为文字")
            elif names is not None and name not in names:
                place.problem(f"不认识的键{did_you_mean(name, names)}")
                meant.add(nearest(name, names) or "")
            elif name in values:
                place.problem("这个键写了两次")
            else:
                values[name] = Node(prefix, value, self._file)
        return Table(self, values, meant=frozenset(meant), whole=self.shape == "map")

    def data(self) -> Any:  # noqa: ANN401 - whatever YAML can hold
        """Return plain values: dict, list, str, int, float, bool, date, None; whatever else is meant stays a text."""
        shape, value = self.shape, self._node.value
        if shape == "map":
            return {name: node.data() for name, node in self.table().values.items()}
        if shape == "seq":
            return [node.data() for node in self.items()]
        return _scalar(shape, str(value))


@dataclass(frozen=True, slots=True)
class Table:
    """The keys and values of one mapping. A key without a value (or with null) counts as not written.

    `meant` are keys that are written wrongly, `whole` is false where there is no mapping at all: both are told once.
    """

    node: Node
    values: dict[str, Node]
    meant: frozenset[str] = frozenset()
    whole: bool = True

    def __iter__(self) -> Iterator[str]:
        """Go through the keys that are written, in the order of the file."""
        return iter(self.values)

    def get(self, key: str, *, needed: bool = False) -> Node | None:
        """Return the value under *key*, or None; a needed one that is missing is reported."""
        node = self.values.get(key)
        if node is not None and node.shape != "null":
            return node
        if needed and self.whole and key not in self.meant:
            self.node.problem(f"缺少 {key}")
        return None

    def problem(self, message: str, key: str = "") -> None:
        """Report that the value under *key*, or the whole mapping, is wrong."""
        self.values.get(key, self.node).problem(message)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; needed where there is no *default*."""
        node = self.get(key, needed=default is None)
        return node.text() if node else default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list; empty where the key is not written."""
        return tuple(node.text() for node in self.items(key))

    def number(self, key: str, default: float) -> float:
        """Return a number ≥ 0."""
        node = self.get(key)
        return node.number() if node else default

    def integer(self, key: str, default: int) -> int:
        """Return a whole number ≥ 0."""
        node = self.get(key)
        return node.integer() if node else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        node = self.get(key)
        return node.flag() if node else default

    def day(self, key: str) -> date | None:
        """Return a date, or None where the key is not written."""
        node = self.get(key)
        return node.day() if node else None

    def days(self) -> tuple[tuple[str, date], ...]:
        """Return each key with its day, or with every one of its list of days, sorted."""
        found = ((key, one) for key, node in self.values.items() for one in _each(node))
        return tuple(sorted((key, one.day()) for key, one in found))

    def word(self, key: str, words: Iterable[Word], default: Word | None = None) -> Word | None:
        """Return one of *words*; the *default* where the key is not written."""
        node = self.get(key)
        return node.word(words) if node else default

    def data(self, key: str) -> dict[str, Any]:
        """Return the mapping under *key* as plain values; empty where the key is not written."""
        node = self.get(key)
        found = node.data() if node and node.table() else {}
        return found if isinstance(found, dict) else {}

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the items of a list; empty where the key is not written."""
        node = self.get(key)
        return node.items() if node else ()

    def table(self, key: str, known: Iterable[str] | None = None) -> "Table":
        """Return the mapping under *key*; an empty one where the key is not written."""
        node = self.get(key)
        return node.table(known) if node else Table(self.node, {})


def _each(node: Node) -> tuple[Node, ...]:
    return node.items() if node.shape == "seq" else (node,)


def _day(written: str) -> date:
    if not _DAY.fullmatch(written):
        raise ValueError(written)
    return date.fromisoformat(written)


def _short(text: str) -> str:
    """Return *text* on one line, cut where it is long: messages quote it."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"  # noqa: PLR2004 - a glance is enough to find it


def _scalar(shape: str, written: str) -> Any:  # noqa: ANN401 - whatever YAML can hold
    if shape in {"null", "bool"}:
        return written.lower() in _TRUE if shape == "bool" else None
    try:
        if shape == "int" and _WHOLE.fullmatch(written):
            return int(written)
        if shape in {"int", "float"}:
            return float(written)
        if shape == "timestamp":
            return _day(written)
    except ValueError:  # 0x1F, 1:30, a time of day, an impossible day: nobody means them here
        pass
    return written
