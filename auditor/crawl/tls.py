"""Encrypted connections; this module alone knows which certificates and protocols are good enough."""

import ssl
import warnings
from functools import cache

import httpx

_LEGACY_SERVER = 0x4  # OP_LEGACY_SERVER_CONNECT, named only from Python 3.12: old servers without RFC 5746


@cache
def strict() -> ssl.SSLContext:
    """Make the one context of all connections but those of `lenient`; reading the certificates takes a while."""
    context = httpx.create_ssl_context(trust_env=False)
    context.options |= _LEGACY_SERVER
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # some Pythons leave that to the system's settings
    return context


@cache
def lenient() -> ssl.SSLContext:
    """Make the context for sites that a person chose to read in spite of a faulty certificate or an old protocol."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.options |= _LEGACY_SERVER
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    return context


def fault_of(error: BaseException | None) -> str:
    """Return what an error says of TLS (`certificate has expired`), one line; empty where it says nothing of it."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return " ".join(error.verify_message.split())
        if isinstance(error, ssl.SSLError):
            return " ".join((error.reason or str(error)).split()).lower().replace("_", " ")
        error = error.__cause__ or error.__context__
    return ""
