"""Shows that pywb, the replay program of web archives, plays back what a crawl stored: byte for byte, revisits too.

    make replay       or        PYTHONPATH=. python tests/bench/replay.py [--venv DIR]

Crawls the demo sites, installs pywb into an environment of its own (DIR, else a temporary one; that needs a package
index), indexes the evidence with pywb's own indexer, serves it on loopback and asks for every page that was captured.
Ends with 1 where any comes back otherwise.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx

from auditor import catalog, pipeline
from auditor.archive import open_source
from auditor.archive.warc import index
from auditor.model import Reason

FIXTURES = Path(__file__).parents[2] / "fixtures"
_NEEDED = ("pywb", "setuptools<81")  # pywb asks for pkg_resources
_PATIENCE = 60  # seconds until the server listens
_COLLECTION = "evidence"
_PARTS = {Reason.TOO_LARGE, Reason.TRUNCATED, Reason.TIMEOUT}  # kept as far as they came


def main() -> int:
    """Crawl, replay, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        programs = _installed(given.venv or place / "venv")
        run = place / "run"
        pipeline.demo(FIXTURES, run, catalog=catalog.load(), today=date(2030, 1, 1))
        with _replayed(place, run, programs) as server:
            return _compare(run, server)


def _installed(folder: Path) -> Path:
    """Install pywb where it is not yet and return the folder of its programs."""
    programs = folder / "bin"
    if not (programs / "wayback").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", *_NEEDED], check=True)
    return programs


@contextmanager
def _replayed(place: Path, run: Path, programs: Path) -> Iterator[str]:
    """Serve the evidence of a run with pywb and yield the address under which it answers."""
    manager, archive = programs / "wb-manager", place / "collections" / _COLLECTION / "archive"
    subprocess.run([manager, "init", _COLLECTION], cwd=place, check=True, capture_output=True)
    for file in sorted(run.glob("*/evidence-*.warc.gz")):
        # The name says the site: pywb keeps all files of a collection in one folder.
        (archive / f"{file.parent.name}-{file.name}").write_bytes(file.read_bytes())
    subprocess.run([manager, "reindex", _COLLECTION], cwd=place, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(programs / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(port)
            yield f"http://127.0.0.1:{port}/{_COLLECTION}"
        finally:
            process.terminate()


def _await(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("pywb does not listen")


def _compare(run: Path, server: str) -> int:
    """Ask for every page as it was sent (`id_`), and for one as a person sees it; print what came."""
    revisits = {one.url for file in run.glob("*/evidence-*.warc.gz") for one in index(file) if one.refers}
    asked = wrong = again = 0
    with httpx.Client(timeout=30, trust_env=False) as client:
        for source in open_source(run):
            for capture in source.captures():
                if not capture.body or capture.outcome in _PARTS:
                    continue
                moment = "".join(sign for sign in capture.fetched_at or "" if sign.isdigit())
                answer = client.get(f"{server}/{moment}id_/{capture.final_url}", follow_redirects=True)
                same = answer.status_code == capture.status and answer.content == capture.body
                asked, wrong, again = asked + 1, wrong + (not same), again + (capture.final_url in revisits)
                if not same:
                    _say(f"{capture.final_url}: HTTP {answer.status_code}, {len(answer.content)} bytes, not as stored")
            shown = client.get(f"{server}/mp_/{source.urls()[0]}", follow_redirects=True)
            wrong += shown.status_code != 200 or b"<html" not in shown.content.lower()
    _say(f"{asked - wrong} of {asked} pages replayed by pywb as they were stored, {again} of them from revisit records")
    return 1 if wrong or not asked or not again else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
