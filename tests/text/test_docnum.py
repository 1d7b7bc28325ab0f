import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text import docnum


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("郯政办字〔2023〕37号", "郯政办字〔2023〕37号"),
        ("郯政办字[2023] 37号", "郯政办字〔2023〕37号"),
        ("郯政办字（2023年）第037号", "郯政办字〔2023〕37号"),
        ("郯政办字﹝２０２３﹞３７號", "郯政办字〔2023〕37号"),
        ("（郯政办字〔2023〕37号）", "郯政办字〔2023〕37号"),
        ("渝北府发 〔2017〕 7号", "渝北府发〔2017〕7号"),
        ("錫政辦發【2017】40號", "锡政办发〔2017〕40号"),
        ("云政办发〔202313号", "云政办发〔2023〕13号"),
        ("云政办发2023〕13号", "云政办发〔2023〕13号"),
        ("郯政发〔2023〕37", "郯政发〔2023〕37号"),
        ("X市财发〔1992〕字第36号", "x市财发〔1992〕36号"),
        ("郯人社函〔2023〕A012号", "郯人社函〔2023〕a12号"),
        ("国办发明电〔2018〕15号", "国办发明电〔2018〕15号"),
        ("第187号", "第187号"),
        ("政府令187号", "政府令第187号"),
        ("政府令（第187号）", "政府令第187号"),
        ("国令第707号", "国令第707号"),
        ("山东省人民政府令第187号", "山东省人民政府令第187号"),
        ("公告2023年第1号", "公告2023年第1号"),
        ("公告第一百二十号", "公告第120号"),
        ("令第十二号", "令第12号"),
        ("公告第一二〇号", "公告第120号"),
    ],
)
def test_ways_of_writing_one_number_have_one_key(raw: str, key: str) -> None:
    assert docnum.key(raw) == key


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "无",
        "null",
        "— —",
        "〔〕",
        "696785044/2026-00017",
        "HHCR-2023-01005",
        "LLDR—2016—01015",
        "字号：[大 中 小]",
        "（2023）鲁1322民初12号",
        "2023-07-14",
        "37号",
        "郯政办字〔2023",
        "云政办发〔202313",
        "关于印发《办法》的通知",
    ],
)
def test_what_is_no_number_has_no_key(raw: str) -> None:
    assert docnum.key(raw) == ""
    assert docnum.parse(raw) is None


def test_a_number_is_taken_apart_as_it_stands() -> None:
    number = docnum.parse("郯政办字[2023】 037号")
    assert number == docnum.DocumentNumber("郯政办字", 2023, "037", "[", "】", "bracketed", "郯政办字[2023】 037号")
    assert docnum.parse("国令第707号") == docnum.DocumentNumber("国令", 0, "707", "", "", "order", "国令第707号")


@pytest.mark.parametrize(
    ("raw", "faults"),
    [
        ("随政办函【2021】19号", ("bracket_kind",)),
        ("随政办函(2022)20号", ("bracket_kind",)),
        ("呼政办发[2008]68号", ("bracket_kind",)),
        ("郯政发﹝2023﹞6号", ("bracket_kind",)),
        ("郯政发〔2023]6号", ("bracket_kind",)),
        ("(1995)12号", ("bracket_kind",)),
        ("[1995][12号]", ("bracket_kind",)),
        ("1995年[12]号", ("bracket_kind",)),
        ("郯政发2023年〔12〕号", ("lost_bracket",)),
        ("郯政发〔2023〕001号", ("leading_zero",)),
        ("郯政发〔2023〕第1号", ("has_di",)),
        ("X市财发〔1992〕字第36号", ("has_di",)),
        ("云政办发〔202313号", ("lost_bracket",)),
        ("云政办发2023〕13号", ("lost_bracket",)),
        ("云政办发202313号", ("lost_bracket",)),
        ("云政办发2023年13号", ("lost_bracket",)),
        ("〔〕", ("empty_year",)),
        ("郯政发〔 〕 号", ("empty_year",)),
        ("〔〕37号", ("empty_year",)),
        ("郯政发〔2023〕37", ("missing_hao",)),
        ("郯政发[2023]第037", ("bracket_kind", "leading_zero", "has_di", "missing_hao")),
        ("郯政办字37号", ("no_year",)),
        ("696785044/2026-00017", ("looks_like_index_number",)),
        ("tanchengxzf0001/2023-0000264", ("looks_like_index_number",)),
        ("01527918X-2020-153077", ("looks_like_index_number",)),
    ],
)
def test_faults_are_named(raw: str, faults: tuple[str, ...]) -> None:
    assert docnum.faults(raw) == faults


