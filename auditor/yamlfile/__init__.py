"""YAML whose every value knows its file, line and column; this package alone knows YAML and how near two words are.

`read(path)` gives the document's `Node`; `Node` and `Table` read values of a type. A wrong value is a `ConfigError`:
raised at once, or, where a list of problems was handed in, collected there while an empty value is returned.
"""

from pathlib import Path

from auditor.errors import ConfigError
from auditor.yamlfile.nearest import did_you_mean, nearest
from auditor.yamlfile.node import Node, Table
from auditor.yamlfile.syntax import File, compose

__all__ = ["Node", "Table", "did_you_mean", "nearest", "read"]


def read(path: Path, problems: list[ConfigError] | None = None) -> Node | None:
    """Return the document in the file at *path*.

    Returns None only with *problems*: where the file is empty or no YAML, which is then told there. Raises UsageError
    where there is no such file, and ConfigError for a wrong one where no list of *problems* is given.
    """
    file = File(str(path), problems)
    root = compose(path, file)
    return Node("", root, file) if root is not None else None
