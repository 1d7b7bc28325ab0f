"""What the scripts of a page say: this file alone gathers their variables, objects and what they write where.

Only what is certain without running them counts: a literal, set once, in a statement that runs in any case.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from auditor.extract import literals
from auditor.extract.literals import Tree
from auditor.extract.page import Page

PATH = r"[A-Za-z_$][\w$]*(?:\.[\w$]+)*"
_VARIABLE = re.compile(rf"(?:(?:var|let|const)\s+)?(?:(?:window|self)\s*\.\s*)?({PATH})\s*=(?!=)\s*")
_NEXT = re.compile(rf"\s*,\s*({PATH})\s*=(?!=)\s*")
_MODEL = re.compile(
    rf"(?:(?:var|let|const)\s+)?(?:{PATH}\s*=\s*)?(?:new\s+Vue|avalon\s*\.\s*define|(?:Vue\s*\.\s*)?createApp)\s*\(\s*"
)
_WRITE = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(\s*")
_PUT = re.compile(
    r"(?:(?:(?:\$|jQuery)\s*\(|document\s*\.\s*querySelector\s*\()\s*[\"']#([\w\-]+)[\"']\s*\)"
    r"|document\s*\.\s*getElementById\s*\(\s*[\"']([\w\-]+)[\"']\s*\))"
    r"\s*\.\s*(?:(?:html|text|append)\s*\(|(?:innerHTML|innerText|textContent)\s*=(?!=))\s*"
)
_SET = re.compile(r"(?<![\w$])([\w$]++)\s*+[-+|&?]{0,2}=(?!=)")
_MEMBER = re.compile(r"\.\s*+([\w$]++)\s*+[-+|&?]{0,2}=(?!=)")
_INDEXED = re.compile(r"([\w$]++)\s*+\[([^\[\]\n]{1,60})\]\s*+=(?!=)")  # vm["info"] = d, info[key] = d
_MERGED = re.compile(r"(?:\$set|Vue\s*\.\s*set|Object\s*\.\s*assign|\.\s*(?:extend|merge|setState))\s*\(([^;]{0,160})")
_NAME = re.compile(r"[\w$]+")
_QUOTES = "\"'`"
_OPERAND = re.compile(PATH)
_PLUS = re.compile(r"\s*\+\s*")
_END = re.compile(r"\s*(?:\)[\s\S]*)?")
_TAG = re.compile(r"<[^<>]*>")
_MOST = 200  # objects that are looked at


class Told:
    """What the scripts of *page* say without being run."""

    def __init__(self, page: Page) -> None:
        self.root: Tree = {}
        self.puts: dict[str, list[str]] = {}  # id → what is put there
        self.writes: list[str] = []
        self.made: set[str] = set()  # what has no name in the code: models, and the contents of JSON scripts
        codes: list[str] = []
        for node in page.tree.css("script"):
            content = node.text()
            if "json" in (node.attributes.get("type") or "").lower():
                self._make(f"{node.attributes.get('id') or 'json'}{len(self.root)}", _parsed(content))
            elif content.strip():
                codes.append(literals.without_comments(content))
        self.code = "\n".join(codes)
        self.assigned = Counter(_SET.findall(self.code))
        self.members = frozenset(_MEMBER.findall(self.code))
        for code in codes:
            for statement in literals.statements(code):
                self._read(statement)

    def written(self) -> str:
        """Return the markup that the scripts write or put into the page."""
        return "".join([*self.writes, *(one for said in self.puts.values() for one in said if "</" in one)])

    def writes_in(self, code: str) -> str:
        """Return the text that *code* writes on the spot, "" where that is not certain."""
        made = literals.statements(literals.without_comments(code))
        said = [self._said(one, found.end()) for one in made if (found := _WRITE.match(one))]
        return plain("".join(one for one in said if one)) if all(said) else ""

    def put(self, name: str) -> str:
        """Return the text put into the element with the id *name*, "" where other code knows the element too."""
        said = self.puts.get(name, [])
        known = re.findall(rf"[\"'#]{re.escape(name)}[\"'\s]", self.code)
        return plain(said[0]) if len(said) == len(known) == 1 else ""

    def named(self, path: str) -> str:
        """Return the text that *path* names as a variable or a datum of a model, "" where it names none or several."""
        scopes = ["", *(f"{one}{inner}." for one in self.made for inner in ("", ".data"))]
        whole = {scope + path for scope in scopes}
        found = {one: said for one in whole if isinstance(said := _walk(self.root, one.split(".")), str)}
        texts = set(found.values())
        return plain(texts.pop()) if len(texts) == 1 and all(map(self.settled, found)) else ""

    def settled(self, path: str) -> bool:
        """Tell whether the code nowhere sets what *path* leads to, or a part of the way there, once more."""
        parts = path.split(".")
        made = parts[0] in self.made
        if made:
            parts = parts[2 if parts[1:2] == ["data"] else 1 :]
        if self._assigned(parts) > (0 if made else 1):
            return False
        for target, key in _INDEXED.findall(self.code):
            name = key.strip(f"{_QUOTES} ")
            if target in parts or name in parts or (made and key.strip()[0] not in _QUOTES):
                return False
        return not any(made or set(parts) & set(_NAME.findall(said)) for said in _MERGED.findall(self.code))

    def objects(self) -> Iterator[tuple[str, Tree]]:
        """Yield every object in the scripts with its path; those in lists are other documents'."""
        waiting: list[tuple[str, Tree]] = [("", self.root)]
        for path, one in waiting:
            yield path, one
            waiting += [(f"{path}.{key}".strip("."), low) for key, low in one.items() if isinstance(low, dict)]
            if len(waiting) > _MOST:
                return

    def _assigned(self, parts: list[str]) -> int:
        """Count how often the code sets what *parts* name, one by one."""
        return sum(self.assigned[part] for part in parts)

    def _read(self, statement: str) -> None:
        if found := _PUT.match(statement):
            said = self._said(statement, found.end())
            self.puts.setdefault(found[1] or found[2], []).extend([] if said is None else [said])
        elif found := _WRITE.match(statement):
            self.writes.append(self._said(statement, found.end()) or "")
        elif found := _MODEL.match(statement):
            self._make(f"model{len(self.root)}", literals.tree(statement, statement.find("{", found.end()))[0])
        else:
            self._variables(statement)

    def _variables(self, statement: str) -> None:
        found = _VARIABLE.match(statement)
        while found:
            made: str | Tree | None
            made, end = literals.tree(statement, found.end())
            if made is None:
                made, end = literals.text(statement, found.end())
            following = _NEXT.match(statement, end)
            if statement[end:].strip() and not following:
                made = self._said(statement, found.end())  # more than a literal: "a" + b
            self._take(found[1], made)
            found = following

    def _make(self, name: str, value: Tree | None) -> None:
        self.made.add(name)
        self._take(name, value)

    def _take(self, name: str, value: "str | Tree | None") -> None:
        if value is not None:
            self.root[name] = value

    def _said(self, statement: str, at: int) -> str | None:
        """Return the text that the expression at *at* makes: literals and variables joined by plus signs."""
        made = ""
        while True:
            said, end = literals.text(statement, at)
            if said is None and (found := _OPERAND.match(statement, at)):
                said, end = self._variable(found[0]), found.end()
            if said is None:
                return None
            made += said
            if not (plus := _PLUS.match(statement, end)):
                return made if _END.fullmatch(statement, end) else None
            at = plus.end()

    def _variable(self, path: str) -> str | None:
        said = self.root.get(path) or _walk(self.root, path.split("."))
        return said if isinstance(said, str) and self._assigned(path.split(".")) <= 1 else None


def plain(markup: str) -> str:
    """Return the text of a little markup."""
    return html.unescape(_TAG.sub("", markup)).strip()


def _walk(one: Tree, parts: list[str]) -> "str | Tree | None":
    found: str | Tree | None = one
    for part in parts:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _parsed(content: str) -> Tree | None:
    try:
        made = _tree(json.loads(content), 0)
    except (ValueError, RecursionError):
        return None
    return made if isinstance(made, dict) else None


def _tree(value: Any, depth: int) -> "str | Tree | None":  # noqa: ANN401 - JSON
    if isinstance(value, dict) and depth <= literals.DEEPEST:
        made = {key: _tree(low, depth + 1) for key, low in value.items()}
        return {key: low for key, low in made.items() if low is not None}
    if isinstance(value, bool):
        return None
    return str(value) if isinstance(value, (str, int, float)) else None
