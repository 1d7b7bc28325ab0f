"""The assessment as workflow commands of GitHub Actions; this module alone knows what the runner obeys in a log.

A certain fault is an error, a warning or a notice by its severity; what awaits a person is a notice. GitHub shows the
first ten of a kind beside the run, so the gravest come first; the log holds all of them, and the counts of the rules.
"""

from collections.abc import Iterable, Iterator, Mapping

from auditor.formats import RenderOptions, in_order
from auditor.formats._neutral import plain
from auditor.formats._words import grade, name_of, share
from auditor.model import Assessment, Finding, SiteAssessment

_LEVELS: Mapping[str, str] = {"veto": "error", "major": "error", "minor": "warning"}


def render(assessment: Assessment, options: RenderOptions) -> bytes:  # noqa: ARG001 - every format takes options
    """Print a command for each finding of each site, then a group of counts; UTF-8."""
    lines = [line for site in assessment.sites for line in _site(site)]
    return "".join(f"{line}\n" for line in lines or ["没有站点。"]).encode()


def _site(site: SiteAssessment) -> Iterator[str]:
    failed = sum(one.state == "fail" for one in site.findings)
    score = "" if site.score is None else f"，得分 {site.score:.2f}"
    coverage = share(site.coverage.assessed, site.coverage.captured)
    said = f"{grade(site)}{score}，问题 {failed} 条，待核实 {len(site.findings) - failed} 条，读取 {coverage}"
    yield _command("notice", f"{name_of(site)}（{site.id}）", said)
    yield from (_annotation(site, one) for one in _gravest_first(site.findings))
    yield f"::group::规则计数 {_data(site.id)}"
    for one in sorted(site.rules, key=lambda one: one.id):
        counts = (one.judged, one.passed, one.failed, one.needs_review, one.not_applicable, one.not_assessable)
        names = ("评判", "符合", "问题", "待核实", "不适用", "未能评判")
        yield f"{_log(one.id)} " + " ".join(f"{name}={count}" for name, count in zip(names, counts, strict=True))
    yield "::endgroup::"


def _gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(in_order(findings), key=lambda one: one.state != "fail")


def _annotation(site: SiteAssessment, one: Finding) -> str:
    failed = one.state == "fail"
    level = _LEVELS.get(one.severity, "notice") if failed else "notice"
    title = f"{one.title or one.rule}（{one.rule}）" + ("" if failed else "：待人工核实")
    said = [one.message, one.subject.url, f"怎么改：{one.remedy}" if one.remedy else ""]
    said.append(f"责任单位：{one.unit}" if one.unit else "")
    body = "\n".join(plain(part) for part in said if part)
    return _command(level, title, f"{name_of(site)}：{body}\n编号 {one.fingerprint}")


def _command(level: str, title: str, said: str) -> str:
    return f"::{level} title={_property(title)}::{_data(said)}"


def _log(said: str) -> str:
    """Return a line of the log in which the runner finds no command: of the old form, `##[`, nowhere in it."""
    return plain(said).replace("##[", "## [").lstrip(":")


def _data(said: str) -> str:
    """Escape the message of a command, whose lines are kept."""
    lines = (_log(line) for line in said.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(said: str) -> str:
    return _data(plain(said)).replace(":", "%3A").replace(",", "%2C")
