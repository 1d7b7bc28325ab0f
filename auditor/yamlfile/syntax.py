"""Text becomes composed nodes here; this module alone knows the traps of YAML's syntax and how to tell them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from auditor.errors import ConfigError, UsageError, os_reason

MAX_SIZE = 20_000_000  # bytes; a list of all counties with all their columns takes a tenth of it
MAX_NODES = 2_000_000  # after aliases are expanded: a few lines of aliases can stand for billions of values
MAX_DEPTH = 60  # the composer of libyaml recurses in C: very deep nesting would end the process

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is seven times faster
# A part of libyaml's or PyYAML's own message → what to tell the user; the first that fits.
_SYNTAX = (
    ("tab character", "缩进处有制表符(Tab),YAML 只能用空格缩进"),
    ("cannot start any token", "值不能以此字符开头,请给值加引号"),
    ("mapping values are not allowed", "此处不应有冒号:缩进不齐,上一行没有写完,或值里的冒号没有加引号"),
    ("could not find expected ':'", "这一行缺少“: ”(半角冒号加空格)"),
    ("unexpected end of stream", "引号没有闭合"),
    ("',' or ']'", "方括号没有闭合,或少了逗号"),
    ("',' or '}'", "花括号没有闭合,或少了逗号"),
    ("node content", "方括号没有闭合,或逗号前后少了值"),
    ("undefined alias", "引用了没有定义的锚(*名称)"),
    ("duplicate anchor", "同一个锚(&名称)定义了两次"),
    ("another document", "一个文件只能有一个 YAML 文档(多了一行 ---)"),
    ("unknown escape", "双引号里有不认识的转义,请改用单引号"),
    ("'-' indicator", "列表与键混在同一层,或缩进不齐"),
    ("<block end>", "列表与键混在同一层,或缩进不齐"),
    ("expected key", "缩进不齐"),
    ("nested too deep", f"嵌套过深(超过 {MAX_DEPTH} 层)"),
)
_UNCLOSED = ("引号没有闭合", "方括号没有闭合", "花括号没有闭合")


@dataclass(frozen=True, slots=True)
class File:
    """A file as the user named it, and the list that collects its problems – without one they are raised."""

    name: str
    problems: list[ConfigError] | None

    def problem(self, message: str, line: int = 0, column: int = 0) -> None:
        """Raise or collect a ConfigError; *line* and *column* are 1-based, 0 for the file as a whole."""
        error = ConfigError(message, file=self.name, line=line, column=column)
        if self.problems is None:
            raise error
        self.problems.append(error)


def compose(path: Path, file: File) -> yaml.Node | None:
    """Return the root node of the file at *path*, or None where it is empty or (with collected problems) unreadable."""
    text = _text(path, file)
    if text is None:
        return None
    root: yaml.Node | None = None
    try:
        _check_depth(text)
        root = yaml.compose(text, Loader=_LOADER)
        if root is None:
            file.problem("文件是空的")
    except yaml.MarkedYAMLError as error:
        _tell(error, text, file)
    except yaml.reader.ReaderError as error:
        line, column = _place(text[: error.position])
        file.problem("有不可打印的控制字符,请删去", line, column)
    if root is None:
        return None
    count, depth = _weigh(root, {})
    if count > MAX_NODES or depth > MAX_DEPTH + 1:
        file.problem("锚与别名(& *)展开后过大,或引用了自身")
        return None
    return root


def _text(path: Path, file: File) -> str | None:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"文件不存在: {file.name}") from None
    except OSError as error:
        raise UsageError(f"文件读不了: {file.name}({os_reason(error)})") from None
    if len(raw) > MAX_SIZE:
        file.problem(f"文件过大(超过 {MAX_SIZE // 1_000_000} MB)")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(error.object[: error.start].decode("utf-8-sig"))
        file.problem("不是 UTF-8 编码(可能是 GBK),请另存为 UTF-8", line, column)
        return None


def _place(before: str) -> tuple[int, int]:
    """Return the 1-based line and column behind the text *before*."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark: Any = event.start_mark
                raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _weigh(node: yaml.Node, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Return how many nodes this one stands for, and how deep, with its aliases expanded."""
    if isinstance(node, yaml.ScalarNode):
        return 1, 1
    if id(node) not in known:
        known[id(node)] = MAX_NODES + 1, 1  # met again inside itself: endless
        pairs = isinstance(node, yaml.MappingNode)
        children = [one for pair in node.value for one in pair] if pairs else node.value
        weights = [_weigh(child, known) for child in children] or [(0, 0)]
        known[id(node)] = 1 + sum(count for count, _ in weights), 1 + max(depth for _, depth in weights)
    return known[id(node)]


def _tell(error: yaml.MarkedYAMLError, text: str, file: File) -> None:
    said = f"{error.problem or ''} {error.context or ''}"
    message = next((chinese for part, chinese in _SYNTAX if part in said), "YAML 写法有误")
    mark = error.problem_mark
    if mark is None or (message.startswith(_UNCLOSED) and error.context_mark is not None):
        mark = error.context_mark
    if mark is None:
        file.problem(message)
        return
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    before = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[mark.column : mark.column + 1] == "\t":
        message = "缩进处有制表符(Tab),YAML 只能用空格缩进"
    elif "：" in line + before and not message.startswith(_UNCLOSED):
        message += ";附近有全角冒号“：”,应为半角冒号加空格"
    file.problem(message, mark.line + 1, mark.column + 1)
