"""Reports go to the screen and to files; this module alone knows what a console of another code page can be sent."""

import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.cli.options import hint
from auditor.errors import UsageError, write_reason

if TYPE_CHECKING:
    from auditor.formats import RenderOptions
    from auditor.model import Assessment
    from auditor.pipeline import PageReport

DEFAULT_FORMAT = "text"
STORED = ("json", "text")  # the reports that every run folder holds
STORED_WIDTH = 80
_UNBROKEN = 10_000  # cells
NARROWEST = 20  # cells; a narrower terminal gets lines of this width
_SUFFIXES = {"text": "txt", "markdown": "md", "junit": "xml", "github": "github.txt"}
_JSON = frozenset({"json", "jsonl", "sarif"})
_CONSOLE = frozenset({"text", "markdown", "github"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that is asked for: its format and its file, None for the screen; `several` files go into a folder."""

    name: str
    path: Path | None = None
    several: bool = False


def read_formats(
    written: Sequence[str] | None, folder: Path | None = None, *, run: Path | None = None
) -> tuple[Wanted, ...]:
    """Return the reports that -f asks for; text without any.

    What names no file goes to *folder*, where there is one, else to the screen. *run* is the run folder that gets its
    own reports. Raises UsageError for an unknown format, where one that is no text would go to the screen, and where
    two reports would go to one file.
    """
    wanted = tuple(_wanted(one, folder, run) for one in written or (DEFAULT_FORMAT,))
    refuse_same(wanted)
    for stored in _stored(run):
        refuse_same((stored, *(one for one in wanted if one.name != stored.name)))
    return wanted


def refuse_same(wanted: Iterable[Wanted]) -> None:
    """Refuse two reports for one file, before the later replaces the earlier; raises UsageError."""
    taken: dict[str, str] = {}
    for one in wanted:
        if one.path is None or _is_device(one.path):
            continue  # what goes there replaces nothing
        place = os.path.normcase(os.path.realpath(one.path)) + (f"/{one.name}" if one.several else "")
        if place in taken:
            both = one.name if taken[place] == one.name else f"{taken[place]} 和 {one.name}"
            raise UsageError(f"-f 两次写到同一个文件 {one.path}({both}):后写的会盖掉先写的,请各写各的文件名")
        taken[place] = one.name


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _wanted(written: str, folder: Path | None, run: Path | None) -> Wanted:
    from auditor import plugins  # noqa: PLC0415 - commands import what they need when called
    from auditor.yamlfile import nearest  # noqa: PLC0415

    known = plugins.names("auditor.formats")
    name, mark, path = written.partition("=")
    if name not in known:
        likely = nearest(name, known)
        raise UsageError(f"没有报告格式 {name}{f',是否想写 {likely}?' if likely else ''},可用: {' '.join(known)}")
    module = plugins.load("auditor.formats", name)
    several = bool(path) and (Path(path).is_dir() or path.endswith(("/", "\\")))
    if mark and (not path or (several and not hasattr(module, "render_files"))):
        raise UsageError(f"-f {written}: 应写成 {name}=文件名")
    if not mark and not folder and getattr(module, "BINARY", False):
        kept = f"--out 是运行文件夹,自己只存 {' 和 '.join(STORED)};"
        likely = f"{kept}要存在那里就写 {name}={_file(run, name)}" if run else f"应写成 {name}=文件名"
        raise UsageError(f"-f {name} 不能显示在屏幕上: {likely}")
    if mark:
        return Wanted(name, Path(path), several=several)
    return Wanted(name, _file(folder, name) if folder else None)


def publish(
    assessment: "Assessment",
    wanted: Iterable[Wanted],
    *,
    folder: Path | None = None,
    explain_score: bool = False,
    beside: "Mapping[str, Any] | None" = None,
) -> None:
    """Print the assessment in every wanted format, and store it in the run folder *folder* where there is one.

    *beside* are further options of `RenderOptions`: the comparison, the stage, the day by which to mend what was found,
    the table of sites where it is not that of this assessment alone.
    """
    from auditor import plugins  # noqa: PLC0415
    from auditor.compare import rank  # noqa: PLC0415

    for site in (one for one in assessment.sites if one.damaged):
        hint(f"{site.id}: {site.damaged} 个已抓取网址的证据读不出来(损坏或被改动),结论和得分都不完整;")
        hint("  请先用 auditor evidence verify 核对")
    if explain_score and all(site.max_score is None for site in assessment.sites):
        hint(f"规则集 {assessment.ruleset_id} 不设分值,没有得分可说明")

    beside = {"ranking": rank([assessment]), **(beside or {})}

    def render(name: str, options: "RenderOptions") -> bytes:
        printed: bytes = plugins.load("auditor.formats", name).render(assessment, replace(options, **beside))
        return printed

    wanted = tuple(wanted)
    _publish(render, (*_stored(folder), *(one for one in wanted if not one.several)), explain_score=explain_score)
    for one in wanted:
        if one.several and one.path:
            _publish_files(assessment, one.name, one.path, beside)


def _publish_files(assessment: "Assessment", name: str, folder: Path, beside: "Mapping[str, Any]") -> None:
    """Write the several files of a format into a folder."""
    from auditor import plugins  # noqa: PLC0415
    from auditor.formats import RenderOptions  # noqa: PLC0415

    made = plugins.load("auditor.formats", name).render_files
    for file, printed in made(assessment, RenderOptions(STORED_WIDTH, **beside)):
        _store(folder / file, printed)
    hint(f"报告已写入 {folder}")


def publish_brief(assessment: "Assessment") -> None:
    """Print a screenful instead of a whole report."""
    from auditor.formats._brief import render_brief  # noqa: PLC0415

    width = shutil.get_terminal_size((STORED_WIDTH, 24)).columns
    _show(DEFAULT_FORMAT, render_brief(assessment, max(NARROWEST, width), color=_colored()))


def publish_page(report: "PageReport", wanted: Iterable[Wanted], *, folder: Path | None = None) -> None:
    """Print what was read and found on one page."""
    from auditor import plugins  # noqa: PLC0415

    def render(name: str, options: "RenderOptions") -> bytes:
        module = plugins.load("auditor.formats", name)
        if not hasattr(module, "render_page"):
            known = plugins.names("auditor.formats")
            fitting = [one for one in known if hasattr(plugins.load("auditor.formats", one), "render_page")]
            raise UsageError(f"单页报告没有 {name} 格式,可用: {' '.join(fitting)}")
        printed: bytes = module.render_page(
            report.record, report.findings, options, gaps=report.gaps, candidates=report.candidates
        )
        return printed

    _publish(render, (*_stored(folder), *wanted), explain_score=False)


def publish_with(render: "Callable[[str, int], bytes]", wanted: Iterable[Wanted]) -> None:
    """Print what *render* makes of each wanted format and a width in terminal cells."""
    _publish(lambda name, options: render(name, options.width), wanted, explain_score=False)


def publish_lines(
    render: "Callable[[str, RenderOptions], bytes]",
    wanted: Iterable[Wanted],
    *,
    beside: "Mapping[str, Any] | None" = None,
) -> None:
    """Print what *render* makes of each wanted format, with colours where the screen takes them; *beside* as above."""
    _publish(lambda name, how: render(name, replace(how, **(beside or {}))), wanted, explain_score=False)


def read_own_formats(written: Sequence[str] | None, known: Sequence[str]) -> tuple[Wanted, ...]:
    """Return the reports that -f asks for, of a command that has formats of its own; text without any."""
    wanted = []
    for one in written or (DEFAULT_FORMAT,):
        name, mark, path = one.partition("=")
        if name not in known:
            raise UsageError(f"没有格式 {name},可用: {' '.join(known)}")
        if mark and (not path or Path(path).is_dir()):
            raise UsageError(f"-f {one}: 应写成 {name}=文件名")
        wanted.append(Wanted(name, Path(path) if path else None))
    refuse_same(wanted)
    return tuple(wanted)


def _stored(folder: Path | None) -> tuple[Wanted, ...]:
    if folder is None:
        return ()
    return tuple(Wanted(name, _file(folder, name)) for name in STORED)


def _file(folder: Path, name: str) -> Path:
    return folder / f"report.{_SUFFIXES.get(name, name)}"


def _publish(render: "Callable[[str, RenderOptions], bytes]", wanted: Iterable[Wanted], *, explain_score: bool) -> None:
    from auditor.formats import RenderOptions  # noqa: PLC0415

    screen = shutil.get_terminal_size((STORED_WIDTH, 24)).columns
    for one in wanted:
        width = screen if one.path is None else STORED_WIDTH  # a stored report is the same on every machine
        color = one.path is None and _colored()
        printed = render(one.name, RenderOptions(width, color, explain_score))
        if one.path is None:
            _show(one.name, printed)
        else:
            _store(one.path, printed)
            hint(f"报告已写入 {one.path}")


def line_width() -> int:
    """Return how wide a line on the screen may be; what goes into a pipe or a file is not broken."""
    return max(NARROWEST, shutil.get_terminal_size((STORED_WIDTH, 24)).columns) if sys.stdout.isatty() else _UNBROKEN


def _colored() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _store(path: Path, printed: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(printed)
    except OSError as error:
        raise UsageError(f"报告写不进 {path}({write_reason(error)})") from None


def _show(name: str, printed: bytes) -> None:
    """Send the bytes to stdout as they are, or, where it is not UTF-8, as its encoding can carry them."""
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("_", "-")
    if encoding not in {"utf-8", "utf8"} and name in _JSON:
        printed = _ascii_json(printed.decode()).encode("ascii")
    elif encoding not in {"utf-8", "utf8"} and name in _CONSOLE:
        printed = printed.decode().encode(encoding, errors="replace")
    sys.stdout.flush()
    sys.stdout.buffer.write(printed)
    sys.stdout.buffer.flush()


def _ascii_json(text: str) -> str:
    """Write every character beyond ASCII as JSON escapes: in JSON they stand in strings alone."""

    def escape(found: re.Match[str]) -> str:
        units = found[0].encode("utf-16-be")
        return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

    return re.sub(r"[^\x00-\x7f]", escape, text)
