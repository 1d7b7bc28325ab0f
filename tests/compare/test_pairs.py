from dataclasses import replace

from comparing import HOME, found

from auditor.compare.pairs import pairs
from auditor.model import Subject


def test_a_fault_is_the_same_by_its_fingerprint_wherever_its_page_stands() -> None:
    old, new = found(path="old/1.htm"), found(path="new/1.htm")
    (pair,) = pairs([old], [new])
    assert (pair.before, pair.after) == (old, new)


def test_a_page_that_got_its_number_meanwhile_keeps_its_other_faults() -> None:
    bare = found("f1", subject=Subject(HOME + "a.htm"))
    numbered = found("f2")
    (pair,) = pairs([bare], [numbered])
    assert (pair.before, pair.after) == (bare, numbered)


def test_another_field_or_another_rule_on_that_page_is_another_fault() -> None:
    old = found("f1", part="title")
    new = [found("f2", part="topic"), found("f3", rule="stale", part="title")]
    assert [(one.before, one.after) for one in pairs([old], new)] == [(None, new[0]), (None, new[1]), (old, None)]


def test_of_two_pages_with_one_number_the_one_that_was_mended_is_gone() -> None:
    first, second = found("f1", "a.htm"), found("f2", "b.htm")
    moved_up = replace(second, fingerprint="f1")
    both, left = pairs([first, second], [moved_up])
    assert (both.before, both.after) == (second, moved_up)
    assert (left.before, left.after) == (first, None)


def test_what_is_gone_elsewhere_changes_nothing() -> None:
    both, left = pairs([found("f1", "a.htm"), found("f2", "b.htm")], [found("f1", "a.htm")])
    assert (both.before, left.before) == (found("f1", "a.htm"), found("f2", "b.htm"))
