import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract import lexicon, normal
from auditor.extract.lexicon import Lexicon
from auditor.model import FieldName, Source, Vocabulary


def make(name: str, raw: str, words: Lexicon) -> tuple[str | None, str]:
    made = normal.field(FieldName(name), raw, "标签", Source.BLOCK, "p", words)
    return made.value, made.reason


@pytest.mark.parametrize(
    ("name", "raw", "value", "reason"),
    [
        ("document_number", "渝北府发 〔2017〕 7号", "渝北府发 〔2017〕 7号", ""),
        ("document_number", "：某发〔2023〕5号", "某发〔2023〕5号", ""),
        ("document_number", "〔〕", "〔〕", ""),
        ("document_number", "无", None, "placeholder"),
        ("document_number", "null", None, "placeholder"),
        ("document_number", "— —", None, "placeholder"),
        ("keywords", "／", None, "placeholder"),
        ("document_number", "", None, "empty"),
        ("document_number", "发布机构", None, "empty"),
        ("document_number", "發布機構：", None, "empty"),
        ("publisher", " 某县\u00a0\u3000 政府 ", "某县 政府", ""),
        ("publisher", "無錫市人民政府", "無錫市人民政府", ""),
        ("written_date", "2024年04月06日 16:40", "2024-04-06", ""),
        ("written_date", "( 2024-05-11)", "2024-05-11", ""),
        ("written_date", "2024-05-11 （星期六） 字号", "2024-05-11", ""),
        ("written_date", "1696786869000", None, "not_a_date"),
        ("written_date", "2018年10日11日", None, "not_a_date"),
        ("written_date", "2018-13-45", None, "impossible_date"),
        ("publisher", "文号：某发〔2023〕5号", None, "empty"),
        ("publisher", "{{ d.organ }}", None, "scripted"),
        ("publisher", "$!{article.organ}", None, "scripted"),
        ("publisher", "[!--befrom--]", None, "scripted"),
        ("publisher", "{$organ}", None, "scripted"),
        ("publisher", "{cms:organ}", None, "scripted"),
        ("validity", "现行有效", "valid", ""),
        ("validity", "有效中", "valid", ""),
        ("validity", "已廢止", "repealed", ""),
        ("validity", "废止 2024-11-20 因修订", "repealed", ""),
        ("validity", "失效", "expired", ""),
        ("validity", "部分失效", "partly_invalid", ""),
        ("validity", "尚未生效", "not_yet_effective", ""),
        ("validity", "已修改", "amended", ""),
        ("validity", "有效/失效", None, "unrecognised"),
        ("validity", "有效 □失效", None, "unrecognised"),
        ("validity", "有效、失效", None, "unrecognised"),
        ("validity", "有效（部分条款失效）", None, "unrecognised"),
        ("validity", "有效 有效期内", "valid", ""),
        ("validity", "阶段性", None, "unrecognised"),
        ("topic", "主题", "主题", ""),
    ],
)
def test_normal_forms(words: Lexicon, name: str, raw: str, value: str | None, reason: str) -> None:
    assert make(name, raw, words) == (value, reason)


def test_raw_and_label_stay_as_shown(words: Lexicon) -> None:
    made = normal.field(FieldName.KEYWORDS, "农业\u3000粮食 ", "[ 索 引 \u00a0号 ]", Source.BLOCK, "p", words)
    assert (made.raw, made.value, made.label) == ("农业\u3000粮食", "农业 粮食", "[ 索 引 \u00a0号 ]")


@given(
    raw=st.text(alphabet="有效失废止无空—2023年7月14日-/ 〔〕号某发:：\u3000", max_size=24),
    name=st.sampled_from([*FieldName]),
)
def test_normalising_twice_changes_nothing(words: Lexicon, raw: str, name: FieldName) -> None:
    value, _ = make(name, raw, words)
    if value is not None and name is not FieldName.VALIDITY:
        assert make(name, value, words)[0] == value


def test_no_value_is_a_known_label(words: Lexicon) -> None:
    free = {FieldName.TITLE, FieldName.TOPIC, FieldName.KEYWORDS}
    for label in words.labels.values():
        for name in set(FieldName) - free:
            called = name is FieldName.GENRE and not label.field  # 政策解读 is the name of a genre, too
            assert make(name, label.spelling, words)[0] is None or len(label.spelling) == 1 or called


def test_only_typed_fields_prove_themselves(words: Lexicon) -> None:
    assert normal.fits("index_number", "A1/2023-00001", words)
    assert normal.fits("document_number", "无", words)
    assert normal.fits("written_date", "2023-07-14", words)
    assert not normal.fits("validity", "某县", words)
    assert not normal.fits("topic", "民政", words)


def test_the_lists_agree_with_the_contract(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.table("validity")) == {
        "valid",
        "expired",
        "repealed",
        "amended",
        "partly_invalid",
        "not_yet_effective",
    }
    assert set(FieldName) <= set(vocabulary.table("labels"))


def test_a_conversion_that_changes_the_length_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lexicon.plain("索引號：1") == "索引号：1"
    monkeypatch.setattr("auditor.text.hans.simplify", lambda text: text + "!")
    assert lexicon.plain("索引號：1") == "索引號：1"
