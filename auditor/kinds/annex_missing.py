"""Attachments that a text lists and the page does not offer; this kind alone knows when that is a fault."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import State, Verdict

_OFFERED = frozenset({"attachment", "frame", "picture", "video", "audio"})


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where the text lists attachments, offers none, and shows nothing that could be one."""

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"annexes", "count"})

    def judge(self, subject: Page, facts: Facts) -> Verdict:  # noqa: ARG002 - every kind is asked the same way
        """Compare what the text lists with what the page offers."""
        record = subject.record
        if not record.body.annexes:
            return not_applicable("正文未列附件，或附件内容已在页面上")
        if record.links.attachments or record.scripted or _OFFERED.intersection(record.body.media):
            return passed()
        annexes = record.body.annexes
        values = {"annexes": "、".join(annexes), "count": str(len(annexes))}
        return Verdict(State.FAIL, tuple(seen(record, one) for one in annexes), values, part="attachments")
