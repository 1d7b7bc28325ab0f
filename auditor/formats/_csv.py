"""Rows as CSV that spreadsheets open; this module alone knows their mark of UTF-8."""

import csv
import io
from collections.abc import Iterable, Sequence

from auditor.formats._neutral import cell


def rows_as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows under *head*: UTF-8 with BOM; numbers as they are, None empty, texts never a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([_cell(one) for one in head])
    writer.writerows([_cell(one) for one in row] for row in rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, str):
        return cell(value)
    return "" if value is None else str(value)
