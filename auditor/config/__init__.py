"""`auditor.yaml` becomes a `Config`; this package alone knows its keys, its defaults and what contradicts itself."""

from auditor.config.addresses import is_loopback, really_asked
from auditor.config.manual import ManualFile, read_manual
from auditor.config.options import Config, CrawlOptions
from auditor.config.plain import from_dict, to_dict
from auditor.config.reading import find, load

__all__ = [
    "Config",
    "CrawlOptions",
    "ManualFile",
    "find",
    "from_dict",
    "is_loopback",
    "load",
    "read_manual",
    "really_asked",
    "to_dict",
]
