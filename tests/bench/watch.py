"""What a program takes while it runs: wall time, CPU time and the peak of memory of it and all that it starts."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STEP = 0.05  # seconds between two looks at the memory
MB = 1024 * 1024


@dataclass(frozen=True)
class Took:
    """`begun` and `ended` are seconds since the epoch, `cpu` seconds, `peak` MB of all processes together."""

    begun: float
    ended: float
    cpu: float
    peak: float
    code: int
    error: str


def run(line: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None, most: float = 3600) -> Took:
    """Run a command in *folder* to its end, at most *most* seconds, and return what it took."""
    error = folder / "stderr.txt"
    # An installed program is compiled once; nobody's start-up is measured with the compiler in it.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun, before = time.time(), _cpu()  # noqa: TID251 - compared with a server's log
    with error.open("wb") as stream:
        process = subprocess.Popen(
            line,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=stream,
            env={**own, **(environment or {})},
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            if time.time() - begun > most:  # noqa: TID251 - see above
                process.kill()
            time.sleep(STEP)
    ended = time.time()  # noqa: TID251 - see above
    peak = peak or resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # where there is no /proc
    said = error.read_text("utf-8", "replace").strip().splitlines()
    return Took(begun, ended, _cpu() - before, peak, process.returncode, said[-1] if said else "")


def _cpu() -> float:
    """Return the seconds of all programs that were run so far, and of what they themselves started and waited for."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _memory(process: int) -> float:
    """Return the resident memory of a process and all its children in MB, 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    known, found = {process}, dict[int, tuple[int, int]]()  # process → its parent, pages in memory
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(folder.name)] = int(after[1]), int(after[21])
    for one in sorted(found):  # children are younger than their parents
        if found[one][0] in known:
            known.add(one)
    return sum(found[one][1] for one in known if one in found) * os.sysconf("SC_PAGE_SIZE") / MB
