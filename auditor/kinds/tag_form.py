"""How the date in a `<meta>` tag is written; this kind alone knows that a right form may still name no day."""

import re
from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.kinds._refusals import check_patterns
from auditor.model import State, Verdict
from auditor.relate import key_of
from auditor.text import dates

DAY = 10  # characters of a date in figures


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where an article's tag is written otherwise than prescribed, or names a day that does not exist.

    Attributes:
        tag: The tag's name, whatever its case.
        form: What its whole content must match, runs of blanks folded; it begins with the day.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"tag", "raw", "shared"})

    tag: str
    form: str

    def __post_init__(self) -> None:
        """Refuse a pattern that is none."""
        check_patterns("form", (self.form,))

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Read the tag of an article."""
        record = subject.record
        tagged = facts.view.tagged.get(key_of(record))
        raw = dict(record.tags).get(self.tag.lower(), "")
        if tagged is None or tagged.page != "article" or not raw:
            return not_applicable("不是文章页，或没有这个标签")
        formed = re.fullmatch(self.form, " ".join(raw.split())) is not None
        if formed and dates.parse(raw[:DAY])[0]:
            return passed()
        shared = tagged.published if not formed else None
        if shared and shared.url != record.url:
            return not_applicable("与其他网页出自同一模板，问题已在其中一页记过")
        values = {"tag": self.tag, "raw": raw, "shared": f"（同一写法共{shared.count}页）" if shared else ""}
        return Verdict(State.FAIL, (seen(record, raw, f'meta[name="{self.tag}"]'),), values, part=self.tag)
