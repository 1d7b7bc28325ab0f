"""What is asked for: sites, their columns, their organs."""

from dataclasses import dataclass
from datetime import date

from auditor.model.terms import Level, Role


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ whose documents a site owes; `prefixes` are the 机关代字 of its 文号 (郯政办字)."""

    name: str
    aliases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    normative: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column (栏目) of a site; `url` is public, `update_every` an ISO 8601 period (P2W, P6M) or empty."""

    name: str
    role: Role
    url: str
    unit: str = ""
    update_every: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A site to be judged; `hosts` never empty, `home` the public address of the home page.

    `plans` are ids or paths of the 工作要点 that bind it, `events` days of its own from which duties count
    (`congress_end`: the end of the 人民代表大会), one for each time it took place. Without `tls_verify` its pages are
    read in spite of a faulty certificate or a protocol that is too old.
    """

    id: str
    name: str
    home: str
    hosts: tuple[str, ...]
    level: Level | None = None
    province: str = ""
    group: str = ""
    organs: tuple[Organ, ...] = ()
    columns: tuple[Column, ...] = ()
    plans: tuple[str, ...] = ()
    events: tuple[tuple[str, date], ...] = ()
    tls_verify: bool = True
