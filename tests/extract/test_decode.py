import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.decode import declared_charset, decode

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
