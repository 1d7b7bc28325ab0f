"""Runs beside each other: what changed and why, who stands where; this package alone knows what may be compared."""

from auditor.compare.changes import compare, run_mark
from auditor.compare.ranking import rank, refusal
from auditor.compare.statistics import Lights, rectified
from auditor.compare.verdict import regressions

__all__ = ["Lights", "compare", "rank", "rectified", "refusal", "regressions", "run_mark"]
