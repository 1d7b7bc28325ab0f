"""nginx on loopback for the benches: serves a folder and writes down when it was asked for what."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MISSING = (
    "没有 nginx,量不了:Debian、Ubuntu 用 apt-get install nginx-light,其他系统见 https://nginx.org/en/download.html"
)
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")  # beside PATH, which for users often lacks sbin
_CONF = """
{user}daemon off; worker_processes 1; pid {work}/nginx.pid; error_log {work}/error.log;
worker_rlimit_nofile 65535; events {{ worker_connections 8192; }}
http {{
  types {{ text/html html; }} charset utf-8; default_type text/html; sendfile on; tcp_nopush on;
  keepalive_timeout 300; keepalive_requests 100000000; client_body_temp_path {work}/t1; proxy_temp_path {work}/t2;
  fastcgi_temp_path {work}/t3; uwsgi_temp_path {work}/t4; scgi_temp_path {work}/t5;
  log_format seen '$msec $request_time $http_host $status $request_uri'; access_log {work}/access.log seen;
  add_header LinkChecker bench;  # else LinkChecker asks no faster than ten times a second
  server {{ {listen} root {root}; index index.html; }}
}}
"""


@dataclass(frozen=True)
class Asked:
    """One request as nginx wrote it down: `at` is when it came, in seconds since the epoch."""

    at: float
    host: str
    status: int
    path: str


@dataclass(frozen=True)
class Nginx:
    """A server that is running; `log` holds the requests since `forget` was called last."""

    work: Path

    def forget(self) -> None:
        """Begin the log anew."""
        self._log.write_text("")

    def asked(self) -> list[Asked]:
        """Return the requests since then."""
        rows = (line.split(" ", 4) for line in self._log.read_text("utf-8", "replace").splitlines())
        return [Asked(float(at) - float(took), host, int(status), path) for at, took, host, status, path in rows]

    @property
    def _log(self) -> Path:
        return self.work / "access.log"


def program() -> str | None:
    """Return the path of nginx, None where there is none."""
    return shutil.which("nginx") or next(
        (found for place in PLACES if (found := shutil.which("nginx", path=place))), None
    )


@contextmanager
def serving(root: Path, work: Path, addresses: Sequence[str]) -> Iterator[Nginx]:
    """Serve *root* on *addresses* (`127.0.0.1:8080`), with what nginx itself writes in *work*.

    Raises:
        LookupError: There is no nginx.
        OSError: It does not listen within some seconds.
    """
    found = program()
    if found is None:
        raise LookupError(MISSING)
    work.mkdir(parents=True, exist_ok=True)
    conf = work / "nginx.conf"
    listen = " ".join(f"listen {one};" for one in addresses)
    user = "user root; " if hasattr(os, "geteuid") and os.geteuid() == 0 else ""  # nobody may look into /tmp/…
    conf.write_text(_CONF.format(work=work, root=root, listen=listen, user=user))
    (work / "access.log").touch()
    line = [found, "-p", str(work), "-e", str(work / "error.log"), "-c", str(conf)]
    with subprocess.Popen(line, stderr=subprocess.DEVNULL) as process:
        try:
            _await(addresses[-1])
            yield Nginx(work)
        finally:
            process.send_signal(signal.SIGTERM)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def _await(address: str) -> None:
    host, _, port = address.partition(":")
    for _ in range(100):
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise OSError(f"nginx does not listen on {address}")
