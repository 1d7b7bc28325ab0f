"""The stages in order, for one site and for many; this package alone knows which stage hands what to which."""

from auditor.pipeline.checking import check
from auditor.pipeline.crawling import CrawlResult, crawl, demo, run
from auditor.pipeline.evidence import Trace, Traced, trace, verify
from auditor.pipeline.examples import RuleTestReport, judge_examples
from auditor.pipeline.single import PageReport, page

__all__ = [
    "CrawlResult",
    "PageReport",
    "RuleTestReport",
    "Trace",
    "Traced",
    "check",
    "crawl",
    "demo",
    "judge_examples",
    "page",
    "run",
    "trace",
    "verify",
]
