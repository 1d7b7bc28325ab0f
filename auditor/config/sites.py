"""The `sites` of auditor.yaml become `Site` values; this module alone knows what belongs into a site's entry."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from auditor.config import amounts
from auditor.config.addresses import origin
from auditor.model import Column, Level, Organ, Role, Site
from auditor.text.addresses import host
from auditor.yamlfile import Node, Table

_SITE = ("id", "name", "home", "level", "province", "group", "hosts", "organs", "columns", "plans", "events", "tls")
_ORGAN = ("name", "aliases", "prefixes", "normative")
_COLUMN = ("name", "role", "url", "update_every", "unit")
# A site's id becomes a folder: it must be a good file name on NTFS too.
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?")
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,31}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def read_sites(document: Table, folder: Path) -> tuple[Site, ...]:
    """Return the sites in the order of the file; their ids differ (also on a disk that ignores case).

    Paths are seen from *folder*.
    """
    sites: list[Site] = []
    seen: Mapping[str, str] = {}
    for node in document.items("sites"):
        table = node.table(_SITE)
        site = _site(table, folder)
        if site.id and site.id.lower() in seen:
            table.problem(f"站点 id {site.id} 与前面的 {seen[site.id.lower()]} 重复", "id")
        seen = {**seen, site.id.lower(): site.id}
        sites.append(site)
    return tuple(sites)


def address(node: Node) -> str:
    """Return an absolute http(s) address without its fragment."""
    written = node.text()
    if written and not origin(written):
        node.problem(f"应为 http:// 或 https:// 开头的完整网址,却是 {written[:80]}")
    return written.partition("#")[0]


def _site(table: Table, folder: Path) -> Site:
    home_node = table.get("home", needed=True)
    home = address(home_node) if home_node else ""
    hosts = _hosts(table) or ((host(home),) if origin(home) else ())
    if origin(home) and hosts and host(home) not in hosts:
        table.problem(f"主机 {host(home)} 不在 hosts 内", "home")
    return Site(
        id=_id(table),
        name=table.text("name"),
        home=home,
        hosts=hosts,
        level=table.word("level", Level),
        province=table.text("province", ""),
        group=table.text("group", ""),
        organs=tuple(_organ(node.table(_ORGAN)) for node in table.items("organs")),
        columns=tuple(_column(node.table(_COLUMN), hosts) for node in table.items("columns")),
        plans=read_plans(table, folder),
        events=_events(table),
        tls_verify=table.table("tls", ("verify",)).flag("verify", default=True),
    )


def read_plans(table: Table, folder: Path) -> tuple[str, ...]:
    """Return the ids of plans as they are, their paths as seen from the configuration's folder."""
    written = table.texts("plans")
    return tuple(dict.fromkeys((folder / one).as_posix() if is_path(one) else one for one in written))


def is_path(id_or_path: str) -> bool:
    """Tell whether a set or a plan is named by its file rather than by its id."""
    return "/" in id_or_path or "\\" in id_or_path or id_or_path.endswith((".yaml", ".yml"))


def _events(table: Table) -> tuple[tuple[str, date], ...]:
    events = table.table("events")
    for name in events:
        if not _EVENT.fullmatch(name):
            events.problem("事件名只用小写字母、数字和 _(如 congress_end)", name)
    return events.days()


def _id(table: Table) -> str:
    written = table.text("id")
    if written and (not _ID.fullmatch(written) or _DEVICES.fullmatch(written)):
        table.problem(f"{written[:80]} 不能用作 id:只用字母、数字和 . _ -,以字母或数字开头,不超过 64 个字符", "id")
    return written


def _hosts(table: Table) -> tuple[str, ...]:
    """Return the hosts that are written; none where one of them is wrong, which is told."""
    hosts, wrong = [], False
    for node in table.items("hosts"):
        written = node.text().lower()
        if written and host(f"http://{written}") != written.removesuffix(":80"):
            node.problem(f"应为主机名(如 www.example.gov.cn),却是 {written[:80]}")
            wrong = True
        hosts.append(written.removesuffix(":80"))
    return () if wrong else tuple(dict.fromkeys(hosts))


def _organ(table: Table) -> Organ:
    return Organ(
        name=table.text("name"),
        aliases=table.texts("aliases"),
        prefixes=table.texts("prefixes"),
        normative=table.flag("normative"),
    )


def _column(table: Table, hosts: tuple[str, ...]) -> Column:
    node = table.get("url", needed=True)
    url = address(node) if node else ""
    if node and origin(url) and hosts and host(url) not in hosts:
        node.problem(f"主机 {host(url)} 不在本站的 hosts 内({' '.join(hosts)})")
    table.get("role", needed=True)
    return Column(
        name=table.text("name"),
        role=table.word("role", Role, Role.OTHER) or Role.OTHER,
        url=url,
        unit=table.text("unit", ""),
        update_every=_update_every(table),
    )


def _update_every(table: Table) -> str:
    written = table.text("update_every", "")
    try:
        return amounts.period(written) if written else ""
    except ValueError:
        table.problem(f"不是更新周期: {written[:80]}(应写成 P2W、P6M、P1Y 这样的 ISO 8601 时段)", "update_every")
        return ""
