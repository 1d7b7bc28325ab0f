import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from auditor.extract import extract
from auditor.extract.lexicon import Lexicon, lexicon_of
from auditor.extract.page import Page
from auditor.extract.walk import read_page
from auditor.model import Capture, Reason, Record, Vocabulary

URL = "http://www.example.gov.cn/zwgk/zcwj/202307/t20230714_240660.html"
Reading = Callable[..., Record]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys  # noqa: PLC0415 - dataclasses look their module up there

    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def measure() -> ModuleType:
    return load("measure")


@pytest.fixture(scope="session")
def label_list() -> ModuleType:
    return load("label_list")


@pytest.fixture(scope="session")
def corpus(measure: ModuleType) -> Path:
    folder = Path(measure.corpus())
    if not (folder / "labels.jsonl").is_file():
        pytest.skip("the labelled corpus is not here (AUDITOR_CORPUS)")
    return folder


@pytest.fixture(scope="session")
def vocabulary(measure: ModuleType) -> Vocabulary:
    made = measure.vocabulary()
    assert isinstance(made, Vocabulary)
    return made


@pytest.fixture(scope="session")
def words(vocabulary: Vocabulary) -> Lexicon:
    return lexicon_of(vocabulary)


@pytest.fixture(scope="session")
def read(vocabulary: Vocabulary) -> Reading:
    def reading(html: str | bytes, url: str = URL, **headers: str) -> Record:
        body = html.encode() if isinstance(html, str) else html
        pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        return extract(Capture(url, url, 200, pairs, body, None, Reason.OK), vocabulary)

    return reading


@pytest.fixture
def page() -> Callable[[str], Page]:
    return lambda html: read_page(html, URL)


@pytest.fixture(scope="session")
def values(read: Reading) -> Callable[[str], dict[str, str | None]]:
    """The block's fields of a fragment: name → value."""

    def reading(html: str) -> dict[str, str | None]:
        record = read(f"<html><head><meta charset=utf-8></head><body>{html}</body></html>")
        return {one.name.value: one.value for one in record.fields}

    return reading
