"""Dates with their time of day as lines of text show them: this file alone knows where such a moment ends."""

import re

from auditor.text import dates

_CLOCK = re.compile(r"[\sT]*[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?:\.[0-9]+)?")
# A day in brackets at the end of a headline.
TAIL = re.compile(r"\s*[(（\[]\s*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*[)）\]]\s*$")


def leading(text: str) -> str:
    """Return the date with its time at the head of *text*, as shown, or an empty string."""
    lead = len(text) - len(text.lstrip(" \u00a0\u3000"))
    found = dates.find(text[: lead + 40])
    if not found or found[0][1] != lead:
        return ""
    end = found[0][2]
    clock = _CLOCK.match(text, end)
    return text[lead : clock.end() if clock else end]
