"""A run is stamped by a small authority of ours on loopback (openssl ts), and the stamp proves what it should."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from auditor import catalog, config, pipeline
from auditor.archive.serve import serve
from auditor.cli import options

pytest.importorskip("rfc3161_client", reason="the extra `timestamp` is not installed")
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl plays the authority")

Call = Callable[..., Any]
_CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = CA:FALSE
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[authority]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


class Authority(NamedTuple):
    """Where to ask, the folder of its keys, and what it answers instead of a stamp, if anything."""

    url: str
    folder: Path
    instead: list[bytes]

    @property
    def root(self) -> Path:
        """The certificate to trust."""
        return self.folder / "ca.pem"


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, folder: Path, instead: list[bytes], *args: object) -> None:
        self._folder, self._instead = folder, instead
        super().__init__(*args)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        (self._folder / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
        words = "ts -reply -config conf -section authority -queryfile query -out answer"
        openssl(self._folder, words)
        body = self._instead[0] if self._instead else (self._folder / "answer").read_bytes()
        self.send_response(200 if body else 500)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def openssl(folder: Path, words: str) -> None:
    subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    (folder / "conf").write_text(_CONFIG, encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    new = "-config conf -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
    for name in ("ca", "other"):
        openssl(folder, f"req -x509 {new} -keyout {name}.key -out {name}.pem -subj /CN={name} -days 30 -extensions ca")
    openssl(folder, f"req {new} -keyout tsa.key -out tsa.csr -subj /CN=tsa")
    signed = "-CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile conf -extensions tsa"
    openssl(folder, f"x509 -req -in tsa.csr -out tsa.pem {signed}")
    return folder


@pytest.fixture
def authority(keys: Path) -> Iterator[Authority]:
    instead: list[bytes] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, keys, instead))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield Authority(f"http://127.0.0.1:{server.server_port}/", keys, instead)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def run(mirror: Path, tmp_path: Path) -> Path:
    settings = config.load(mirror / "auditor.yaml")
    with serve(mirror) as served:
        asked = config.Config(
            as_of=settings.as_of, sites=settings.sites, mirror=served, crawl=config.CrawlOptions(delay=0.0)
        )
        pipeline.crawl(asked, (), tmp_path / "run", catalog=catalog.load(), today=options.today())
    return tmp_path / "run"


def test_a_stamp_tells_time_and_signer_and_that_the_manifest_is_the_one(
    call: Call, run: Path, authority: Authority
) -> None:
    made = call("evidence", "stamp", run, "--timestamp", authority.url)
    assert made.code == 0
    assert made.out.startswith("时间戳: 20")
    assert made.out.endswith(" UTC,CN=tsa(签名未核对)\n")
    assert call("evidence", "verify", run).out.splitlines()[2] == made.out.strip()
    trusted = call("evidence", "verify", run, "--tsa-ca", authority.root)
    assert (trusted.code, trusted.out.splitlines()[2]) == (0, made.out.strip().replace("签名未核对", "签发者已核对"))
    words = f"ts -verify -in {run}/manifest.tsr -data {run}/manifest.json -CAfile ca.pem -untrusted tsa.pem"
    openssl(authority.folder, words)  # anybody can check it without this program


def test_a_stamp_of_something_else_or_by_somebody_else_is_a_fault(
    call: Call, run: Path, authority: Authority, tmp_path: Path
) -> None:
    assert call("evidence", "verify", run, "--tsa-ca", authority.root).out == "manifest.tsr: 没有时间戳\n"
    call("evidence", "stamp", run, "--timestamp", authority.url)
    other = call("evidence", "verify", run, "--tsa-ca", authority.folder / "other.pem")
    assert other.code == 1
    assert other.out.startswith("manifest.tsr: 时间戳无效:与清单或签名不符(")
    stamp = (run / "manifest.tsr").read_bytes()
    missed = []
    for at in range(0, len(stamp), 7):
        (run / "manifest.tsr").write_bytes(stamp[:at] + bytes([stamp[at] ^ 1]) + stamp[at + 1 :])
        if isinstance(found := pipeline.check_stamp(run, authority.root), pipeline.Stamp):
            missed.append((at, found))
    assert not [one for one in missed if one[1] != pipeline.Stamp(one[1].time, "CN=tsa", trusted=True)]
    assert len(missed) < len(stamp) // 70  # bytes that no signature covers: of the envelope
    (run / "manifest.tsr").write_bytes(stamp)
    (run / "manifest.json").write_bytes((run / "manifest.json").read_bytes() + b"\n")
    changed = call("evidence", "verify", run)
    assert "manifest.tsr: 时间戳无效:盖的是另一份清单" in changed.out
    assert call("evidence", "verify", run, "--tsa-ca", tmp_path / "none.pem").code == 2
    assert "没有 PEM 证书" in call("evidence", "verify", run, "--tsa-ca", run / "run.json").err


def test_an_authority_that_gives_no_stamp_is_told_and_the_run_stays(
    call: Call, run: Path, authority: Authority
) -> None:
    for answer, why in (
        (b"", "HTTP 500"),
        (b"junk", "的应答不能用"),
        (b"\x30\x05\x30\x03\x02\x01\x02", "的应答不能用"),
    ):
        authority.instead[:] = [answer]
        found = call("evidence", "stamp", run, "--timestamp", authority.url)
        assert (found.code, found.out) == (4, "")
        assert why in found.err
    assert "没有应答(refused)" in call("evidence", "stamp", run, "--timestamp", "http://127.0.0.1:9/").err
    assert call("evidence", "stamp", run, "--timestamp", "no address").code == 4
    assert call("evidence", "stamp", run).code == 2
    assert call("evidence", "stamp", run.parent, "--timestamp", authority.url).code == 2
    assert not (run / "manifest.tsr").exists()
    assert call("evidence", "verify", run).code == 0


def test_a_crawl_is_stamped_at_its_end_and_a_run_that_changed_loses_its_stamp(
    call: Call, mirror: Path, tmp_path: Path, authority: Authority
) -> None:
    file, out = mirror / "auditor.yaml", tmp_path / "runs"
    text = file.read_text(encoding="utf-8")
    with serve(mirror) as served:
        file.write_text(f"{text}crawl: {{delay: 0}}\nmirror: {json.dumps(served)}\n", encoding="utf-8")
        for word, more in (("crawl", ()), ("run", ("--exit-zero",))):
            found = call(word, "-c", file, "--out", out / word, "--timestamp", authority.url, *more)
            assert found.code == 0, found.err
            assert "时间戳: " in found.out + found.err
            assert call("evidence", "verify", out / word, "--tsa-ca", authority.root).code == 0
        stamp = out / "crawl/manifest.tsr"
        for lost, kept in ((0, True), (1000, False)):  # what a power failure took is fetched again: other evidence
            evidence = out / "crawl/example/evidence-00001.warc.gz"
            evidence.write_bytes(evidence.read_bytes()[: -lost or None])
            assert call("crawl", "-c", file, "--out", out / "crawl", "--resume").code == 0
            assert stamp.exists() is kept


def test_without_the_library_it_says_what_to_install(
    call: Call, run: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("evidence", "stamp", run, "--timestamp", authority.url)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    found = call("evidence", "stamp", run, "--timestamp", authority.url)
    assert (found.code, found.err) == (2, "时间戳要用到可选依赖,请先安装: pip install 'auditor[timestamp]'\n")
    unchecked = call("evidence", "verify", run)
    assert unchecked.code == 0
    assert "时间戳: 没有核对(" in unchecked.out
    assert call("evidence", "verify", run, "--tsa-ca", authority.root).code == 2
