"""The disclosure block: this file alone decides which label and value pairs of a page are its metadata."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.extract import normal, unseen
from auditor.extract.lexicon import Lexicon
from auditor.extract.others import around, of_others
from auditor.extract.page import Line, Page, locate
from auditor.extract.pairs import Pair
from auditor.extract.places import Scripts
from auditor.extract.readers import readers
from auditor.model import Field, FieldName, Source

STRONG = frozenset({"index_number", "document_number", "publisher", "written_date", "published_date", "validity"})
_ROWS = 40  # rows for one field that are looked at
_GAP = 4  # lines without a label inside a block
_PROSE = 80  # characters of a line that no block holds, except as a value
_SENTENCE = 10  # characters of a sentence
_STRONG_POINTS, _OTHER_POINTS, _ENOUGH = 3, 1, 4
_BESIDE = frozenset(
    {
        "来源",
        "信息来源",
        "文章来源",
        "稿件来源",
        "浏览次数",
        "点击数",
        "点击次数",
        "阅读次数",
        "字号",
        "字体",
        "作者",
        "编辑",
        "访问次数",
        "浏览量",
        "点击量",
        "阅读量",
    }
)
_BESIDE_FIELDS = frozenset({"publisher", "published_date"})
_CHOSEN = frozenset({FieldName.VALIDITY, FieldName.DISCLOSURE_METHOD})  # what a page may show as buttons
_HEADINGS = frozenset({"h1", "h2", "h3"})
_STRUCTURED = frozenset({"table", "definition_list"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields of the block and the lines it covers (empty where the page has no block)."""

    fields: tuple[Field, ...] = ()
    lines: frozenset[int] = frozenset()

    @property
    def first(self) -> int:
        """The first line of the block, or -1."""
        return min(self.lines, default=-1)

    @property
    def last(self) -> int:
        """The last line of the block, or -1."""
        return max(self.lines, default=-1)


def read_block(page: Page, lexicon: Lexicon, seen: list[Pair] | None = None) -> Reading:
    """Read the metadata block of *page*; *seen* takes in every pair of every reader, with what became of it."""
    found = _collect(page, lexicon)
    if seen is not None:
        seen.extend(found)
    together = _clusters(page, [pair for pair in found if not pair.verdict])
    clusters = [part for one in together for part in _blocks(page, one, lexicon)]
    if not clusters:
        return Reading()
    best = max(clusters, key=_score)
    taken = [best, *(one for one in clusters if one is not best and _repeats(one, best))]
    _pass_over((pair for one in clusters if one not in taken for pair in one), "other_block")
    pairs = [pair for cluster in taken for pair in cluster]
    lines = frozenset(index for pair in pairs for index in range(pair.line, pair.last))
    return Reading(_fields(page, pairs, lexicon), lines)


def _pass_over(pairs: Iterable[Pair], verdict: str, note: str = "") -> None:
    for pair in pairs:
        pair.verdict, pair.note = verdict, note


def _collect(page: Page, lexicon: Lexicon) -> list[Pair]:
    """Ask every reader; a line that a stricter shape has taken is passed over when it is read again."""
    taken: dict[int, str] = {}
    found: list[Pair] = []
    for name, read in readers():
        for pair in read(page, lexicon):
            pair.reader = name
            pair.raw = normal.before_unknown(pair.label.field, pair.raw, lexicon, sure=name in _STRUCTURED)
            found.append(pair)
            if (first := taken.get(pair.line, name)) != name:
                _pass_over([pair], "stricter_reader", first)
                continue
            for index in range(pair.line, pair.last):
                taken.setdefault(index, name)
    return sorted(found, key=lambda pair: pair.line)


def _clusters(page: Page, pairs: Sequence[Pair]) -> list[list[Pair]]:
    clusters: list[list[Pair]] = []
    last = -_GAP * 2
    for pair in pairs:
        between = page.lines[last : pair.line] if last >= 0 else []
        near = pair.line - last <= _GAP and not any(_is_prose(line) for line in between)
        if clusters and near:
            clusters[-1].append(pair)
        else:
            clusters.append([pair])
        last = max(pair.last, last)
    return [kept for cluster in clusters if (kept := _without_headline(page, cluster))]


