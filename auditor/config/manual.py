"""Points that people give by hand, in a CSV file; this module alone knows its columns and what a wrong row is told.

The file is what Excel writes: 单位,指标,得分,依据,评分人, in UTF-8 or in GBK.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from auditor.errors import ConfigError, UsageError, os_reason
from auditor.model import Indicator, ManualScore, Ruleset, Site
from auditor.yamlfile import did_you_mean, nearest

COLUMNS = ("单位", "指标", "得分", "依据", "评分人")
NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class ManualRow:
    """One row: `unit` is a site's id or name, `indicator` an indicator's id, number or title, `points` as written."""

    line: int
    unit: str
    indicator: str
    points: str
    basis: str
    scorer: str


@dataclass(frozen=True, slots=True)
class ManualFile:
    """The rows of a file of manual points."""

    path: str
    rows: tuple[ManualRow, ...]

    def of(self, sites: Sequence[Site]) -> "ManualFile":
        """Return the rows about *sites* alone."""
        names = {name for site in sites for name in (site.id, site.name)}
        return replace(self, rows=tuple(row for row in self.rows if row.unit in names))

    def by_site(self, sites: Sequence[Site], ruleset: Ruleset) -> Mapping[str, Mapping[str, ManualScore]]:
        """Return site id → indicator id → points.

        Raises:
            UsageError: The rule set gives no points.
            ConfigError: A row names no such unit or no manual indicator, its points are none or are out of range, it
                says nothing of its grounds or scorer, or it comes twice; all such rows, each with its line.
        """
        if ruleset.full_marks is None:
            raise UsageError(f"规则集 {ruleset.id} 不设分值,不能带评分表")
        found: dict[str, dict[str, ManualScore]] = {site.id: {} for site in sites}
        leaves = list(_leaves(ruleset.indicators, ""))
        problems = []
        for row in self.rows:
            try:
                leaf = _leaf(row, leaves)
                _put(found[_site(row, sites).id], leaf, row)
            except ValueError as error:
                problems.append((row.line, str(error)))
        if problems:
            (line, told), *others = problems
            told += "".join(f";第 {other} 行: {said}" for other, said in others)
            raise ConfigError(told, file=self.path, line=line, column=1)
        return found


def _put(given: dict[str, ManualScore], leaf: Indicator, row: ManualRow) -> None:
    if leaf.id in given:
        raise ValueError(f"{row.unit} 的指标 {row.indicator} 写了两次")
    given[leaf.id] = ManualScore(_points(row, leaf), row.basis, row.scorer)


def read_manual(path: Path) -> ManualFile:
    """Read a file of manual points.

    Raises:
        UsageError: There is no such file, or it cannot be read.
        ConfigError: It is no CSV with those columns.
    """
    if path.suffix.lower() in {".xlsx", ".xls"}:
        raise UsageError(f"{path}: 请在表格软件里另存为 CSV 再用")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"文件读不了: {path}({os_reason(error)})") from None
    rows = csv.reader(io.StringIO(_decoded(raw, path), newline=""))
    try:
        head = [cell.strip() for cell in next(rows, [])]
        if sorted(head) != sorted(COLUMNS):
            raise ConfigError(f"表头应为 {','.join(COLUMNS)}", file=str(path), line=1, column=1)
        found = ((rows.line_num, row) for row in rows)
        return ManualFile(str(path), tuple(_rows(found, head, path)))
    except csv.Error as error:
        raise ConfigError(f"不是 CSV({error})", file=str(path), line=rows.line_num, column=1) from None


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # Excel on a Chinese Windows writes the latter
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError("既不是 UTF-8 也不是 GBK 编码", file=str(path))


def _rows(rows: Iterable[tuple[int, Sequence[str]]], head: Sequence[str], path: Path) -> Iterator[ManualRow]:
    for line, row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(head):
            told = f"应有 {len(head)} 格,却有 {len(cells)} 格"
            raise ConfigError(told, file=str(path), line=line, column=1)
        unit, indicator, points, basis, scorer = (cells[head.index(name)] for name in COLUMNS)
        yield ManualRow(line, unit, indicator, points, basis, scorer)


def _leaves(indicators: Iterable[Indicator], above: str) -> Iterator[tuple[str, Indicator]]:
    """Yield every leaf with its number in the tree (1.2), as the reports print it."""
    for place, one in enumerate(indicators, start=1):
        if one.children:
            yield from _leaves(one.children, f"{above}{place}.")
        else:
            yield f"{above}{place}", one


def _site(row: ManualRow, sites: Sequence[Site]) -> Site:
    found = [site for site in sites if row.unit in (site.id, site.name)]
    if not found:
        known = [name for site in sites for name in (site.id, site.name) if name]
        raise ValueError(f"没有单位 {row.unit}{did_you_mean(row.unit, dict.fromkeys(known))}")
    return found[0]


def _leaf(row: ManualRow, leaves: Sequence[tuple[str, Indicator]]) -> Indicator:
    """Return the leaf that a row names by its id, else by its number, else by its title."""
    found = [one for _, one in leaves if row.indicator == one.id]
    found = found or [one for number, one in leaves if row.indicator == number]
    found = found or [one for _, one in leaves if row.indicator == one.title]
    if not found:
        raise ValueError(f"没有指标 {row.indicator}{_hint(row, leaves)}")
    if len(found) > 1:
        raise ValueError(f"有 {len(found)} 个指标叫 {row.indicator},请写 id: {' '.join(one.id for one in found)}")
    (leaf,) = found
    if leaf.rules:
        raise ValueError(f"指标 {row.indicator} 由规则评判,不能手工评分")
    return leaf


def _hint(row: ManualRow, leaves: Sequence[tuple[str, Indicator]]) -> str:
    """Name the indicator that was likely meant, else all that may be written."""
    manual = [(number, one) for number, one in leaves if not one.rules]
    likely = nearest(row.indicator, [name for _, one in manual for name in (one.id, one.title)])
    if likely:
        return f",是否想写 {likely}?"
    return f",可写: {'、'.join(f'{number} {one.id}({one.title})' for number, one in manual)}"


def _points(row: ManualRow, leaf: Indicator) -> float | None:
    for name, cell in (("依据", row.basis), ("评分人", row.scorer)):
        if not cell:
            raise ValueError(f"缺{name}")
    if row.points == NOT_APPLICABLE:
        return None
    if leaf.points is None:
        raise ValueError(f"指标 {row.indicator} 没有分值,只能写 {NOT_APPLICABLE}")
    try:
        points = float(row.points)
    except ValueError:
        raise ValueError(f"得分应为数字或 {NOT_APPLICABLE},却是 {row.points or '(空)'}") from None
    if not isfinite(points) or not 0 <= points <= leaf.points:
        raise ValueError(f"得分 {row.points} 不在 0 到 {leaf.points:g} 之间")
    return points
