"""A field that must name an organ and names something else; this kind alone knows which names are none."""

from dataclasses import dataclass
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import Record, Source, State, Verdict
from auditor.text import hans, organs


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where *field* names a website or another channel instead of an organ.

    A name that ends as those of organs do (…中心, …办公室) is one, whatever else stands in it.

    Attributes:
        field: The field.
        endings: What names of websites and channels end with.
        dressed: Word before the name of the place with which sites call themselves (中国平潭).
        sources: Parts of labels that ask for a source, which may well be a website.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"raw"})

    field: str = "publisher"
    endings: tuple[str, ...] = ()
    dressed: str = ""
    sources: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Look at the name as the block shows it."""
        record = subject.record
        field = record.field(self.field)
        if field is None or field.value is None or field.source not in (Source.BLOCK, Source.SCRIPT):
            return not_applicable("元数据块未标注该项")
        if any(word in hans.fold(field.label) for word in self.sources):
            return not_applicable("该项要求填写的是来源")
        if not self._names_a_site(field.value, record, facts):
            return passed()
        evidence = seen(record, f"{field.label.strip()} {field.raw.strip()}", field.locator)
        return Verdict(State.FAIL, (evidence,), {"raw": field.raw.strip()}, part=self.field)

    def _names_a_site(self, name: str, record: Record, facts: Facts) -> bool:
        folded = hans.fold(name)
        if folded.endswith(tuple(map(hans.fold, self.endings))):
            return True
        rest = folded.removeprefix(hans.fold(self.dressed)).strip("·・.-— ")
        if not rest or rest == folded or organs.ends_like_organ(name):
            return False
        # 中国平潭 on the site of 平潭…; 中国银行 and 中国石化 are names of others.
        known = (facts.view.site.name, record.site_name, record.title, record.body.signature)
        return any(rest in hans.fold(one) for one in known)
