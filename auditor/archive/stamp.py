"""RFC 3161 time stamps; this module alone knows how one proves that a manifest was there at a time.

The stamp is of the run's manifest, which covers every other file. It can be checked without this program, too:
`openssl ts -verify -in manifest.tsr -data manifest.json -CAfile FILE`.
"""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from auditor.errors import UsageError, os_reason

STAMP = "manifest.tsr"  # beside the run's manifest: the answer of the authority as it came


class Stamp(NamedTuple):
    """A time stamp: its moment (UTC), who signed it, and whether that signature was checked.

    `trusted` is true where it leads to a certificate that the caller named, False where only to one in the stamp
    itself, None where the stamp holds none to which it leads.
    """

    time: datetime
    authority: str
    trusted: bool | None


def request_for(data: bytes) -> bytes:
    """Return the request for a stamp of *data*: its SHA-256, a nonce, and the wish for certificates (DER).

    Raises:
        UsageError: The library is not installed.
    """
    client = _client()
    built = client.TimestampRequestBuilder(data=data, hash_algorithm=client.HashAlgorithm.SHA256).build()
    return bytes(built.as_bytes())


def stamp_of(answer: bytes, data: bytes, *, roots: Path | None = None) -> Stamp:
    """Return what the *answer* of an authority proves of *data*.

    Args:
        answer: A TimeStampResp (DER).
        data: What was to be stamped.
        roots: The certificates to trust (PEM); without them those in the answer itself are taken, which proves that
            nothing was changed, not who signed.

    Raises:
        ValueError: It is no stamp, none of *data*, or not signed as it says.
        UsageError: *roots* cannot be read, or the library is not installed.
    """
    client = _client()
    given = _certificates(roots) if roots else []
    try:
        parsed: Any = client.decode_timestamp_response(answer)
        token, own = parsed.tst_info, _embedded(parsed)
        time = token.gen_time.astimezone(UTC)
        anchors = given or [one for one in own if one.issuer == one.subject]
        if not anchors:
            if token.message_imprint.message != sha256(data).digest():
                raise ValueError("盖的是另一份清单")
        else:
            client.VerifierBuilder(roots=anchors, intermediates=own).build().verify_message(parsed, data)
    except client.VerificationError as error:
        raise ValueError(f"与清单或签名不符({error})") from error
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"读不出来({error})") from error
    signer = next((one for one in own if one.issuer != one.subject), own[0] if own else None)
    authority = signer.subject.rfc4514_string() if signer else "不详"
    return Stamp(time, authority, bool(given) if anchors else None)


def _embedded(parsed: Any) -> list[Any]:  # noqa: ANN401 - the library may not be there to tell
    from cryptography import x509  # noqa: PLC0415 - an extra

    return [x509.load_der_x509_certificate(one) for one in parsed.signed_data.certificates]


def _certificates(file: Path) -> list[Any]:
    from cryptography import x509  # noqa: PLC0415 - an extra

    try:
        return list(x509.load_pem_x509_certificates(file.read_bytes()))
    except OSError as error:
        raise UsageError(f"证书读不了: {file}({os_reason(error)})") from error
    except ValueError as error:
        raise UsageError(f"{file}:里面没有 PEM 证书") from error


def _client() -> Any:  # noqa: ANN401 - the library may not be there to tell
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UsageError("时间戳要用到可选依赖,请先安装: pip install 'auditor[timestamp]'") from error
    return rfc3161_client
