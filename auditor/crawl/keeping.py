"""What came is kept: as evidence, in its index and in the list of captures; this module alone writes them."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from auditor.archive.answer import Answer, failed
from auditor.archive.index import CDXJ, cdxj_line, write_lines
from auditor.archive.run import CAPTURES
from auditor.archive.warc import Place, WarcWriter
from auditor.crawl.telling import line_of, row_of
from auditor.model import Reason
from auditor.store import CaptureRow, Store


class Keeping:
    """The files of one site's folder that grow with the crawl.

    Args:
        folder: The site's folder in the run folder.
        store: The state of the crawl; what it does not know of the evidence is cut off.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder, self._store = folder, store
        self._evidence = WarcWriter(folder, store.ends(), known=store.stored)
        # The list begins anew from the state: a killed process may have left half a line.
        write_lines(folder / CAPTURES, map(line_of, store.captures()))
        self._lines = (folder / CAPTURES).open("a", encoding="utf-8", newline="\n")

    def write(self, answers: Iterable[Answer]) -> list[Place]:
        """Write answers to the evidence and return where each of them stands."""
        return [self._evidence.write(answer) for answer in answers]

    def index(self, answers: Iterable[Answer], places: Iterable[Place]) -> None:
        """Note what was written where, inside the commit of its page."""
        for answer, place in zip(answers, places, strict=True):
            self._store.add_answer(cdxj_line(answer, place), place.file, place.offset + place.length)
            if answer.raw and not place.revisit and not answer.truncated:
                self._store.add_payload(place.payload, (answer.url, answer.fetched_at, place.file, place.offset))

    def answers(self, answers: tuple[Answer, ...]) -> None:
        """Keep the evidence of what is no page of the site."""
        places = self.write(answers)
        with self._store.page():
            self.index(answers, places)

    def tell(self, row: CaptureRow) -> None:
        """Append a capture to the list that people follow."""
        self._lines.write(line_of(row) + "\n")
        self._lines.flush()

    def close(self, left: Iterable[str]) -> None:
        """Write index and list in their order, with the addresses *left* unasked, and close the files."""
        self._evidence.close()
        self._lines.close()
        unasked = (row_of(failed(url, Reason.LIMIT, None), None) for url in left)
        write_lines(self._folder / CAPTURES, map(line_of, chain(self._store.captures(), unasked)))
        write_lines(self._folder / CDXJ, self._store.answers())
