"""The lock files agree with pyproject.toml, with each other and with what the code imports, and name no place."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import packages_distributions, requires
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
FOR_DRAWING, FOR_STAMPING = (
    [Requirement(one) for one in PROJECT["project"]["optional-dependencies"][extra]]
    for extra in ("browser", "timestamp")
)
FOR_BUILDING = [*map(Requirement, PROJECT["build-system"]["requires"]), Requirement("editables")]
FOR_DEVELOPMENT, FOR_COMPARING = (
    [Requirement(one) for one in PROJECT["project"]["optional-dependencies"][extra]] for extra in ("dev", "bench")
)
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def pins(lock: str) -> dict[str, str]:
    """Return name → version of everything that a lock file pins."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def closure(wanted: Iterable[Requirement]) -> set[str]:
    """Return the names of what is installed for *wanted*, with all that it needs in turn."""
    found: set[str] = set()
    for one in wanted:
        found.add(canonicalize_name(one.name))
        needed = map(Requirement, requires(one.name) or ())
        extras = [{"extra": extra} for extra in ("", *one.extras)]
        found |= closure(need for need in needed if not need.marker or any(map(need.marker.evaluate, extras)))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_line_names_a_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    pinned = [line for line in lines if not line.startswith(" ")]
    assert [line for line in pinned if not re.fullmatch(r"[\w.-]+==\S+ \\", line)] == []
    hashes = [line for line in lines if line.startswith(" ")]
    assert [line for line in hashes if not re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?", line)] == []
    assert [line for line, after in pairwise(lines) if line in pinned and after in pinned] == []
    assert re.findall(r"://|file:/|/home/|/tmp/|--find-links|index-url", text) == []


def test_the_lock_holds_what_the_project_declares() -> None:
    runtime, everything, comparing = (pins(lock) for lock in LOCKS)
    wanted = [(one, runtime) for one in DECLARED + FOR_BUILDING]
    wanted += [(one, everything) for one in FOR_DEVELOPMENT + FOR_DRAWING + FOR_STAMPING]
    wanted += [(one, comparing) for one in FOR_COMPARING]
    missing = [
        str(one) for one, lock in wanted if not one.specifier.contains(lock.get(canonicalize_name(one.name), "0"))
    ]
    assert missing == []
    assert [str(one) for one, lock in wanted if canonicalize_name(one.name) not in lock] == []


def test_the_locks_agree() -> None:
    runtime, everything, comparing = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= everything.items()
    assert runtime.items() <= comparing.items()  # all of them are laid into the same environment
    assert [name for name, version in comparing.items() if everything.get(name, version) != version] == []


def test_nobody_installs_a_driver_of_browsers_or_a_library_for_stamps_unasked() -> None:
    assert not {canonicalize_name(one.name) for one in FOR_DRAWING + FOR_STAMPING} & pins("requirements.lock").keys()


def test_what_the_code_imports_is_declared() -> None:
    declared = closure(DECLARED + FOR_DRAWING + FOR_STAMPING)
    owners = packages_distributions()
    undeclared = set()
    for path in (ROOT / "auditor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in {one.partition(".")[0] for one in names} - set(sys.stdlib_module_names) - {"auditor"}:
                if not declared & set(map(canonicalize_name, owners.get(name, ()))):
                    undeclared.add(f"{path.relative_to(ROOT).as_posix()}: {name}")
    assert sorted(undeclared) == []
