from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.decode import declared_charset, decode
from auditor.model import Reason, Record

TEXT = "<html><body>郯城县人民政府办公室关于印发2023年政务公开工作要点的通知,公开为常态,不公开为例外。</body></html>"
TRADITIONAL = "<body>棗莊市出臺2023年政務公開工作要點,圍繞推動高質量發展,加大信息主動公開力度,切實做好政策解讀。</body>"


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (TEXT.encode(), "", "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "", "utf-8"),
        (TEXT.encode(), "text/html; charset=gb2312", "utf-8"),  # a header that lies
        (TEXT.encode("gbk"), "", "gb18030"),
        (TEXT.encode("gbk"), "text/html; charset=GBK", "gb18030"),
        (TEXT.encode("gbk"), "text/html; charset=utf-8", "gb18030"),
        (TEXT.replace("例外", "例\u00a0外㐀𠀀").encode("gb18030"), "", "gb18030"),  # four-byte characters
        (TEXT.encode("utf-16"), "", "utf-16"),
        (TEXT.encode("utf-16-le"), "", "utf-16-le"),
        (TEXT.encode("utf-16-be"), "", "utf-16-be"),
    ],
)
def test_every_charset_of_chinese_pages_is_found(body: bytes, content_type: str, charset: str) -> None:
    decoded = decode(body, content_type)
    assert decoded.charset == charset
    assert "郯城县人民政府办公室关于印发" in decoded.text
    assert decoded.damage == 0
    assert not decoded.text.startswith("\ufeff")


@pytest.mark.parametrize("content_type", ["", "text/html; charset=big5"])
def test_big5_is_not_taken_for_gb18030(content_type: str) -> None:
    decoded = decode(TRADITIONAL.encode("big5"), content_type)
    assert decoded.text == TRADITIONAL
    assert decoded.charset == "big5hkscs"


def test_a_declared_big5_is_believed_where_its_bytes_agree() -> None:
    body = '<meta charset="big5">' + TRADITIONAL
    assert decode(body.encode("big5")).text == body


