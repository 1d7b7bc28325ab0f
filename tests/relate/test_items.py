"""The items of a long column: few as they are, many packed, and nobody can tell which."""

import pytest
from making import url

from auditor.model import Item
from auditor.relate.items import FEW, Items, packed

MANY = tuple(
    Item(f"条目{n}", url(f"/gg/{n}.html"), None if n % 7 == 0 else "2023-01-02", f"li:nth-child({n})")
    for n in range(5 * FEW)
)


def test_few_items_stay_as_they_are() -> None:
    assert isinstance(packed(MANY[:FEW]), tuple)
    assert isinstance(packed(iter(MANY)), Items)
    assert packed(()) == ()


def test_packed_items_are_a_sequence_like_any_other() -> None:
    items = packed(MANY)
    assert (len(items), tuple(items), list(items)) == (len(MANY), MANY, list(MANY))
    assert items == MANY
    assert items == packed(MANY)
    assert items != MANY[:-1]
    assert items != (*MANY[:-1], MANY[0])
    assert items.__eq__(5) is NotImplemented
    assert hash(items) == hash(MANY)
    assert repr(items) == repr(MANY)


@pytest.mark.parametrize("place", [0, 63, 64, -1, 2 * FEW])
def test_each_item_has_its_place(place: int) -> None:
    assert packed(MANY)[place] == MANY[place]


@pytest.mark.parametrize("part", [slice(3), slice(60, 70), slice(None, None, -1), slice(-2, None), slice(5, 15, 5)])
def test_a_slice_is_a_tuple(part: slice) -> None:
    assert packed(MANY)[part] == MANY[part]


def test_there_is_no_item_behind_the_last() -> None:
    with pytest.raises(IndexError):
        packed(MANY)[5 * FEW]


def test_half_a_surrogate_pair_comes_back() -> None:
    odd = (*MANY, Item("\ud83d", url("/odd.html"), None))
    assert packed(odd)[-1].title == "\ud83d"
