"""What holds for any page: no bytes raise, normal forms are fixed points, and a block reads back what was put in."""

import random
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.extract import extract, normal
from auditor.extract.decode import decode
from auditor.extract.lexicon import Lexicon
from auditor.model import Capture, FieldName, Reason, Record, Source, Vocabulary
from auditor.text import dates, docnum

URL = "http://www.example.gov.cn/zwgk/zcwj/202307/t20230714_240660.html"
FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*/*/**/*.htm*"))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHARSETS = ["", "utf-8", "gbk", "gb2312", "gb18030", "big5", "utf-16", "utf-16le", "iso-8859-1", "x", "utf-7", "hex"]


def read(body: bytes, vocabulary: Vocabulary, content_type: str = "text/html") -> Record:
    return extract(Capture(URL, URL, 200, (("content-type", content_type),), body, None, Reason.OK), vocabulary)


# ---------------------------------------------------------------- bytes


@FEW
@given(
    head=st.sampled_from(
        [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"<p>", b"<meta charset=gbk>"]
    ),
    body=st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))),
    content_type=st.one_of(
        st.text(max_size=30), st.sampled_from(CHARSETS).map(lambda name: f"text/html; charset={name}")
    ),
)
def test_any_bytes_under_any_declaration_are_decoded(head: bytes, body: bytes, content_type: str) -> None:
    decoded = decode(head + body, content_type)
    assert 0 <= decoded.damage <= 1
    assert "\0" not in decoded.text
    assert not decoded.text.startswith("\ufeff")


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(alphabet="某县人民政府办公室关于印发的通知索引号〔2023〕5月日，。 <p>\n", min_size=30, max_size=200),
    charset=st.sampled_from(["utf-8", "gbk", "gb18030", "utf-16"]),
    declared=st.sampled_from(["", "utf-8", "gbk", "big5"]),
)
def test_a_simplified_text_comes_back_whatever_is_declared(text: str, charset: str, declared: str) -> None:
    page = f"<html><body>县人民政府办公室关于政务公开的通知{text}</body></html>"
    assert decode(page.encode(charset), f"text/html; charset={declared}").text == page


# ---------------------------------------------------------------- normal forms


@FEW
@given(name=st.sampled_from([*FieldName]), raw=st.text(max_size=40))
def test_a_value_is_the_normal_form_of_itself(words: Lexicon, name: FieldName, raw: str) -> None:
    once = normal.field(name, raw, "", Source.BLOCK, "", words)
    if once.value is not None and name is not FieldName.VALIDITY:
        assert normal.field(name, once.value, "", Source.BLOCK, "", words).value == once.value
    assert once.value is None or (once.value.strip() == once.value and once.value)
    assert (once.value is None) == bool(once.reason)


def chinese(number: int, *, zero: str = "〇", first: str = "一") -> str:
    """Return a month or day in Chinese numerals."""
    ones = f"{zero}一二三四五六七八九"
    tens, rest = divmod(number, 10)
    if number == 1:
        return first
    return ("" if tens < 2 else ones[tens]) + ("十" if tens else "") + (ones[rest] if rest else "")


def written(day: date) -> list[str]:
    """Return the forms in which pages write *day*."""
    y, m, d = day.year, day.month, day.day
    forms = [f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日", f"{y} 年 {m} 月 {d} 日", f"{y}年{m}月{d}号"]
    forms += [f"{y}{mark}{m}{mark}{d}" for mark in "-/."] + [f"{y}{mark}{m:02}{mark}{d:02}" for mark in "-/.－—"]
    for zero in "〇○零0":
        year = "".join(f"{zero}一二三四五六七八九"[int(one)] for one in str(y))
        forms += [f"{year}年{chinese(m, first=first)}月{chinese(d)}日" for first in "一元"]
    forms.append("".join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in forms[0]))
    if day.day > 20:
        forms.append(forms[-2].replace("二十", "廿").replace("三十", "卅"))
    return forms


