"""Whose folder a site's folder is; this module alone writes site.json."""

from pathlib import Path

from auditor.archive.index import write_lines
from auditor.archive.run import SITE, read_json
from auditor.crawl.telling import in_one_line
from auditor.errors import UsageError
from auditor.model import Site


def claim(folder: Path, site: Site, **told: object) -> None:
    """Write whose folder this is and what is *told* of its crawl.

    Raises:
        UsageError: Another site was captured there.
    """
    known = read_json(folder / SITE)
    about: dict[str, object] = {"id": site.id, "home": site.home, "hosts": list(site.hosts)}
    if known and any(known.get(name) != value for name, value in about.items()):
        raise UsageError(f"{folder}:是另一次运行的结果(网站首页或主机不同),不能继续")
    write_lines(folder / SITE, [in_one_line(about | {"name": site.name} | told)])
