"""Records as plain tuples, to be put away and taken out again; this module alone knows how a type is taken apart."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, make_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from auditor.model.record import Record

Plain = tuple[Any, ...]


class _Way(NamedTuple):
    """How a value of some type becomes tuples, texts and numbers, and how it comes back."""

    there: Callable[[Any], Any]
    back: Callable[[Any], Any]


def packed(record: Record) -> Plain:
    """Return a record as nested tuples of texts, numbers and None, whatever attributes it has."""
    plain: Plain = _whole(Record).there(record)
    return plain


def unpacked(plain: Plain) -> Record:
    """Return the record of which `packed` made those tuples."""
    record: Record = _whole(Record).back(plain)
    return record


def _way(hint: Any) -> _Way | None:  # noqa: ANN401 - a type as it is annotated
    """Return how values so annotated go there and back, None where they stay as they are."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _whole(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Way(attrgetter("value"), {one.value: one for one in hint}.__getitem__)
    inner = next((one for one in get_args(hint) if _way(one) is not None), None)
    if inner is None:
        return None
    there, back = _way(inner) or _Way(tuple, tuple)
    if get_origin(hint) is tuple:
        if isinstance(inner, type) and is_dataclass(inner):
            return _several(inner)
        return _Way(lambda several: tuple(map(there, several)), lambda plain: tuple(map(back, plain)))
    return _Way(
        lambda value: None if value is None else there(value),
        lambda value: None if value is None else back(value),
    )


def _parts(made: type[Any]) -> tuple[Callable[[Any], Plain], tuple[tuple[int, _Way], ...]]:
    """Return what takes a dataclass apart, and the ways of those of its attributes that are not plain."""
    hints = get_type_hints(made)
    names = [one.name for one in fields(made)]
    ways = ((place, _way(hints[name])) for place, name in enumerate(names))
    return attrgetter(*names), tuple((place, way) for place, way in ways if way is not None)


def _open(made: type[Any]) -> type[Any]:
    """Return a class of the same build as a frozen one, whose instances are made three times as quickly.

    The attributes of a frozen one are set through `object.__setattr__`, one call each. An instance of the open class
    that is given the frozen one as its class is in no way different from one that was made as such.
    """
    return make_dataclass(made.__name__, [one.name for one in fields(made)], slots=True, eq=False, repr=False)


@cache
def _whole(made: type[Any]) -> _Way:
    """Return the way of a dataclass: its attributes in order."""
    get, ways = _parts(made)
    opened = _open(made)

    def there(value: Any) -> Plain:  # noqa: ANN401 - an instance of the class
        values = list(get(value))
        for place, way in ways:
            values[place] = way.there(values[place])
        return tuple(values)

    def back(plain: Plain) -> Any:  # noqa: ANN401 - an instance of the class
        values = list(plain)
        for place, way in ways:
            values[place] = way.back(values[place])
        one = opened(*values)
        one.__class__ = made
        return one

    return _Way(there, back)


def _several(made: type[Any]) -> _Way:
    """Return the way of several instances of a dataclass: attribute by attribute, which is quicker than one by one."""
    get, ways = _parts(made)
    opened = _open(made)

    def there(several: Plain) -> Plain:
        columns: list[Any] = list(zip(*map(get, several), strict=True))
        if columns:
            for place, way in ways:
                columns[place] = tuple(map(way.there, columns[place]))
        return tuple(columns)

    def back(plain: Plain) -> Plain:
        if not plain:
            return ()
        columns: list[Any] = list(plain)
        for place, way in ways:
            columns[place] = map(way.back, columns[place])
        found = tuple(map(opened, *columns))
        for one in found:
            one.__class__ = made
        return found

    return _Way(there, back)