@pytest.mark.parametrize("bad", [b"\xff", b"\xff\xff", b"\xa4<", b"\x80"])
@pytest.mark.parametrize("declared", ["", "big5", "gbk", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize(
    ("text", "charset"), [(TEXT, "gbk"), (TEXT, "utf-8"), (TRADITIONAL, "big5"), (TEXT, "gb18030")]
)
def test_one_bad_byte_never_makes_another_charset_of_a_page(text: str, charset: str, declared: str, bad: bytes) -> None:
    body = (text * 20).encode(charset) + bad + text.encode(charset)
    decoded = decode(body, f"text/html; charset={declared}")
    assert decoded.text.startswith(text * 20)
    assert 0 < decoded.damage < 0.005


@pytest.mark.parametrize(
    "declared", ["", "utf-8", "gbk", "gb2312", "big5", "utf-16", "iso-8859-1", "utf-7", "nonsense"]
)
@pytest.mark.parametrize("where", ["header", "meta", "http-equiv", "xml", "far"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [(TEXT, "utf-8"), (TEXT, "gbk"), (TRADITIONAL, "utf-8"), (TRADITIONAL, "big5"), (TRADITIONAL, "gbk")],
)
def test_a_declaration_may_say_what_it_likes(text: str, charset: str, where: str, declared: str) -> None:
    heads = {
        "header": "",
        "meta": f'<meta charset="{declared}">',
        "http-equiv": f"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset={declared}'>",
        "xml": f'<?xml version="1.0" encoding="{declared}"?>',
        "far": f'<!--{"-" * 5000}--><meta charset="{declared}">',
    }
    page = heads[where] + text
    content_type = f"text/html; charset={declared}" if where == "header" else "text/html"
    decoded = decode(page.encode(charset), content_type)
    assert (decoded.text, decoded.damage) == (page, 0)


def test_header_and_meta_may_contradict_each_other() -> None:
    for header, meta in (("gbk", "utf-8"), ("utf-8", "gbk"), ("big5", "gb2312"), ("utf-16", "big5")):
        page = f'<meta charset="{meta}">{TEXT}'
        for charset in ("utf-8", "gbk"):
            assert decode(page.encode(charset), f"text/html; charset={header}").text == page


def test_a_short_page_in_gbk_is_not_big5_because_it_says_so() -> None:
    for text in ("<p>索引号:A1/2023-00001 发布机构:某局", "<p>政府信息公开指南"):
        assert decode(text.encode("gbk"), "text/html; charset=big5").text == text
    assert decode("<p>首頁".encode("big5"), "text/html; charset=big5").text == "<p>首頁"


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_tags_where_hardly_a_byte_is_zero(charset: str) -> None:
    page = "<p>" + "关于印发通知公开目录的若干意见" * 40 + "</p>"
    assert decode(page.encode(charset)).text == page
    assert decode(page.encode(charset), "text/html; charset=gbk").text == page


def test_a_stray_zero_byte_makes_no_utf_16() -> None:
    page = TEXT.encode("gbk").replace(b"<body>", b"<\0body>\0<\0p>") * 3
    assert "郯城县人民政府办公室" in decode(page).text


def test_gbk_behind_many_tags_is_found() -> None:
    page = '<div class="x"></div>' * 2000 + TEXT
    assert decode(page.encode("gbk")).text == page
    assert "政务公开工作要点" in decode(page.encode("gbk") + b"\xff").text


def test_characters_of_four_bytes_stand_beside_common_ones() -> None:
    page = TEXT.replace("例外", "例\u00a0外㐀𠀀龦")
    assert decode(page.encode("gb18030"), "text/html; charset=gb2312").text == page


def test_a_page_with_too_many_bad_bytes_is_not_read(read: Callable[..., Record]) -> None:
    whole = f"{TEXT}<p>索引号:A1/2023-00001 发布机构:某局</p>".encode("gbk") * 3
    assert read(whole, content_type="text/html; charset=gbk").outcome is Reason.OK
    one = read(whole + "某县".encode("gbk") * 200 + b"\xff", content_type="text/html")
    assert one.outcome is Reason.OK
    assert one.value("index_number") is None or one.value("index_number") == "A1/2023-00001"
    many = read(whole + b"<p>\xff</p>" * 40, content_type="text/html; charset=gbk")
    assert (many.outcome, many.fields) == (Reason.ENCODING, ())


def test_bad_bytes_cost_only_themselves() -> None:
    broken = TEXT.encode("gbk") * 20 + b"\xff\xff" + TEXT.encode("gbk")
    decoded = decode(broken, "text/html; charset=gbk")
    assert "政务公开工作要点" in decoded.text
    assert 0 < decoded.damage < 0.005


def test_bad_bytes_without_a_declaration_are_left_to_the_detector() -> None:
    decoded = decode(TEXT.encode("gbk") * 20 + b"\xff" + TEXT.encode("gbk"))
    assert "政务公开工作要点" in decoded.text


def test_noise_is_damaged() -> None:
    assert decode(bytes(range(128, 256)) * 20).damage > 0.005


def test_the_declaration_is_read_from_header_meta_and_xml() -> None:
    assert declared_charset(b"", "text/html;charset=GB2312") == "gb18030"
    assert declared_charset(b"<meta http-equiv=x content='text/html; charset=gbk'>", "") == "gb18030"
    assert declared_charset(b"<?xml version='1.0' encoding='UTF-8'?>", "") == "utf-8"
    assert declared_charset(b"<meta charset=iso-8859-1>", "") == ""  # every byte is valid there: it says nothing


@given(st.binary(max_size=400), st.sampled_from(["", "text/html; charset=utf-16", "charset=big5", "charset=nonsense"]))
def test_decoding_never_raises(body: bytes, content_type: str) -> None:
    assert 0 <= decode(body, content_type).damage <= 1
