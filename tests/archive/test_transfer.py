import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from auditor.archive.transfer import TransferError, decode
from auditor.model import Reason


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "several members": ("gzip", lambda body: gzip.compress(body[:5]) + gzip.compress(body[5:])),
    "padded": ("x-gzip", lambda body: gzip.compress(body) + b"\0\0\0"),
    "deflate": ("Deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstandard.compress),
    "two": ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
    "unknown": ("utf-8", lambda body: body),
    "none": ("", lambda body: body),
}


@given(st.binary(max_size=300), st.sampled_from(sorted(PACKERS)))
def test_what_was_packed_comes_out(body: bytes, name: str) -> None:
    encoding, pack = PACKERS[name]
    assert decode(pack(body), encoding, 300) == body


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "brotli", "zstd"])
def test_a_bomb_is_seen_before_it_is_unpacked(name: str) -> None:
    encoding, pack = PACKERS[name]
    with pytest.raises(TransferError) as error:
        decode(pack(b"\0" * 3_000_000), encoding, 1000)
    assert error.value.reason is Reason.TOO_LARGE


def test_a_bomb_in_many_members_is_seen_too() -> None:
    with pytest.raises(TransferError) as error:
        decode(gzip.compress(b"\0" * 600) * 50, "gzip", 1000)
    assert error.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "raw deflate", "brotli", "zstd"])
def test_a_body_that_breaks_off_is_truncated_and_keeps_its_beginning(name: str) -> None:
    encoding, pack = PACKERS[name]
    body = bytes(range(256)) * 40
    with pytest.raises(TransferError) as error:
        decode(pack(body)[:-40], encoding, 100_000)
    assert error.value.reason is Reason.TRUNCATED
    assert body.startswith(error.value.body)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_body_in_another_encoding_than_said_is_told(encoding: str) -> None:
    with pytest.raises(TransferError) as error:
        decode(b"<p>plain</p>", encoding, 1000)
    assert error.value.reason is Reason.ENCODING


@given(st.binary(max_size=60), st.sampled_from(["gzip", "deflate", "br"]))
def test_any_bytes_give_a_body_or_a_reason(raw: bytes, encoding: str) -> None:
    with suppress(TransferError):  # any other exception fails the test
        assert len(decode(raw, encoding, 100)) <= 100


def test_very_many_members_are_refused() -> None:
    with pytest.raises(TransferError) as error:
        decode(gzip.compress(b"") * 1000, "gzip", 1000)
    assert error.value.reason is Reason.ENCODING
