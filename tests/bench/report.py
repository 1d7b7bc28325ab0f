"""How fast and in how much memory a large assessment is printed, format by format, in one process.

    make bench-report       or        PYTHONPATH=tests python tests/bench/report.py [--sites N] [--findings N]

The assessment is made up: the findings of all sites together are as many as asked for, each with a message, a remedy,
a law and a quotation of usual length, and every site has a tree of indicators that lose points by them. Told are the
seconds of CPU of each format, how many times as long that is as the JSON one takes, the size of the file, and the peak
of memory (RSS, with the assessment in it). With --letters the letters of every site are written too, into a folder
that is removed; they are told apart and are no part of the sum. Exit code 1: all formats together took more than two
minutes of CPU or more than 1 GB.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor import plugins
from auditor.formats import RenderOptions
from auditor.model import (
    Assessment,
    ColumnSummary,
    Coverage,
    Evidence,
    Finding,
    IndicatorScore,
    Loss,
    Rate,
    Role,
    RuleTally,
    SiteAssessment,
    State,
    Subject,
)

SITES, FINDINGS = 200, 100_000
RULES, LEAVES = 72, 30
MOST_SECONDS, MOST_MB = 120.0, 1024.0


def made_up(sites: int, findings: int) -> Assessment:
    """Return an assessment of that size; the same every time."""
    each = findings // sites
    found = tuple(_site(number, each) for number in range(sites))
    return Assessment("0.1.0", date(2023, 12, 31), "disclosure-county", "1", "ab" * 32, found)


def _site(number: int, findings: int) -> SiteAssessment:
    home = f"http://www.site{number:03}.gov.cn/"
    found = tuple(_finding(home, number, place) for place in range(findings))
    failed = [one for one in found if one.state is State.FAIL]
    leaves = tuple(
        IndicatorScore(
            f"leaf{leaf}",
            f"第{leaf}项要素齐全、更新及时",
            3.0,
            2.0,
            "auto",
            losses=tuple(Loss(one.rule, one.fingerprint, one.deducted, one.deducted) for one in failed[leaf::LEAVES]),
        )
        for leaf in range(LEAVES)
    )
    tallies = tuple(
        RuleTally(f"rule-{rule:02}", f"第{rule}条规则的名称", 90, len(failed[rule::RULES]), 3, 160, 5, {"timeout": 5})
        for rule in range(RULES)
    )
    columns = tuple(
        ColumnSummary(f"栏目{place}", Role.POLICY_DOCUMENTS, f"{home}c{place}/", 40, "2023-07-14", complete=True)
        for place in range(30)
    )
    return SiteAssessment(
        id=f"site{number:03}",
        name=f"第{number}县人民政府",
        home=home,
        grade="pass",
        grade_name="合格",
        score=60 + number % 40,
        max_score=100.0,
        coverage=Coverage(5000, 4900, {"timeout": 60, "http_5xx": 40}),
        rates={"interpretation_rate": Rate(31, 34)},
        deferred_reason=None,
        vetoes=(),
        indicators=(IndicatorScore("top", "主动公开", 90.0, 60.0, "auto", leaves),),
        rules=tallies,
        findings=found,
        columns=columns,
        notes=("机构名称从页面中学到",),
        group="县级政府",
    )


def _finding(home: str, site: int, place: int) -> Finding:
    rule, url = place % RULES, f"{home}zwgk/zcwj/202307/t20230714_{place:06}.htm"
    return Finding(
        fingerprint=f"{site * 1_000_000 + place:016x}",
        rule=f"rule-{rule:02}",
        title=f"第{rule}条规则的名称",
        state=State.NEEDS_REVIEW if place % 5 == 0 else State.FAIL,
        severity=("major", "minor", "info")[place % 3],
        subject=Subject(
            url, f"某政办发〔2023〕{place}号", f"a{site:04}/2023-{place:07}", f"关于做好第{place}项工作的通知"
        ),
        column="政策文件",
        unit=f"县第{place % 80}局",
        message=f"正文载明“有效期至2022年6月30日”，已于2022-06-30届满，页面仍标注“有效中”（第{place}处）",
        remedy="将本页有效性改为“失效”，或补发延期通知并在本页标注",
        basis="《行政规范性文件管理办法》第三十条；《政府信息公开条例》（国务院令第711号）第十九条",
        evidence=(
            Evidence(
                url,
                f"本办法自2017年7月1日起施行，有效期至2022年6月30日。第{place}处",
                "p:nth(9)",
                "sha256:" + "ab" * 32,
            ),
        ),
        deducted=0.0 if place % 5 == 0 else 0.01,
    )


def measured(assessment: Assessment, folder: Path, *, letters: bool) -> Iterator[tuple[str, float, int, float]]:
    """Print the assessment in every format; yield its name, seconds of CPU, bytes, and the peak of memory in MB."""
    for name in plugins.names("auditor.formats"):
        module = plugins.load("auditor.formats", name)
        options = RenderOptions(width=80)
        begun = time.process_time()
        printed = module.render(assessment, options)
        (folder / name).write_bytes(printed)
        size = len(printed)
        del printed
        yield name, time.process_time() - begun, size, _peak()
        if letters and hasattr(module, "render_files"):
            begun, size = time.process_time(), 0
            for file, letter in module.render_files(assessment, options):
                (folder / file).write_bytes(letter)
                size += len(letter)
            yield f"{name}/", time.process_time() - begun, size, _peak()


def tell(said: str) -> None:
    """Print a line at once."""
    sys.stdout.write(said + "\n")
    sys.stdout.flush()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(words: Sequence[str] | None = None) -> int:
    """Measure and tell; 1 where it took too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=SITES)
    parser.add_argument("--findings", type=int, default=FINDINGS)
    parser.add_argument("--letters", action="store_true")
    asked = parser.parse_args(words)
    assessment = made_up(asked.sites, asked.findings)
    found = sum(len(site.findings) for site in assessment.sites)
    tell(f"{asked.sites} 个站点，{found} 条问题；评估本身在内存里，峰值 {_peak():.0f} MB")
    with TemporaryDirectory() as folder:
        took = []
        for name, seconds, size, peak in measured(assessment, Path(folder), letters=asked.letters):
            took.append((name, seconds, size, peak))
            tell(f"{name:<10}{seconds:8.2f} 秒  {size / 1e6:8.1f} MB  内存峰值 {peak:6.0f} MB")
    peer = next(seconds for name, seconds, *_ in took if name == "json") or 1e-9
    tell("与 json 之比：" + "、".join(f"{name} {seconds / peer:.2f}" for name, seconds, *_ in took))
    whole, peak = sum(seconds for name, seconds, *_ in took if not name.endswith("/")), took[-1][-1]
    tell(f"各格式合计 {whole:.1f} 秒，内存峰值 {peak:.0f} MB（限 {MOST_SECONDS:.0f} 秒、{MOST_MB:.0f} MB）")
    return int(whole > MOST_SECONDS or peak > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
