"""Records as plain tuples, to be put away and taken out again; this module alone knows how a type is taken apart."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_type_hints

from auditor.model.record import Record

Plain = tuple[Any, ...]


class _Way(NamedTuple):
    """How a value of some type becomes tuples, texts and numbers, and how it comes back."""

    there: Callable[[Any], Any]
    back: Callable[[Any], Any]


def packed(record: Record) -> Plain:
    """Return a record as nested tuples of texts, numbers and None, whatever attributes it has."""
    plain: Plain = _record().there(record)
    return plain


def unpacked(plain: Plain) -> Record:
    """Return the record of which `packed` made those tuples."""
    record: Record = _record().back(plain)
    return record


@cache
def _record() -> _Way:
    return _way_of(Record)


def _way(hint: Any) -> _Way | None:  # noqa: ANN401 - a type as it is annotated
    """Return how values so annotated go there and back, None where they stay as they are."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _way_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _Way(attrgetter("value"), {one.value: one for one in hint}.__getitem__)
    inner = next(filter(None, map(_way, get_args(hint))), None)
    if inner is None:
        return None
    there, back = inner
    if type(None) in get_args(hint):
        return _Way(
            lambda value: None if value is None else there(value),
            lambda value: None if value is None else back(value),
        )
    return _Way(
        lambda values: tuple([there(one) for one in values]) if values else (),
        lambda values: tuple([back(one) for one in values]) if values else (),
    )


def _way_of(made: type[Any]) -> _Way:
    """Return the way of a dataclass: its attributes in order, those that are more than plain each in its own way."""
    hints = get_type_hints(made)
    names = [one.name for one in fields(made)]
    ways = [(place, way) for place, name in enumerate(names) if (way := _way(hints[name])) is not None]
    get = attrgetter(*names)
    if not ways:
        return _Way(get, lambda values: made(*values))

    def there(value: Any) -> Plain:  # noqa: ANN401 - an instance of the class
        values = list(get(value))
        for place, way in ways:
            values[place] = way.there(values[place])
        return tuple(values)

    def back(plain: Plain) -> Any:  # noqa: ANN401 - an instance of the class
        values = list(plain)
        for place, way in ways:
            values[place] = way.back(values[place])
        return made(*values)

    return _Way(there, back)