@settings(max_examples=100, deadline=None)
@given(
    day=st.dates(date(1949, 10, 1), date(2099, 12, 31)),
    clock=st.sampled_from(
        ["", " 08:43", " 08:43:47", " 16:40:00.0", " 星期五", "（星期五）", " 下午4:40", "T08:00:00Z"]
    ),
    around=st.sampled_from(["{}", " {} ", "({})", "（{}）", "[{}]", "【{}】", "\u00a0{}\u3000", "\u200b{}"]),
)
def test_every_written_form_of_a_day_is_that_day(day: date, clock: str, around: str) -> None:
    for form in written(day):
        assert dates.parse(around.format(form + clock)) == (day.isoformat(), ""), form


@settings(max_examples=100, deadline=None)
@given(
    organ=st.sampled_from(["国办发", "郯政办字", "锡政规", "錫政辦發", "沪卫基层", "国办发明电"]),
    year=st.integers(1950, 2030),
    serial=st.integers(1, 9999),
    brackets=st.sampled_from(["〔〕", "[]", "［］", "【】", "（）", "()", "﹝﹞"]),
    blank=st.sampled_from(["", " ", "\u3000", "\u00a0", "\u200b"]),
    wide=st.booleans(),
)
def test_brackets_blanks_and_width_make_no_other_number(  # noqa: PLR0917 - drawn by name
    organ: str,
    year: int,
    serial: int,
    brackets: str,
    blank: str,
    wide: bool,  # noqa: FBT001
) -> None:
    plain = f"{organ}〔{year}〕{serial}号"
    dressed = blank.join([organ, brackets[0], str(year), brackets[1], f"{serial}", "号"])
    if wide:
        dressed = dressed.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    assert docnum.key(plain)
    assert docnum.key(dressed) == docnum.key(plain) == docnum.key(docnum.key(plain))


# ---------------------------------------------------------------- pages

VALUES = {
    "index_number": ["A1/2023-00001", "11330700MB10327095/2013-02249", "QZ04903-3000-2025-00017"],
    "document_number": ["某政发〔2023〕5号", "国办发明电〔2018〕15号", "某政办字[2020]43号", "某府发 〔2017〕 7号"],
    "publisher": ["某县人民政府办公室", "某市教育局", "某县发展和改革局 某县财政局"],
    "written_date": ["2023-05-08", "2023年5月8日", "2023年05月08日 16:40"],
    "published_date": ["2023-05-10", "2023/5/10", "2023-05-10 08:43:47"],
    "effective_date": ["2023-06-01"],
    "expiry_date": ["2028-05-31", "2028年5月31日"],
    "validity": ["有效", "失效", "现行有效", "废止"],
    "topic": ["农业、林业、水利", "民政"],
    "genre": ["通知", "规范性文件"],
    "keywords": ["农业 粮食", "防汛"],
    "disclosure_method": ["主动公开", "依申请公开"],
}
DRESSES = ["{}", "[ {} ]", "【{}】", "{}:", "{}："]


@dataclass
class Drawn:
    """A block: label as written, value as written, and the field each pair belongs to (empty: none of ours)."""

    shape: str
    pairs: list[tuple[str, str, str]]

    @property
    def html(self) -> str:
        """The block as markup."""
        return SHAPES[self.shape]([(label, value) for label, value, _ in self.pairs])


def _grid(pairs: list[tuple[str, str]], width: int) -> str:
    cells = [f"<td>{label}</td><td>{value}</td>" for label, value in pairs]
    rows = ("".join(cells[start : start + width]) for start in range(0, len(cells), width))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _colon(label: str) -> str:
    return label if label.endswith((":", "：", "]", "】")) else f"{label}："


