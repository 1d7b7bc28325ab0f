from contextlib import closing

import pytest
from making import record

from auditor.pipeline.records import Records


def test_records_come_back_in_the_order_in_which_they_came() -> None:
    asked = [record(f"/{n}.html", title=f"标题{n}\ud83d") for n in range(5)]
    with closing(Records()) as records:
        assert list(records) == []
        assert list(records.taken(asked)) == asked
        assert (len(records), list(records), list(records)) == (5, asked, asked)
        assert (records[0], records[-1], records[1:3]) == (asked[0], asked[-1], tuple(asked[1:3]))
        with pytest.raises(IndexError):
            records[5]


def test_records_that_were_taken_can_be_read_while_others_come() -> None:
    asked = [record(f"/{n}.html") for n in range(3)]
    with closing(Records()) as records:
        assert [records[n] for n, _ in enumerate(records.taken(asked))] == asked
