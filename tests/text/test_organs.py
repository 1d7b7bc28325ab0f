import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import organs

OFFICE = "郯城县人民政府办公室"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("郯城县政府办公室", OFFICE),
        ("郯城县政府办", OFFICE),
        ("县政府办", OFFICE),
        ("縣政府辦公室", OFFICE),
        ("郯城县政府", "郯城县人民政府"),
        ("县政府", "郯城县人民政府"),
        ("市发改委", "临沂市发展和改革委员会"),
        ("郯城县人社局", "郯城县人力资源和社会保障局"),
        ("郯城县应急局", "郯城县应急管理局"),
        ("县市场监管局", "郯城县市场监督管理局"),
        ("教育局", "郯城县教育局"),
        ("郯城教育局", "郯城县教育局"),
        ("郯城县委", "中共郯城县委员会"),
    ],
)
def test_shortened_names_are_abbreviations(short: str, full: str) -> None:
    assert organs.abbreviates(short, full)
    assert not organs.abbreviates(full, short)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (OFFICE, OFFICE),
        ("", OFFICE),
        ("郯城县人民政府", OFFICE),
        ("郯城县政府", OFFICE),
        ("怀远县人民政府(办公室)", "怀远县人民政府办公室"),
        ("郯城縣人民政府辦公室", OFFICE),
        ("市政府办公室", OFFICE),
        ("办公室", OFFICE),
        ("郯城县人民政府", "山东省郯城县人民政府"),
        ("沂水县政府办公室", OFFICE),
        ("国务院", "国务院办公厅"),
        ("郯城县教育局", "郯城县人力资源和社会保障局"),
        ("咸宁市政府网", "咸宁市人民政府办公室"),
    ],
)
def test_the_same_name_or_another_organ_is_no_abbreviation(short: str, full: str) -> None:
    assert not organs.abbreviates(short, full)


def test_all_ways_of_writing_have_one_canonical_form() -> None:
    assert {
        organs.canon(name) for name in (OFFICE, "郯城县政府办公室", "郯城县政府办", "郯城縣（人民政府辦公室）")
    } == {"郯城县政府办"}


@given(
    st.text("郯城县市政府人民办公室委员会局教育", max_size=12),
    st.text("郯城县市政府人民办公室委员会局教育", max_size=12),
)
def test_never_both_ways(one: str, other: str) -> None:
    assert not (organs.abbreviates(one, other) and organs.abbreviates(other, one))


@pytest.mark.parametrize(
    ("name", "organ"),
    [
        (OFFICE, True),
        ("郯城县教育局", True),
        ("郯城县发改委", True),
        ("国务院办公厅", True),
        ("怀远县人民政府(办公室)", True),
        ("县融媒体中心", True),
        ("马头镇", True),
        ("郯城县政府办", True),
        ("咸宁市政府网", False),
        ("中国政府网", False),
        ("郯城县人民政府门户网站", False),
        ("人民日报", False),
        ("张三", False),
        ("", False),
    ],
)
def test_organs_are_told_from_websites(name: str, organ: bool) -> None:  # noqa: FBT001 - expected value
    assert organs.ends_like_organ(name) is organ
