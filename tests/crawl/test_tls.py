"""A faulty certificate or an old protocol is told, and read past only where the site's entry says so."""

import json
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from auditor.model import Site

if TYPE_CHECKING:
    from crawl.conftest import Crawl, WebServer

CERTIFICATE = Path(__file__).with_name("self_signed.pem")


@contextmanager
def encrypted(server: ModuleType, *, old: bool = False) -> "Iterator[WebServer]":
    """Serve over TLS with a certificate that nobody signed, with *old* also over a protocol of 2006 alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    if old:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    web: WebServer = server.WebServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), partial(server.Handler, web))
    http.handle_error = lambda *_: None  # type: ignore[method-assign]
    http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    web.port = http.server_port
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def site_of(web: "WebServer") -> Site:
    return replace(web.site(), home=f"https://{web.host}/", columns=())


@pytest.mark.parametrize(
    ("old", "fault"), [(False, "self-signed certificate"), (True, "alert protocol version")], ids=["unsigned", "old"]
)
def test_a_tls_fault_is_the_reason_unless_the_site_is_to_be_read_all_the_same(
    crawl: "Crawl", server: ModuleType, tmp_path: Path, *, old: bool, fault: str
) -> None:
    with encrypted(server, old=old) as web:
        web.html("/")
        strict = crawl(site_of(web))
        assert strict.outcomes == {"tls": 1}
        assert any(fault in note for note in strict.notes)
        assert not web.log
        (tmp_path / "run").rename(tmp_path / "strict")
        lenient = crawl(replace(site_of(web), tls_verify=False))
    assert lenient.outcomes == {"ok": 1}
    assert any(fault in note and "tls.verify" in note for note in lenient.notes)
    for run, verify in (("strict", True), ("run", False)):
        about = json.loads((tmp_path / run / "demo/site.json").read_text("utf-8"))
        assert about["tls"] == {"verify": verify, "faults": {web.host: about["tls"]["faults"][web.host]}}
        assert fault in about["tls"]["faults"][web.host]
