"""The domain that a `<meta>` tag names; this kind alone knows when it is the site's own."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import ClassVar

from auditor.kinds import Facts, Page, Scope, not_applicable, passed, seen
from auditor.model import State, Verdict
from auditor.relate import key_of
from auditor.text import addresses

HOST = re.compile(r"(?:https?:?/*)?([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)(?::[0-9]+)?(?:/[^\s,，;；、|]*)?", re.IGNORECASE)
LEVELS = 2  # dots in a domain that is one body's alone (郯城: tancheng.gov.cn)


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit where none of the hosts in the tag is that of the page; a sister host is a person's matter.

    Attributes:
        tag: The tag's name, whatever its case.
        chinese: Ends of Chinese domains, which are not compared.
    """

    scope: ClassVar[Scope] = "page"
    values: ClassVar[frozenset[str]] = frozenset({"tag", "raw", "host", "shared"})

    tag: str
    chinese: tuple[str, ...] = ()

    def judge(self, subject: Page, facts: Facts) -> Verdict:
        """Compare the tag with the public address of the page."""
        record = subject.record
        tagged = facts.view.tagged.get(key_of(record))
        raw = dict(record.tags).get(self.tag.lower(), "")
        host = addresses.host(record.final_url or record.url).partition(":")[0]
        if tagged is None or not raw or _is_number(host):
            return not_applicable("没有这个标签，或网页没有域名")
        named = [one.lower() for one in HOST.findall(raw)]
        if any(_same(one, host) or one in facts.view.site.hosts for one in named):
            return passed()
        if not named and raw.rstrip("/").endswith(self.chinese or ("/",)):
            return not_applicable("中文域名，不作比较")
        if tagged.domain and tagged.domain.url != record.url:
            return not_applicable("与其他网页出自同一模板，问题已在其中一页记过")
        values = {
            "tag": self.tag,
            "raw": raw,
            "host": host,
            "shared": f"（同一模板共{tagged.domain.count}页）" if tagged.domain else "",
        }
        state = State.NEEDS_REVIEW if any(_sisters(one, host) for one in named) else State.FAIL
        return Verdict(state, (seen(record, raw, f'meta[name="{self.tag}"]'),), values, part=self.tag)


def _same(one: str, host: str) -> bool:
    """Tell whether a named domain is the host's, with or without www, or the whole domain the host belongs to."""
    bare = one.removeprefix("www.")
    return host.removeprefix("www.") == bare or (one.count(".") >= LEVELS and host.endswith(f".{one}"))


def _sisters(one: str, host: str) -> bool:
    """Tell whether two hosts belong to one body: www.tancheng.gov.cn and jtj.tancheng.gov.cn."""
    above = one.partition(".")[2]
    return above.count(".") >= LEVELS and above == host.partition(".")[2]


@lru_cache(maxsize=1024)  # the pages of a site have few hosts
def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return "." not in host
    return True
