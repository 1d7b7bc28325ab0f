"""What a broken machine took; this module alone decides what of it is asked for again."""

from pathlib import Path

from auditor.store import Store


def ask_again_for_lost(folder: Path, store: Store, notes: list[str]) -> None:
    """Let wait again what the state knows and the evidence lost: a power failure may take the end of a file."""
    for name, stop in store.ends().items():
        file = folder / name
        size = file.stat().st_size if file.is_file() else 0
        if size < stop:
            again = store.forget(name, size)
            notes.append(f"{name} 比记下的短(断电,或被改动过),其中 {again} 个网址重新抓取")