@pytest.mark.parametrize(
    "raw",
    [
        "郯政办字〔2023〕37号",
        "渝北府发 〔2017〕 7号",
        "锡政办发〔2017〕40號",
        "国办发明电〔2018〕15号",
        "沪卫基层〔2024〕5号",
        "〔2023〕5号",
        "第187号",
        "政府令187号",
        "国令第707号",
        "政府令（第187号）",
        "公告2023年第1号",
        "2023年第1号",
        "国家税务总局公告〔2023〕第5号",
        "会议纪要2023年第5号",
        "（）",
        "附件[]",
        "郯政发〔2023〕3-5号",
        "国发〔2018〕43号 国办发〔2018〕44号",
        "HHCR-2023-01005",
        "无",
        "",
        "null",
        "2023-07-14",
        "郯政发〔2023〕6号（已废止）",
        "关于印发《办法》的通知",
    ],
)
def test_right_numbers_and_no_numbers_have_no_fault(raw: str) -> None:
    assert docnum.faults(raw) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("郯城县人民政府办公室\n郯政办字〔2023〕37号\n各乡镇", ["郯政办字〔2023〕37号"]),
        ("郯城县人民政府办公室郯政办字〔2023〕37号", ["郯政办字〔2023〕37号"]),
        ("（郯政发〔2020〕3号、郯政办发〔2021〕5号）", ["郯政发〔2020〕3号", "郯政办发〔2021〕5号"]),
        ("根据《国务院通知》（国发〔2018〕43号）和郯政发（2020）3號", ["国发〔2018〕43号", "郯政发（2020）3號"]),
        ("按照县政府郯政发〔2023〕第9号文件及云政办发〔202313号", ["郯政发〔2023〕第9号", "云政办发〔202313号"]),
        ("經錫政辦發【2017】40號批准", ["經錫政辦發【2017】40號"]),
        ("批准：經錫政辦發【2017】40號", ["錫政辦發【2017】40號"]),
        ("和政发〔2020〕4号", ["和政发〔2020〕4号"]),
        ("，和和政发〔2020〕4号", ["和政发〔2020〕4号"]),
        ("，和政发〔2020〕4号", ["和政发〔2020〕4号"]),
        ("见 鲁经信发〔2016〕4号，经信发〔2016〕5号", ["鲁经信发〔2016〕4号", "经信发〔2016〕5号"]),
        ("《办法》（山东省人民政府令第187号）", ["山东省人民政府令第187号"]),
        ("依据国家发展和改革委员会令第1号及政府令187号", ["国家发展和改革委员会令第1号", "政府令187号"]),
        ("税务总局公告2023年第 5 号", ["税务总局公告2023年第 5 号"]),
        ("渝北府发 〔２０１７〕 7号", ["渝北府发 〔２０１７〕 7号"]),
        ("鲁Ｋ发〔2023〕5号", []),
        ("（2023）鲁1322民初12号", []),
        ("〔2023〕5号", []),
        ("这样一整句很长很长没有任何分隔不可能属于机关代字〔2023〕5号", []),
        ("2023年第1号 第187号", []),
        ("郯城县政府办公发〔2023〕1号", ["郯城县政府办公发〔2023〕1号"]),
        ("省政府自2023年起印发了鲁政发〔2023〕3号", ["鲁政发〔2023〕3号"]),
        ("日照：日政发〔2023〕3号，于府发〔2020〕1号", ["日政发〔2023〕3号", "于府发〔2020〕1号"]),
        ("没有", []),
    ],
)
def test_numbers_are_found_in_running_text(text: str, numbers: list[str]) -> None:
    found = docnum.find(text)
    assert [raw for raw, _, _ in found] == numbers
    assert [text[start:end] for _, start, end in found] == numbers


@given(st.text("郯政办发字〔〕[]（）()2023号第令公告 年-/一十百", max_size=24))
def test_any_text_is_data(text: str) -> None:
    assert bool(docnum.key(text)) == (docnum.parse(text) is not None)
    docnum.faults(text)
    for raw, start, end in docnum.find(text):
        assert text[start:end] == raw
        assert docnum.key(raw)


@given(
    st.text("郯鲁临沂政办发字函", min_size=2, max_size=8),
    st.integers(1949, 2099),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "（）", "【】", "﹝﹞", "()"]),
)
def test_brackets_never_change_the_key(organ: str, year: int, serial: int, brackets: str) -> None:
    right = f"{organ}〔{year}〕{serial}号"
    written = f"{organ}{brackets[0]} {year}{brackets[1]}{serial} 号"
    assert docnum.key(written) == docnum.key(right) == right
    assert docnum.faults(right) == ()
    assert docnum.faults(written) == (() if brackets == "〔〕" else ("bracket_kind",))


def test_words_before_a_cited_number_do_not_belong_to_it() -> None:
    for before in ("现对", "现就", "针对", "现将"):
        found = docnum.find(f"{before}郯政办发〔2023〕23号文件解读如下")
        assert [raw for raw, _, _ in found] == ["郯政办发〔2023〕23号"]
