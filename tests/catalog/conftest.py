"""A small folder of rules, written anew for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest

RULE = """\
title: 栏目空白
basis: [{document: 某法, number: 某发〔2019〕1号, article: 第三条, url: http://www.gov.cn/, quote: 是, certainty: seen}]
kind: column_items
options: {at_least: 1}
applies_to: {roles: [notices, news], levels: [county], kinds: [list], owner: own, in_period: true}
severity: major
state: fail
message: 截至{as_of},栏目“{name}”未见条目
remedy: 请发布
effective_from: 2019-05-15
effective_to: 2030-01-01
examples:
  pass: [{as_of: 2023-01-01, html: <p>x</p>, expect: not_applicable}]
  fail:
    - as_of: 2023-01-01
      html: <p>y</p>
      url: http://www.example.gov.cn/a/
      role: notices
      level: county
      update_every: P2W
      expect: fail
      also: [{url: http://www.example.gov.cn/b/, html: <p>z</p>, role: news}]
"""
SET = "title: 全部\nversion: '1'\nrules: '*'\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write = writer(tmp_path / "rules")
    write("checks/columns/column-empty.yaml", RULE)
    write("sets/all.yaml", SET)
    write("lists/roles.yaml", "news: [动态要闻, 要闻]\nwords: [null, no, 2023]\n")
    return tmp_path / "rules"


def writer(folder: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], Path]:
    return writer(folder)
