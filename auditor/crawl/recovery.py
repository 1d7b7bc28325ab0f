"""What a broken machine took; this module alone decides what of it is asked for again."""

from pathlib import Path

from auditor.archive.index import read_line
from auditor.store import Store


def ask_again_for_lost(folder: Path, store: Store, notes: list[str]) -> None:
    """Let wait again what the state knows and the evidence lost: a power failure may take the end of a file."""
    for name, stop in store.ends().items():
        file = folder / name
        size = file.stat().st_size if file.is_file() else 0
        if size < stop:
            again = _forget(store, name, size)
            notes.append(f"{name} 比记下的短(断电,或被改动过),其中 {again} 个网址重新抓取")


def _forget(store: Store, name: str, size: int) -> int:
    """Forget what stood behind byte *size* of a file, with all that rests on it; return how many addresses wait again.

    Of a record that refers to a lost body nothing but its headers can be read any more; and what may have been a second
    look confirms nothing.
    """
    lost = [read_line(line) for line in store.answers_behind(name, size)]
    bodies = {one.digest for one in lost if not one.revisit}
    rest = map(read_line, store.answers()) if bodies else ()
    bodiless = [(one.file, one.offset) for one in rest if one.revisit and one.digest in bodies]
    return store.forget(name, size, bodiless=bodiless, doubted={one.url for one in lost})
