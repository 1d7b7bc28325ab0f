"""A new 工作要点 as a plan to be looked over; this module alone knows how Word files are read and plans are written."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from auditor import catalog
from auditor.errors import NothingError, UsageError
from auditor.extract.decode import decode
from auditor.extract.outline import outline
from auditor.model import Vocabulary
from auditor.text import agenda, hans, words
from auditor.text.agenda import Draft, Passage

MOST = 4  # words by which evidence is looked for
MAX_SIZE = 50_000_000  # bytes
SHORT_ROLE = 2  # a name of a column so short stands in too many sentences to tell anything
_NUMBER = re.compile(r"\d|[一二三四五六七八九十两]+[年月日天次期场篇个项条]|[一二三四五六七八九十两]+")


def draft_plan(file: Path) -> tuple[str, int, tuple[int, ...]]:
    """Return a plan file drafted from a document, how many duties it has, and the lines that may have been left out.

    All duties are marked as not confirmed.

    Raises:
        UsageError: The file is not there, is too large, or is neither .docx, .html, .htm nor .txt.
        NothingError: It names no year, or nothing in it asks for anything.
    """
    passages = _passages(file)
    year, found = agenda.year_of(passages), agenda.drafts(passages)
    if not year:
        raise NothingError(f"{file}: 没有写明年份,不能起草")
    if not found:
        raise NothingError(f"{file}: 没有找到逐项编号或带期限的任务")
    title = agenda.title_of(passages) or file.stem
    vocabulary = catalog.load().vocabulary
    head = [
        f"# 由 {file.name} 起草,每一项都未确认:核对原文、栏目(roles)、词(words)和期限后,把 confirmed 改为 true。",
        "# line 是原文件里的行(Word 文件按段落和表格行计)。",
        f"title: {_quoted(title)}",
        f"year: {year}",
        f"source: {_quoted(file.name)}",
        "duties:",
    ]
    body = [line for at, one in enumerate(found, start=1) for line in _entry(str(at), one, vocabulary)]
    left = agenda.left_out(passages, found, vocabulary.words("agenda", "tasks"))
    return "\n".join((*head, *body)) + "\n", len(found), left


def _passages(file: Path) -> Sequence[Passage]:
    suffix = file.suffix.lower()
    if not file.is_file():
        raise UsageError(f"文件不存在: {file}")
    if file.stat().st_size > MAX_SIZE:
        raise UsageError(f"{file}: 文件过大")
    if suffix == ".docx":
        return tuple(_of_word(file))
    if suffix in {".html", ".htm"}:
        return outline(decode(file.read_bytes(), "").text)
    if suffix == ".txt":
        lines = decode(file.read_bytes(), "text/plain").text.splitlines()
        return tuple(_of_line(at, line) for at, line in enumerate(lines, start=1) if line.strip())
    raise UsageError(f"{file}: 只能由 .docx、.html、.htm、.txt 起草(旧的 .doc 请先另存为 .docx)")


def _of_line(at: int, line: str) -> Passage:
    cells = tuple(part.strip() for part in line.split("\t"))
    return Passage(at, line, cells if len(cells) > 1 else ())


def _of_word(file: Path) -> Iterator[Passage]:
    from zipfile import BadZipFile  # noqa: PLC0415 - only Word files need it

    from docx import Document  # noqa: PLC0415 - commands import what they need when called
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415

    try:
        document = Document(str(file))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError):
        raise UsageError(f"{file}: 不是 Word 文件,或已损坏") from None
    at = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                at += 1
                cells = tuple(hans.squeeze(cell.text) for cell in row.cells)
                yield Passage(at, " ".join(cells), cells)
        else:
            at += 1
            if block.text.strip():
                yield Passage(at, block.text)


def _entry(name: str, one: Draft, vocabulary: Vocabulary) -> Iterator[str]:
    roles, looked_for = _roles(one.quote, vocabulary), _words(one.quote, vocabulary.words("agenda", "common"))
    rule, options = _rule(one)
    options = [f"roles: [{', '.join(roles)}]", *options]
    if looked_for:
        options.append(f"words: [{_quoted('|'.join(looked_for)) if rule else ', '.join(map(_quoted, looked_for))}]")
    if rule and not roles:
        yield "  # 未能推断公开在哪个栏目,请补写 roles"
    yield f"  - id: {_quoted(name)}"
    yield f"    quote: {_quoted(one.quote)}"
    if one.unit:
        yield f"    unit: {_quoted(one.unit)}"
    yield f"    rule: {rule}" if rule else f"    manual: {_quoted(_why(one))}"
    yield f"    options: {{{', '.join(options)}}}"
    if one.recurs:
        yield "    recurs: true"
    yield "    confirmed: false"
    yield f"    line: {one.line}"


def _rule(one: Draft) -> tuple[str, list[str]]:
    """Return the rule that a draft becomes, and its options; none for what no machine can date or count."""
    if one.at_least:
        return "count-too-low", [f"at_least: {one.at_least}"]
    if one.every:
        return "series-gap", [f"every: {one.every}", "grace: P1M" if one.every.endswith("M") else "grace: P0D"]
    if one.due:
        return "duty-overdue", [f"due: {_quoted(one.due)}"]
    if one.after:
        span = f"working_days: {one.working_days}" if one.working_days else f"days: {one.days}"
        return "duty-overdue", [f"after: {one.after}", span]
    return "", []


def _why(one: Draft) -> str:
    if one.working_days:
        return f"{one.working_days}个工作日从何时起算须人工确定"
    if one.when:
        return f"原文写的时间是“{one.when}”,期限须人工确定"
    return "原文没有写明期限、周期或次数"


def _roles(sentence: str, vocabulary: Vocabulary) -> list[str]:
    """Return the columns whose names stand in a sentence, the two with the longest names."""
    text = hans.fold(sentence)
    found = [
        (max((len(name) for name in map(hans.fold, names) if len(name) > SHORT_ROLE and name in text), default=0), role)
        for role, names in vocabulary.table("roles").items()
    ]
    best = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1]))
    return [role for _, role in best[:2]]


def _words(sentence: str, common: Collection[str]) -> list[str]:
    """Return the longest words of a sentence that are neither numbers nor those of every plan."""
    named = [one for one in words.tokens(sentence) if len(one) > 1 and one not in common and not _NUMBER.match(one)]
    longest = sorted(dict.fromkeys(named), key=lambda word: -len(word))[:MOST]
    return [word for word in dict.fromkeys(named) if word in longest]


def _quoted(text: str) -> str:
    """Write a text as YAML reads it back, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\u2028", "\\u2028")
