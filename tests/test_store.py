import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UsageError
from auditor.store import CaptureRow, Store, Waiting


def task(key: str, host: str = "h", rank: int = 1) -> Waiting:
    return Waiting(key, host, f"http://{key}", "item", "http://c", 0, rank)


def row(url: str, outcome: str = "ok") -> CaptureRow:
    return CaptureRow(url, url, 200, outcome, 4, "sha256:x", "2023-01-01T00:00:00Z", "evidence-00001.warc.gz", 10, 20)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "state.db")


def test_tasks_come_by_rank_then_in_order_each_key_once(store: Store) -> None:
    assert store.add([task("b"), task("a"), task("first", rank=0), task("b", rank=0)]) == 3
    assert store.waiting == 3
    order = []
    while (one := store.next("h", 0.0)) is not None:
        order.append(one.key)
        store.done(one.key, row(one.url))
    assert order == ["first", "b", "a"]
    assert (store.waiting, store.captured) == (0, 3)
    assert store.add([task("a")]) == 0
    store.close()


def test_each_host_has_its_own_tasks_and_busy_ones_are_passed_over(store: Store) -> None:
    store.add([task("a"), task("b"), task("x", "other")])
    second = store.next("h", 0.0, {"a", "x"})
    assert second is not None
    assert second.key == "b"
    assert store.next("h", 0.0, {"a", "b"}) is None
    assert store.next("nobody", 0.0) is None
    store.close()


def test_a_postponed_task_waits_and_counts_its_tries(store: Store) -> None:
    store.add([task("a")])
    store.postpone("a", 50.0)
    assert store.next("h", 49.0) is None
    assert store.next_due("h", 49.0) == 50.0
    assert store.next_due("h", 50.0) is None
    later = store.next("h", 50.0)
    assert later is not None
    assert later.tries == 1
    store.close()


def test_what_was_committed_is_there_again_and_what_was_not_is_not(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    with store.page():
        store.add([task("a"), task("b")])
        store.add_answer("line 2", "evidence-00001.warc.gz", 30)
        store.add_answer("line 1", "evidence-00002.warc.gz", 99)
        store.add_answer("line 3", "evidence-00001.warc.gz", 20)
        store.done("a", row("http://a", "http_4xx"))
    with suppress(ZeroDivisionError), store.page():
        store.done("b", row("http://b"))
        raise ZeroDivisionError
    store.close()
    again = Store(tmp_path / "state.db")
    assert [one.url for one in again.captures()] == ["http://a"]
    assert list(again.left()) == ["http://b"]
    assert (again.waiting, again.captured, again.outcomes()) == (1, 1, {"http_4xx": 1})
    assert again.ends() == {"evidence-00001.warc.gz": 30, "evidence-00002.warc.gz": 99}
    assert list(again.answers()) == ["line 1", "line 2", "line 3"]
    again.add([task("c")])
    first = again.next("h", 0.0)
    assert first is not None
    assert first.key == "b"  # the order of the earlier process goes on
    again.close()


def test_a_file_belongs_to_one_process_at_a_time(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    with pytest.raises(UsageError, match="另一个进程"):
        Store(tmp_path / "state.db")
    store.close()
    Store(tmp_path / "state.db").close()


def test_a_run_from_before_pages_could_be_drawn_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    store.add([task("a"), task("b")])
    store.done("a", row("http://a"))
    store.close()
    with closing(sqlite3.connect(tmp_path / "state.db")) as old:
        old.execute("ALTER TABLE captures DROP COLUMN rendered")
    again = Store(tmp_path / "state.db")
    again.done("b", row("http://b")._replace(rendered=True))
    assert [one.rendered for one in again.captures()] == [False, True]
    again.close()


def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_text("not a database, but long enough to be taken for a damaged one" * 20)
    with pytest.raises(UsageError, match="不是本程序"):
        Store(tmp_path / "state.db")


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 2)), max_size=12))
def test_every_key_is_handed_out_exactly_once(tasks: list[tuple[str, int]]) -> None:
    store = Store(Path(":memory:"))
    store.add(task(key, rank=rank) for key, rank in tasks)
    seen = []
    while (one := store.next("h", 0.0)) is not None:
        seen.append((one.rank, one.key))
        store.done(one.key, row(one.url))
    store.close()
    assert sorted(key for _, key in seen) == sorted({key for key, _ in tasks})
    assert [rank for rank, _ in seen] == sorted(rank for rank, _ in seen)


# ---------------------------------------------------------------- records
