"""A small site that other programs copied (copies.zip), with all that makes a copy differ from what was copied.

Run as a program it makes the copies anew; that needs wget and httrack: `python tests/archive/copied.py`.
"""

import gzip
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

HOST = "www.example.gov.cn"
COPIES = Path(__file__).with_name("copies.zip")
COPIERS = {
    "wget": "wget -q -m",
    "wget-EkK": "wget -q -m -E -k -K",
    "wget-Ek": "wget -q -m -E -k",
    "wget-windows": "wget -q -m --restrict-file-names=windows",
    "wget-warc": "wget -q -m --delete-after --warc-file=site",
    "wget-warc-parts": "wget -q -m --delete-after --warc-file=site --warc-max-size=6K --warc-cdx",
    "httrack": "httrack -q -s0 -%v0 -c1 -r9",
}
_NOISE = {"new.zip", "new.lst", "doit.log", "hts-log.txt", "backblue.gif", "fade.gif"}  # names machine and time


class Page(NamedTuple):
    """What an address answers: body, media type, further headers."""

    body: bytes
    media: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200


def pages() -> dict[str, Page]:
    """Return the site: path and query → answer."""
    home = '<a href="/zwgk/list.jsp?id=3">政策文件</a> <a href="/zcjd/">政策解读</a>'
    return {
        "/": Page(_page("示例县人民政府", home)),
        "/zwgk/list.jsp?id=3": Page(
            _list(
                "政策文件",
                ("show.asp?id=5", "关于印发示例县停车管理办法的通知"),
                ("art_12_34.html", "关于做好防汛工作的通知"),
                ("show.asp?id=6&amp;c=zcwj", "关于印发示例县消防规定的通知"),
                pager="list.jsp?id=3&amp;page=2",
            )
        ),
        "/zwgk/list.jsp?id=3&page=2": Page(
            _list("政策文件", ("Old/INDEX.HTM", "关于印发示例县绿化办法的通知"), ("77", "关于开展普查的通知"))
        ),
        "/zwgk/show.asp?id=5": Page(
            _document(
                "关于印发示例县停车管理办法的通知",
                "示政发〔2023〕5号",
                "有效",
                '<a href="../zcjd/5.html">停车办法解读</a>',
            )
        ),
        "/zwgk/art_12_34.html": Page(
            _document("关于做好防汛工作的通知", "示政发〔2023〕12号", "有效", '<a href="file/1.pdf">附件.pdf</a>')
            .decode()
            .encode("gb18030"),
            "text/html; charset=gbk",
        ),
        "/zwgk/show.asp?id=6&c=zcwj": Page(
            gzip.compress(_document("关于印发示例县消防规定的通知", "示政发[2023]6号", ""), mtime=0),
            headers=(("Content-Encoding", "gzip"),),
        ),
        "/zwgk/Old/INDEX.HTM": Page(_document("关于印发示例县绿化办法的通知", "示政发〔2023〕7号", "有效")),
        "/zwgk/77": Page(_document("关于开展普查的通知", "示政发〔2023〕8号", "有效")),
        "/zwgk/file/1.pdf": Page(b"%PDF-1.4\n%%EOF\n", "application/pdf"),
        "/zcjd/": Page(
            _list(
                "政策解读", ("5.html", "《示例县停车管理办法》政策解读"), ("moved.html", "《示例县绿化办法》政策解读")
            )
        ),
        "/zcjd/5.html": Page(
            _page(
                "《示例县停车管理办法》政策解读", '<p>一、背景</p><a href="/zwgk/show.asp?id=5">示例县停车管理办法</a>'
            )
        ),
        "/zcjd/moved.html": Page(b"<p>moved</p>", headers=(("Location", "/zcjd/7.html"),), status=301),
        "/zcjd/7.html": Page(_page("《示例县绿化办法》政策解读", "<p>一、背景</p><p>二、内容</p>")),
        "/robots.txt": Page(b"User-agent: *\nDisallow:\n", "text/plain"),
    }


CONFIG = """
as_of: 2023-12-31
sites:
  - id: example
    name: 示例县人民政府
    home: http://www.example.gov.cn/
    level: county
    columns:
      - {name: 政策文件, role: policy_documents, url: "http://www.example.gov.cn/zwgk/list.jsp?id=3"}
      - {name: 政策解读, role: interpretations, url: "http://www.example.gov.cn/zcjd/"}
"""


def _page(title: str, body: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>\n".encode()


def _list(title: str, *items: tuple[str, str], pager: str = "") -> bytes:
    rows = "".join(f'<li><a href="{href}">{text}</a><span>2023-07-01</span></li>' for href, text in items)
    further = f'<div><a href="{pager}">下一页</a></div>' if pager else ""
    return _page(title, f'<div>当前位置: <a href="/">首页</a> &gt; {title}</div><ul>{rows}</ul>{further}')


def _document(title: str, number: str, validity: str, more: str = "") -> bytes:
    rows = {
        "索引号": f"a0001/{number[-3:]}",
        "发文字号": number,
        "成文日期": "2023年7月14日",
        "公开日期": "2023年7月1日",
    }
    rows |= {"发布机构": "示例县人民政府", "有效性": validity}
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows.items())
    text = "<p>各乡镇人民政府:</p><p>现将有关事项通知如下,请认真贯彻执行。</p><p>示例县人民政府</p><p>2023年7月14日</p>"
    return _page(title, f'<table>{table}</table><div id="zoom">{text}</div><div>相关解读: {more}</div>')


@contextmanager
def served(site: Mapping[str, Page]) -> Iterator[str]:
    """Answer for every host: as a server, and as the proxy through which a program asks for a public address."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, site))
    listener.daemon_threads = True
    listener.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.server_port}"
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, site: Mapping[str, Page], *args: object) -> None:
        self._pages = site
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        target = parts.path + ("?" + parts.query if parts.query else "")
        page = self._pages.get(target, Page(b"404", status=404))
        self.send_response(page.status)
        for name, value in (("Content-Type", page.media), *page.headers):
            self.send_header(name, value)
        chunked = target.startswith("/zwgk/list.jsp")
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(page.body)))))
        self.end_headers()
        if self.command == "HEAD":
            return
        pieces = [page.body[:700], page.body[700:]] if chunked else []
        for piece in pieces:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n" if chunked else page.body)

    do_HEAD = do_GET  # noqa: N815 - the name http.server asks for

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def copies(folder: Path) -> Path:
    """Unpack the copies that other programs made: a folder for each."""
    with zipfile.ZipFile(COPIES) as packed:
        packed.extractall(folder)
    return folder


def _copy_all(folder: Path) -> None:
    with served(pages()) as proxy:
        for name, command in COPIERS.items():
            place = folder / name
            place.mkdir()
            words = command.split()
            through = ["-P", proxy] if words[0] == "httrack" else ["-e", f"http_proxy={proxy}"]
            subprocess.run([*words, *through, f"http://{HOST}/"], cwd=place, check=False, stdout=subprocess.DEVNULL)


def main() -> None:
    """Make the copies anew."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(COPIES, "w", zipfile.ZIP_DEFLATED) as packed:
        _copy_all(Path(folder))
        for file in sorted(one for one in Path(folder).rglob("*") if one.is_file() and one.name not in _NOISE):
            packed.writestr(
                zipfile.ZipInfo(file.relative_to(folder).as_posix()), file.read_bytes(), zipfile.ZIP_DEFLATED
            )


if __name__ == "__main__":
    main()