SHAPES = {
    "table": lambda pairs: _grid(pairs, 1),
    "wide table": lambda pairs: _grid(pairs, 3),
    "dl": lambda pairs: "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in pairs) + "</dl>",
    "ul": lambda pairs: "<ul>" + "".join(f"<li>{_colon(label)}{value}</li>" for label, value in pairs) + "</ul>",
    "boxes": lambda pairs: "".join(f"<li><p>{label}</p><p>{value}</p></li>" for label, value in pairs),
    "strong": lambda pairs: "".join(f"<p><strong>{_colon(label)}</strong>{value}</p>" for label, value in pairs),
    "line": lambda pairs: "<p>" + "&nbsp; &nbsp;".join(f"{_colon(label)} {value}" for label, value in pairs) + "</p>",
}


@st.composite
def blocks(draw: st.DrawFn, shape: str, words: Lexicon) -> Drawn:
    """Draw some fields, an index number among them, each under one of its labels, and some values left empty."""
    names = [
        "index_number",
        *draw(st.lists(st.sampled_from(sorted(set(VALUES) - {"index_number"})), min_size=1, unique=True)),
    ]
    dress = draw(st.sampled_from(DRESSES))
    pairs = []
    for name in draw(st.permutations(names)):
        spellings = sorted(
            key for key, one in words.labels.items() if one.field == name and not one.weak and len(key) > 1
        )
        value = draw(st.sampled_from(["", *VALUES[name], *VALUES[name]]))
        pairs.append((dress.format(draw(st.sampled_from(spellings))), value, name))
    return Drawn(shape, pairs)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_block_reads_back_what_was_put_in(
    words: Lexicon, vocabulary: Vocabulary, shape: str, data: st.DataObject
) -> None:
    drawn = data.draw(blocks(shape, words))
    title = "某县人民政府办公室关于做好防汛工作的通知"
    page = f"<meta charset=utf-8><title>{title}</title><body>{drawn.html}<h1>{title}</h1><p>各乡镇人民政府:</p>"
    record = read(page.encode(), vocabulary)
    got = {str(one.name): one.value for one in record.fields}
    wanted = {
        name: normal.field(FieldName(name), value, "", Source.BLOCK, "", words).value for _, value, name in drawn.pairs
    }
    assert got == wanted, drawn.html
    assert all(one.value is None or words.whole(one.value) is None for one in record.fields)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), shape=st.sampled_from(sorted(SHAPES)))
def test_no_value_is_ever_a_label(words: Lexicon, vocabulary: Vocabulary, data: st.DataObject, shape: str) -> None:
    known = sorted(key for key in words.labels if len(key) > 1)
    labels = data.draw(st.lists(st.sampled_from(known), min_size=2, max_size=12, unique=True))
    values = st.sampled_from(["", "", "某县", "2023-05-08", "无"])
    pairs = [(label, data.draw(values), "") for label in ["索引号", "发布机构", *labels]]
    html = Drawn(shape, pairs).html
    for one in read(f"<meta charset=utf-8><body>{html}".encode(), vocabulary).fields:
        if one.name not in {FieldName.TITLE, FieldName.TOPIC, FieldName.KEYWORDS}:
            assert one.value is None or words.whole(one.value) is None, html


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(0, len(FIXTURES) - 1),
    how=st.sampled_from(["cut", "flip", "shuffle", "double", "drop tags"]),
    seed=st.integers(0, 999),
)
def test_any_broken_page_gives_a_record_in_bounded_time(
    vocabulary: Vocabulary, place: int, how: str, seed: int
) -> None:
    body, chance = FIXTURES[place].read_bytes(), random.Random(seed)  # noqa: S311 - no secret
    if how == "cut":
        body = body[: chance.randrange(len(body))]
    elif how == "flip":
        noise = bytearray(body)
        for _ in range(40):
            noise[chance.randrange(len(noise))] = chance.randrange(256)
        body = bytes(noise)
    elif how == "double":
        body += body[chance.randrange(len(body)) :]
    else:
        pieces = body.split(b"<")
        chance.shuffle(pieces)
        body = b"<".join(pieces if how == "shuffle" else pieces[: len(pieces) // 2])
    start = time.process_time()
    record = read(body, vocabulary)
    assert time.process_time() - start < 5
    assert record.outcome in set(Reason)
    assert all(one.value is None or one.value.strip() for one in record.fields)
