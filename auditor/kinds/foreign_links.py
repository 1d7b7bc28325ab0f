"""Links to outside domains; this kind alone knows which domains are expected on a government site."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import ClassVar

from auditor.kinds import Facts, Scope, not_assessable, passed
from auditor.model import Evidence, Foreign, Reason, SiteView, State, Subject, Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """Hit once for each outside domain that no list names; what has no domain (an IP address) is not judged here.

    Attributes:
        lists: Keys of the word list `domains` whose domains, with all hosts below them, are expected.
        suffixes: Key of that list with the suffixes under which everybody may register a domain (com.cn).
    """

    scope: ClassVar[Scope] = "site"
    values: ClassVar[frozenset[str]] = frozenset({"domain", "link", "text", "count"})

    lists: tuple[str, ...] = ()
    suffixes: str = "suffixes"

    def judge(self, subject: SiteView, facts: Facts) -> Iterator[Verdict]:
        """Yield a verdict for each domain that is not listed, or the one that there is none."""
        if not any(page.outcome is Reason.OK for page in subject.pages.values()):
            yield not_assessable(Reason.NOT_CAPTURED)
            return
        listed = [word for key in self.lists for word in facts.vocabulary.words("domains", key)]
        shared = facts.vocabulary.words("domains", self.suffixes)
        own = [_domain(host.partition(":")[0], shared) for host in (*subject.site.hosts, *facts.mirrors)]
        found: dict[str, list[Foreign]] = defaultdict(list)
        for host, one in subject.foreign.items():
            if not _is_number(host) and not _under(host, (*listed, *own)):
                found[_domain(host, shared)].append(one)
        yield from (_hit(domain, ones, subject) for domain, ones in sorted(found.items()))
        if not found:
            yield passed()


def _hit(domain: str, ones: list[Foreign], view: SiteView) -> Verdict:
    first = ones[0]
    page = view.pages[first.page]
    quote = first.text or first.link
    values = {"domain": domain, "link": first.link, "text": quote, "count": str(max(one.count for one in ones))}
    return Verdict(
        State.FAIL,
        (Evidence(page.url, quote, "", page.digest, page.fetched_at),),
        values,
        part=domain,
        related=tuple(one.link for one in ones),
        subject=Subject(page.url),
    )


def _under(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _domain(host: str, suffixes: tuple[str, ...]) -> str:
    """Return what somebody registered: sdnews.com.cn of news.sdnews.com.cn."""
    labels = host.split(".")
    count = 3 if ".".join(labels[-2:]) in suffixes else 2
    return ".".join(labels[-count:])


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return "." not in host
    return True
