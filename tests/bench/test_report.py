"""The bench of printing large reports runs on a small one."""

import pytest
from bench import report

from auditor import plugins


def test_it_tells_of_every_format_and_of_the_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert report.main(["--sites", "2", "--findings", "20", "--letters"]) == 0
    told = capsys.readouterr().out
    for name in (*plugins.names("auditor.formats"), "docx/"):
        assert f"\n{name} " in told
    assert told.startswith("2 个站点，20 条问题；")
    assert "各格式合计 " in told


def test_too_much_is_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_MB", 1.0)
    assert report.main(["--sites", "1", "--findings", "1"]) == 1
