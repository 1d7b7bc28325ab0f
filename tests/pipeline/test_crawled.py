import json
from pathlib import Path

import pytest

from auditor.model import PassedOver
from auditor.pipeline.crawled import told_by_crawl


def folder(place: Path, about: object) -> Path:
    place.mkdir()
    (place / "site.json").write_text(json.dumps(about), "utf-8")
    return place


def test_what_crawls_say_of_themselves_is_read_back(tmp_path: Path) -> None:
    one = {"reason": "calendar", "count": 2, "examples": ["http://a.cn/x"], "more": False}
    first = folder(tmp_path / "a", {"passed_over": [one], "notes": ["说明"]})
    second = folder(tmp_path / "b", {"notes": ["又一条"]})
    told = told_by_crawl([first, second, tmp_path / "none"])
    assert told == {"passed_over": (PassedOver("calendar", 2, ("http://a.cn/x",)),), "notes": ("说明", "又一条")}


@pytest.mark.parametrize("damaged", [[], {"passed_over": 3, "notes": {}}, {"passed_over": [1, {}, {"reason": "x"}]}])
def test_a_damaged_file_says_nothing(damaged: object, tmp_path: Path) -> None:
    assert told_by_crawl([folder(tmp_path / "a", damaged)]) == {"passed_over": (), "notes": ()}