def _is_prose(line: Line) -> bool:
    return len(line.text) > _PROSE or (len(line.text) > _SENTENCE and line.text.endswith("。") and not line.linked)


def _without_headline(page: Page, cluster: list[Pair]) -> list[Pair]:
    """Drop the date line under the headline (发布日期 … 来源 …) where it stands close to the block."""
    by_line: dict[int, list[Pair]] = defaultdict(list)
    for pair in cluster:
        by_line[pair.line].append(pair)
    dropped: set[int] = set()
    strict = [pair for pair in cluster if pair.reader in _STRUCTURED and pair.label.field]
    structured = len({pair.label.field for pair in strict}) > 1
    for index, pairs in by_line.items():
        if pairs[0].reader in _STRUCTURED:
            continue
        fields = {pair.label.field for pair in pairs if pair.label.field}
        beside = any(pair.label.spelling in _BESIDE for pair in pairs)
        if fields <= {"published_date", "written_date"} and (
            (structured and fields == {"published_date"} and not _tabled(page, index, strict))
            or beside
            or _beside_alone(page, index, by_line, cluster)
        ):
            dropped.add(index)
            _pass_over(pairs, "headline_line")
    return [pair for pair in cluster if pair.line not in dropped]


def _tabled(page: Page, index: int, strict: list[Pair]) -> bool:
    """Tell whether the line stands in the table of the block: in the same one as a pair of it, or in its row."""
    row, table = around(page, index, "tr"), around(page, index, "table")
    return table > 0 and any(
        around(page, pair.line, "table") == table or page.within(page.lines[pair.line].block, row) for pair in strict
    )


def _beside_alone(page: Page, index: int, by_line: dict[int, list[Pair]], cluster: list[Pair]) -> bool:
    """Tell whether a 来源 line next to *index* shares a box with it that holds nothing else of the block."""
    for other in (index - 1, index + 1):
        pairs = by_line.get(other, [])
        if pairs and all(not pair.label.field for pair in pairs) and any(p.label.spelling in _BESIDE for p in pairs):
            box = page.blocks[page.common(page.lines[index].block, page.lines[other].block)]
            inside = [pair for pair in cluster if box.first <= pair.line < box.last]
            if not any(pair.label.field not in {"", "published_date"} for pair in inside):
                return True
    return False


def _blocks(page: Page, cluster: list[Pair], lexicon: Lexicon) -> list[list[Pair]]:
    """Return *cluster* where it is a block, else its parts that are: the entries of a side list may stand close by."""
    if _is_block(page, cluster, lexicon):
        return [cluster]
    parts: list[list[Pair]] = [cluster[:1]]
    for one, other in pairwise(cluster):
        alike = (one.reader in _STRUCTURED) == (other.reader in _STRUCTURED)
        headed = any(page.blocks[line.block].tag in _HEADINGS for line in page.lines[one.last : other.line])
        if alike and not headed:
            parts[-1].append(other)
        else:
            parts.append([other])
    if len(parts) == 1:
        return []
    _pass_over(cluster, "")
    return [part for part in parts if _is_block(page, part, lexicon)]


def _is_block(page: Page, cluster: list[Pair], lexicon: Lexicon) -> bool:
    if (points := _score(cluster)) < _ENOUGH:
        _pass_over(cluster, "weak", f"{points} < {_ENOUGH}")
    elif reason := of_others(page, cluster, lexicon):
        _pass_over(cluster, reason)
    else:
        return True
    return False


def _score(cluster: list[Pair]) -> int:
    fields = {pair.label.field for pair in cluster if pair.label.field}
    if fields <= _BESIDE_FIELDS and not any(pair.reader in _STRUCTURED for pair in cluster):
        return 0  # a line under the headline
    certain = {pair.label.field for pair in cluster if pair.label.field and not pair.label.weak}
    if not certain & STRONG:
        return 0
    points = sum(_STRONG_POINTS if name in STRONG and name in certain else _OTHER_POINTS for name in fields)
    return points + (1 if "index_number" in certain else 0)


