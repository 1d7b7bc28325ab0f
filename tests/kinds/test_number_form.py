import pytest
from making import facts, field, page, record

from auditor.kinds.number_form import Kind
from auditor.model import Field, Source, State, Verdict

KIND = Kind(
    faults=("bracket_kind", "leading_zero", "has_di", "lost_bracket", "empty_year", "missing_hao"),
    review=("looks_like_index_number",),
)


def judge(one: Field | None) -> Verdict:
    return KIND.judge(page(record(fields=(one,) if one else ())), facts())


@pytest.mark.parametrize(
    "number", ["郯政办发〔2023〕12号", "郯政办发 〔2023〕 12 号", "郯城县人民政府公告第1号", "国务院令第711号"]
)
def test_a_well_formed_number_passes(number: str) -> None:
    assert judge(field("document_number", number)).state is State.PASS


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("郯政办发[2023]12号", "年份未用六角括号〔〕"),
        ("郯政办发〔2023〕012号", "序号虚位编号"),
        ("郯政办发〔2023〕第12号", "序号前加“第”"),
        ("郯政办发〔2023〕12", "缺少“号”字"),
        ("郯政办发〔2023〕第012", "序号虚位编号、序号前加“第”、缺少“号”字"),
    ],
)
def test_a_fault_of_form_is_certain_and_named_in_words(number: str, says: str) -> None:
    verdict = judge(field("document_number", number, raw=f" {number} ", label=" 文号 "))
    assert verdict.state is State.FAIL
    assert verdict.values == {"raw": number, "faults": says}
    assert [one.quote for one in verdict.evidence] == [f"文号 {number}"]
    assert verdict.part == "document_number"


def test_an_index_number_in_its_place_is_for_a_person() -> None:
    verdict = judge(field("document_number", "tanchengxzf0001/2023-0000264"))
    assert verdict.state is State.NEEDS_REVIEW
    assert verdict.values["faults"] == "填写的内容形似索引号"


def test_a_fault_that_the_rule_does_not_name_is_none() -> None:
    subject = page(record(fields=(field("document_number", "郯政办发[2023]012号"),)))
    assert Kind(faults=("missing_hao",)).judge(subject, facts()).state is State.PASS
    assert Kind(review=("leading_zero",)).judge(subject, facts()).state is State.NEEDS_REVIEW
    both = Kind(faults=("bracket_kind",), review=("leading_zero",)).judge(subject, facts())
    assert both.state is State.FAIL


def test_a_fault_without_a_word_for_it_is_named_as_it_is() -> None:
    from auditor.model import Vocabulary  # noqa: PLC0415 - only here

    subject = page(record(fields=(field("document_number", "郯政办发〔2023〕12"),)))
    verdict = Kind(faults=("missing_hao",)).judge(subject, facts(vocabulary=Vocabulary({})))
    assert verdict.values["faults"] == "missing_hao"


@pytest.mark.parametrize(
    "one",
    [
        None,
        field("document_number", None, raw=" "),
        field("document_number", None, raw="无", reason="placeholder"),
        field("document_number", "郯政办发[2023]12号", source=Source.HEADLINE),
        field("document_number", "郯政办发[2023]12号", source=Source.META),
        field("document_number", "郯政办发[2023]12号", source=Source.BODY),
    ],
)
def test_without_a_number_in_the_block_there_is_no_form_to_judge(one: Field | None) -> None:
    assert judge(one).state is State.NOT_APPLICABLE


def test_a_number_left_empty_in_its_brackets_is_a_fault_of_a_field_without_value() -> None:
    verdict = judge(field("document_number", None, raw="郯政办发〔〕号", reason="placeholder"))
    assert verdict.state is State.FAIL
    assert verdict.values["faults"] == "年份为空"
