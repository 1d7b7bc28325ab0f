import pytest
from making import facts, field, page, record

from auditor.kinds.differs import Kind
from auditor.model import Body, Record, Source, State

NUMBER = Kind("document_number", "number", "unequal")
ORGAN = Kind("publisher", "signature", "abbreviated")


def numbered(block: str, text: str, source: Source = Source.BLOCK) -> Record:
    shown = (field("document_number", block, label=" 文 号 ", source=source),)
    return record(fields=shown, body=Body(length=9, number=text, number_locator="css:text"))


@pytest.mark.parametrize(
    ("block", "text", "state"),
    [
        ("郯政发〔2023〕8号", "郯政发〔2023〕8号", State.PASS),
        ("郯政发[2023] 8号", "郯政发﹝2023﹞8 號", State.PASS),  # brackets, blanks and script are normalised
        ("郯政发〔2023〕8号", "郯政发〔2023〕9号", State.FAIL),
        ("郯政发〔2023〕08号", "郯政发〔2023〕8号", State.PASS),  # its form is another rule's matter
        (
            "郯政发〔2023〕8号",
            "文件郯政发〔2023〕8号",
            State.PASS,
        ),  # words before a 机关代字 cannot always be told from it
        ("郯政发〔2023〕8号", "郯政办发〔2023〕8号", State.NEEDS_REVIEW),
        ("郯政发〔2023〕8号", "鲁政发〔2022〕31号", State.NEEDS_REVIEW),  # the original that is passed on
        ("郯政发〔2023〕8号", "郯政发〔2022〕8号", State.FAIL),
        ("tc001/2023-0001", "郯政发〔2023〕8号", State.PASS),  # no 文号: another rule's matter
    ],
)
def test_numbers_differ_only_in_what_they_say(block: str, text: str, state: State) -> None:
    assert NUMBER.judge(page(numbered(block, text)), facts()).state is state


def test_a_difference_shows_both_sides_and_where_they_stand() -> None:
    verdict = NUMBER.judge(page(numbered("郯政发〔2023〕8号", "郯政发〔2023〕9号")), facts())
    assert [(one.quote, one.locator) for one in verdict.evidence] == [
        ("文 号 郯政发〔2023〕8号", "css:#document_number"),
        ("郯政发〔2023〕9号", "css:text"),
    ]
    assert verdict.values == {"raw": "郯政发〔2023〕8号", "in_text": "郯政发〔2023〕9号"}
    assert verdict.part == "document_number"


@pytest.mark.parametrize(
    ("block", "text", "state"),
    [
        ("郯城县政府办公室", "郯城县人民政府办公室", State.FAIL),
        ("郯城县人民政府办公室", "郯城县人民政府办公室", State.PASS),
        ("郯城县人民政府办公室", "郯城县政府办公室", State.PASS),  # the block is the fuller one
        ("郯城县财政局", "郯城县人民政府办公室", State.PASS),  # another organ is no abbreviation
    ],
)
def test_an_organ_is_abbreviated_only_against_its_fuller_name(block: str, text: str, state: State) -> None:
    body = Body(length=9, signature=text, signature_locator="css:sign")
    verdict = ORGAN.judge(page(record(fields=(field("publisher", block),), body=body)), facts())
    assert verdict.state is state
    if state is State.FAIL:
        assert (verdict.evidence[1].quote, verdict.evidence[1].locator) == (text, "css:sign")


@pytest.mark.parametrize("source", [Source.HEADLINE, Source.META, Source.BODY])
def test_only_the_block_is_held_against_the_text(source: Source) -> None:
    subject = numbered("郯政发〔2023〕8号", "郯政发〔2023〕9号", source)
    assert NUMBER.judge(page(subject), facts()).state is State.NOT_APPLICABLE


def test_a_block_from_a_script_is_a_block() -> None:
    subject = numbered("郯政发〔2023〕8号", "郯政发〔2023〕9号", Source.SCRIPT)
    assert NUMBER.judge(page(subject), facts()).state is State.FAIL


@pytest.mark.parametrize("shown", [(), (field("document_number", None, raw="无", reason="placeholder"),)])
def test_without_a_value_there_is_nothing_to_compare(shown: tuple[object, ...]) -> None:
    subject = record(fields=shown, body=Body(length=9, number="郯政发〔2023〕9号"))
    assert NUMBER.judge(page(subject), facts()).state is State.NOT_APPLICABLE


def test_a_text_without_a_number_contradicts_nothing() -> None:
    assert NUMBER.judge(page(numbered("郯政发〔2023〕8号", "")), facts()).state is State.NOT_APPLICABLE


SIGNED = Kind("written_date", "signature_date", "other_day")


@pytest.mark.parametrize(
    ("block", "text", "state"),
    [
        ("2023-05-08", "2023-05-08", State.PASS),
        ("2023-05-08", "2023-05-09", State.FAIL),
        ("2023-05-08", "", State.NOT_APPLICABLE),
        (None, "2023-05-08", State.NOT_APPLICABLE),
    ],
)
def test_the_day_in_the_block_is_that_under_the_text(block: str | None, text: str, state: State) -> None:
    shown = record(fields=(field("written_date", block),), body=Body(length=9, signature_date=text))
    assert SIGNED.judge(page(shown), facts()).state is state
