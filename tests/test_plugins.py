"""Plug-ins are found by their file names, in a stable order, and imported only when asked for."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import plugins


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "plugin_package_for_tests"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name in ("zebra", "ant", "_private"):
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    (folder / "notes.txt").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return folder.name


def test_names_are_sorted_and_nothing_is_imported(package: str) -> None:
    assert plugins.names(package) == ("ant", "zebra")
    assert f"{package}.ant" not in sys.modules


def test_load_imports_the_one_that_is_asked_for(package: str) -> None:
    assert plugins.load(package, "zebra").NAME == "zebra"


@pytest.mark.parametrize("name", ["lion", "_private", "ant.x", "", "../ant"])
def test_a_name_without_a_file_is_a_lookup_error(package: str, name: str) -> None:
    with pytest.raises(LookupError, match=re.escape(name) or "^$"):
        plugins.load(package, name)


def test_find_imports_all(package: str) -> None:
    found = plugins.find(package)
    assert [(name, module.NAME) for name, module in found.items()] == [("ant", "ant"), ("zebra", "zebra")]


def test_the_report_formats_can_be_listed_without_importing_them() -> None:
    code = (
        "import sys; from auditor import plugins; plugins.names('auditor.formats');"
        "sys.exit(any(name.startswith('auditor.formats.') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
