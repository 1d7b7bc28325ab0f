"""The stages in order, for one site and for many; this package alone knows which stage hands what to which."""

from auditor.pipeline.checking import check
from auditor.pipeline.crawling import CrawlResult, crawl, demo, run
from auditor.pipeline.evidence import Trace, Traced, trace, verify
from auditor.pipeline.examples import RuleTestReport, judge_examples
from auditor.pipeline.marks import written
from auditor.pipeline.runs import Opened, compared, joined, judged_in, judged_now, open_run
from auditor.pipeline.single import PageReport, page
from auditor.pipeline.stamping import Stamp, check_stamp, request_for, stamp_run

__all__ = [
    "CrawlResult",
    "Opened",
    "PageReport",
    "RuleTestReport",
    "Stamp",
    "Trace",
    "Traced",
    "check",
    "check_stamp",
    "compared",
    "crawl",
    "demo",
    "joined",
    "judge_examples",
    "judged_in",
    "judged_now",
    "open_run",
    "page",
    "request_for",
    "run",
    "stamp_run",
    "trace",
    "verify",
    "written",
]
