"""One reader per block shape: each file yields the label and value pairs of its shape, and is found by its name."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from auditor import plugins
from auditor.extract.lexicon import Lexicon
from auditor.extract.page import Page
from auditor.extract.pairs import Pair

Reader = Callable[[Page, Lexicon], Iterable[Pair]]


@lru_cache(maxsize=1)
def readers() -> tuple[tuple[str, Reader], ...]:
    """Return (name, reader) of every reader, the strictest shape first (`ORDER`, then name)."""
    ranked = sorted(plugins.find(__name__).items(), key=lambda one: (one[1].ORDER, one[0]))
    return tuple((name, module.read) for name, module in ranked)
