"""Three random rounds of `make bench-kill`, with one kill each."""

import os
import random
import sys
from pathlib import Path

import pytest
from bench.kill import Server, Trial, captures, serving, trial

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_run_killed_at_a_random_moment_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    seed = int.from_bytes(os.urandom(4), "big")
    chance = random.Random(seed)  # noqa: S311 - no secret
    with serving() as server:
        place = trial(tmp_path, server)
        assert place.wanted["sites"][0]["findings"]
        for number in range(3):
            assert place.round(f"round-{number}", 1, chance) == [], f"seed {seed}, round {number}"
        _proves_something(place, server, chance)


def _proves_something(place: Trial, server: Server, chance: random.Random) -> None:
    """A page that is lost from the state, and therefore asked for again, is told."""
    whole = captures(place.folder / "round-0")
    assert whole.keys() == server.site.keys()
    wrong = Trial(place.folder, server, {}, place.seconds).round("round-0", 0, chance)
    assert f"0 requests for {len(server.site)} pages, 0 lost in flight" in wrong
    assert "the report differs from the undisturbed one" not in wrong  # told only where all else is well
