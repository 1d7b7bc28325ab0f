"""Plug-ins are modules whose file name is their name; this module alone knows how they are found."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType


@cache  # a folder is read once: the rules ask for their kinds hundreds of times
def names(package: str) -> tuple[str, ...]:
    """Return the names of the plug-ins in *package*, sorted, importing none of them; `_private` files are none."""
    found = pkgutil.iter_modules(import_module(package).__path__)
    return tuple(sorted(one.name for one in found if not one.name.startswith("_")))


def load(package: str, name: str) -> ModuleType:
    """Import the one plug-in *name*; raises LookupError where there is no such file."""
    if name not in names(package):
        raise LookupError(name)
    return import_module(f"{package}.{name}")


def find(package: str) -> Mapping[str, ModuleType]:
    """Import every plug-in in *package*: name → module, sorted by name."""
    return {name: load(package, name) for name in names(package)}
