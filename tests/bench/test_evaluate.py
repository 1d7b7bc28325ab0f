"""The bench of judging whole sites runs on small ones, and what is held of a page stays small."""

import pytest
from bench import county, evaluate

from auditor.model import PageKind, Role

BOUND = 650  # bytes of the view for each page of a site of so few, with all that its columns and joins hold


def test_it_measures_two_sizes_and_tells_how_the_larger_one_grows(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--sizes", "300,600"]) == 0
    told = capsys.readouterr().out
    assert "300 条记录" in told
    assert "600 条记录" in told
    assert told.count("每 10 万条") == 2
    assert told.count("内存峰值") == 2
    assert told.count("每条记录的时间是 300 条时的") == 1


def test_a_size_that_cannot_be_measured_is_told() -> None:
    (told,) = evaluate.told([0], 1)
    assert "没有测成" in told


def test_a_county_is_the_same_every_time_and_of_the_size_asked_for() -> None:
    one = list(county.County(2_000))
    assert one == list(county.County(2_000))
    assert one != list(county.County(2_000, seed=2))
    assert len(one) == len({record.url for record in one}) == 2_000
    assert {record.kind for record in one} == set(PageKind)


def test_what_is_planted_is_found() -> None:
    took = evaluate.measure(2_000, 1)
    assert took.rules > 20
    assert 20 < took.findings < 200
    assert took.seconds > 0


def test_the_documents_and_their_interpretations_are_joined() -> None:
    view = evaluate.viewed(2_000)
    policies = [
        key for key, one in view.pages.items() if (one.kind, one.role) == (PageKind.DOCUMENT, Role.POLICY_DOCUMENTS)
    ]
    joined = [key for key in policies if view.interpretations[key]]
    assert len(joined) > 0.9 * len(policies) > 100


def test_the_view_holds_little_of_each_page_and_no_more_of_a_larger_site() -> None:
    small, large = evaluate.bytes_per_page(2_000), evaluate.bytes_per_page(4_000)
    assert large < BOUND
    assert large < small * 1.1


def test_where_all_titles_are_one_the_pairs_that_are_joined_grow_with_the_site_and_not_with_its_square() -> None:
    pairs = []
    for size in (1_000, 2_000):
        view = evaluate.viewed(size, alike=True)
        pairs.append(sum(map(len, view.interpretations.values())))
    assert 0 < pairs[0] < pairs[1] < 2.2 * pairs[0]
