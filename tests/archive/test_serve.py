import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor.archive.serve import serve


def ask(origin: str, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=5)
    connection.request(method, path)
    response = connection.getresponse()
    found = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, body in {
        "a.gov.cn/index.html": b"<p>home</p>",
        "a.gov.cn/zwgk/index.htm": "<p>页</p>".encode("gbk"),
        "a.gov.cn/list.asp@id=3": b"<p>list</p>",
        "a.gov.cn/x.pdf": b"%PDF",
        "a.gov.cn/robots.txt": b"User-agent: *",
        "a.gov.cn/政策.html": b"<p>name</p>",
        "b.gov.cn/1.html": b"<p>b</p>",
        "secret.txt": b"secret",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    return tmp_path


def test_each_host_has_a_port_and_its_files(folder: Path) -> None:
    with serve(folder) as origins:
        assert list(origins) == ["http://a.gov.cn", "http://b.gov.cn"]
        a, b = origins.values()
        assert a.startswith("http://127.0.0.1:")
        assert ask(a, "/")[2] == b"<p>home</p>"
        assert ask(a, "/zwgk/")[2] == "<p>页</p>".encode("gbk")
        assert ask(a, "/list.asp?id=3")[2] == b"<p>list</p>"
        assert ask(a, "/%E6%94%BF%E7%AD%96.html")[2] == b"<p>name</p>"
        assert ask(a, "/robots.txt")[2] == b"User-agent: *"
        assert ask(b, "/1.html")[2] == b"<p>b</p>"
        assert ask(b, "/robots.txt")[0] == 404
        assert ask(b, "/")[0] == 404


def test_html_is_sent_without_charset(folder: Path) -> None:
    with serve(folder) as origins:
        a = origins["http://a.gov.cn"]
        assert ask(a, "/")[1]["Content-Type"] == "text/html"
        assert ask(a, "/zwgk/")[1]["Content-Type"] == "text/html"
        assert ask(a, "/x.pdf")[1]["Content-Type"] == "application/pdf"
        status, headers, body = ask(a, "/", "HEAD")
        assert (status, headers["Content-Length"], body) == (200, "11", b"")


def test_a_folder_without_its_slash_is_led_to_it(folder: Path) -> None:
    with serve(folder) as origins:
        status, headers, _ = ask(origins["http://a.gov.cn"], "/zwgk?x=1")
        assert (status, headers["Location"]) == (301, "/zwgk/")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "//secret.txt", "/zwgk/../../secret.txt", "/no"]
)
def test_nothing_outside_is_served(folder: Path, path: str) -> None:
    with serve(folder) as origins:
        assert ask(origins["http://a.gov.cn"], path)[0] == 404


def test_nothing_is_said_and_the_ports_are_free_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serve(folder, schemes={"a.gov.cn": "https"}) as origins:
        assert "https://a.gov.cn" in origins
        ask(origins["http://b.gov.cn"], "/no")
    with pytest.raises(ConnectionRefusedError):
        ask(origins["http://b.gov.cn"], "/1.html")
    assert capfd.readouterr() == ("", "")
