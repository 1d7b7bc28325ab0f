"""`rules/` becomes rules, rule sets, word lists and calendar overrides; this package alone knows how they are written.

`load()` reads the shipped rules or a folder of the same shape. A user's own rule set is one YAML file anywhere; a
folder `checks/` beside it adds rules of its own.
"""

from auditor.catalog.catalog import Catalog, file_holds, lint, load, shipped

__all__ = ["Catalog", "file_holds", "lint", "load", "shipped"]