def _repeats(cluster: list[Pair], best: list[Pair]) -> bool:
    """Tell whether *cluster* is the block printed once more (for phones): no value contradicts."""
    known = {pair.label.spelling: pair.raw for pair in best}
    same = [pair for pair in cluster if known.get(pair.label.spelling) in {pair.raw, ""} or not pair.raw]
    return len(same) == len(cluster) and any(
        pair.raw and known.get(pair.label.spelling) == pair.raw for pair in cluster
    )


def _fields(page: Page, pairs: Sequence[Pair], lexicon: Lexicon) -> tuple[Field, ...]:
    candidates: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.label.field:
            candidates[pair.label.field].append(pair)
    scripts = Scripts(page, lexicon)
    made = {name: _field(page, name, candidates[name], lexicon, scripts) for name in FieldName if name in candidates}
    if (end := _term_end(page, pairs)) and (name := FieldName.EXPIRY_DATE) not in made:
        made[name] = end
    elif FieldName.EXPIRY_DATE not in made and (state := made.get(FieldName.VALIDITY)) and state.value is None:
        days = [one.value or "" for one in made.values() if one.name in normal.DATES]
        if (day := normal.term_end(state.raw)) > max(days, default=""):
            del made[FieldName.VALIDITY]
            made[FieldName.EXPIRY_DATE] = replace(state, name=FieldName.EXPIRY_DATE, value=day, reason="")
    return tuple(made[name] for name in FieldName if name in made)


def _term_end(page: Page, pairs: Sequence[Pair]) -> Field | None:
    """Return the expiry date that a row 有效期 gives by a date or a span."""
    for pair in pairs:
        if pair.label.term and (day := normal.term_end(pair.raw)):
            raw, label = pair.raw.strip(), pair.shown.strip()
            return Field(FieldName.EXPIRY_DATE, day, raw, label, Source.BLOCK, locate(pair.node, page))
    return None


def _made(page: Page, name: FieldName, pair: Pair, lexicon: Lexicon, scripts: Scripts) -> Field:
    """Make the field of *pair*; a picture's text is the value where it can be, a script's where it is certain."""
    where = locate(pair.node, page)
    if name in _CHOSEN and (said := unseen.chosen(page, pair)) is not None:
        one = normal.field(name, said or pair.raw, pair.shown, Source.BLOCK, where, lexicon)
        return one if said else replace(one, value=None, reason="unrecognised")
    if pair.raw.strip():
        shown = normal.field(name, unseen.visible(pair), pair.shown, Source.BLOCK, where, lexicon)
        return (scripts.field(name, pair) or shown) if shown.reason == "scripted" else shown
    for alt in unseen.alternatives(pair):
        if normal.fits(name, alt, lexicon):
            return normal.field(name, alt, pair.shown, Source.BLOCK, where, lexicon)
    found = normal.field(name, "", pair.shown, Source.BLOCK, where, lexicon)
    if not unseen.holds(page, pair, lexicon):
        return found
    return scripts.field(name, pair) or replace(found, reason="scripted")


def _field(page: Page, name: FieldName, pairs: list[Pair], lexicon: Lexicon, scripts: Scripts) -> Field:
    """Choose among several rows for one field: the first spelling of the list, a filled one before an empty one."""
    made = [
        (pair.label.rank, _made(page, name, pair, lexicon, scripts))
        for pair in sorted(pairs, key=lambda pair: (not pair.raw.strip(), pair.label.rank))[:_ROWS]
    ]
    if name is FieldName.WRITTEN_DATE:
        best = min(rank for rank, _ in made)
        made = [(rank, one) for rank, one in made if rank == best or best > 1]
    return next((one for _, one in made if one.value is not None), made[0][1])
