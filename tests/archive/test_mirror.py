import gzip
import os
import shutil
import sys
from pathlib import Path

import pytest

from auditor.archive import open_source
from auditor.archive.names import content_type, host_of
from auditor.archive.source import Source
from auditor.errors import NothingError, UsageError
from auditor.model import Reason

CORPUS = Path(os.environ.get("AUDITOR_CORPUS", Path(__file__).parents[2] / "../shared/corpus"))
HOST = "www.county.gov.cn"
BASE = f"http://{HOST}"


def lay(root: Path, *names: str, body: str = "<p>page</p>") -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body)
    return root


def urls(folder: Path, **more: object) -> tuple[str, ...]:
    (source,) = open_source(folder, **more)  # type: ignore[arg-type]
    return source.urls()


def test_files_are_addresses_sorted_and_final(tmp_path: Path) -> None:
    lay(
        tmp_path,
        f"{HOST}/zwgk/b.html",
        f"{HOST}/index.html",
        f"{HOST}/zwgk/index.html",
        "auditor.yaml",
        "expected.json",
    )
    (source,) = open_source(tmp_path)
    assert source.urls() == (f"{BASE}/index.html", f"{BASE}/zwgk/b.html", f"{BASE}/zwgk/index.html")
    assert (source.hosts, source.as_of, source.final, source.site_id) == ((HOST,), None, True, "")
    (first, *_) = source.captures()
    assert (first.status, first.fetched_at, first.outcome, first.final_url) == (200, None, Reason.OK, first.url)
    assert (first.headers, first.body) == ((("Content-Type", "text/html"),), b"<p>page</p>")


def test_nothing_depends_on_times_order_or_place(tmp_path: Path) -> None:
    names = [f"{HOST}/{n}.html" for n in "cab"]
    first, second = lay(tmp_path / "one", *names), lay(tmp_path / "two" / "deeper", *reversed(names))
    os.utime(second / names[0], (1, 1))
    assert list(open_source(first)[0].captures()) == list(open_source(second)[0].captures())


def test_the_scheme_is_said_by_host(tmp_path: Path) -> None:
    lay(tmp_path, "a.gov.cn/1.html", "b.gov.cn/1.html")
    assert urls(tmp_path, schemes={"b.gov.cn": "https"}) == ("http://a.gov.cn/1.html", "https://b.gov.cn/1.html")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("list.asp?id=3", "/list.asp?id=3"),
        ("list.asp@id=3.html", "/list.asp?id=3"),  # as wget -E names it
        ("a@b/list.jsp@page=2", "/a@b/list.jsp?page=2"),
        ("@zwgk.html", "/@zwgk.html"),
        ("政策.html", "/%E6%94%BF%E7%AD%96.html"),
        ("a b#c.html", "/a%20b%23c.html"),
        ("a%20b.html", "/a%20b.html"),
    ],
)
def test_file_names_become_path_and_query(tmp_path: Path, name: str, address: str) -> None:
    assert urls(lay(tmp_path, f"{HOST}/{name}")) == (BASE + address,)


def test_addresses_are_found_as_links_name_them(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/zwgk/index.html", f"{HOST}/list.asp@id=3.html", f"{HOST}/a.pdf")
    (source,) = open_source(tmp_path)
    assert source.has(f"https://{HOST}/zwgk/")
    found = source.get(f"{BASE}/zwgk/#top")
    assert found is not None
    assert found.url == f"{BASE}/zwgk/index.html"
    for link in ("/list.asp?id=3.html", "/list.asp@id=3.html", "/list.asp%3Fid=3.html"):
        assert source.has(BASE + link), link
    assert source.has(f"{BASE}/a.pdf")
    for link in ("/b.html", "/list.asp?id=4", "/list.asp@id=4"):
        assert source.get(BASE + link) is None, link
    assert source.get("not an address") is None


def test_only_pages_are_captures_the_rest_is_there_to_be_linked_to(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/a.html", f"{HOST}/a.css", f"{HOST}/a.pdf", f"{HOST}/robots.txt", f"{HOST}/.hidden.html")
    (source,) = open_source(tmp_path)
    assert source.urls() == (f"{BASE}/a.html",)
    assert source.has(f"{BASE}/a.css")
    assert not source.has(f"{BASE}/robots.txt")
    assert not source.has(f"{BASE}/.hidden.html")


def test_a_user_may_name_the_folder_of_one_host_or_one_inside(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/index.html", f"{HOST}/zwgk/zcwj/1.html")
    assert urls(tmp_path / HOST) == (f"{BASE}/index.html", f"{BASE}/zwgk/zcwj/1.html")
    assert urls(tmp_path / HOST / "zwgk") == (f"{BASE}/zwgk/zcwj/1.html",)


def test_a_folder_with_a_dot_inside_a_host_is_no_host(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/jquery.ui/a.html", f"{HOST}/zwgk/1.html", "img.gov.cn/a.png")
    assert urls(tmp_path / HOST) == (f"{BASE}/jquery.ui/a.html", f"{BASE}/zwgk/1.html")
    (source,) = open_source(tmp_path)
    assert source.hosts == (HOST,)  # a host without any page is none to be judged
    assert source.has("http://img.gov.cn/a.png")


@pytest.mark.parametrize("above", ["sites", "data/sites"])
def test_a_user_may_name_a_folder_above_the_hosts(tmp_path: Path, above: str) -> None:
    lay(tmp_path / above, f"{HOST}/index.html")
    assert urls(tmp_path) == (f"{BASE}/index.html",)


def test_httracks_project_folder_holds_hosts_even_if_it_is_named_like_one(tmp_path: Path) -> None:
    project = lay(tmp_path / HOST, "index.html", "hts-log.txt", f"{HOST}/index.html", "hts-cache/new.txt")
    assert urls(project) == (f"{BASE}/index.html",)


def test_a_folder_of_plain_pages_is_localhost(tmp_path: Path) -> None:
    lay(tmp_path / "pages", "b.html", "sub/a.htm", "page.files/x.html")
    assert urls(tmp_path / "pages") == (
        "http://localhost/b.html",
        "http://localhost/page.files/x.html",
        "http://localhost/sub/a.htm",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names in any encoding")
def test_a_name_in_another_encoding_is_an_address_too(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/{os.fsdecode('政策?id=1'.encode('gb18030'))}")
    assert urls(tmp_path) == (f"{BASE}/%D5%FE%B2%DF?id=1",)


def one(folder: Path) -> Source:
    (source,) = open_source(folder)
    return source


def test_wget_e_is_known_by_all_its_names(tmp_path: Path) -> None:
    lay(tmp_path, *(f"{HOST}/{name}" for name in ("a.jsp?id=1.html", "b.shtml.html", "c.html", "news/77.html")))
    lay(tmp_path, f"{HOST}/file.jsp?id=2", body="%PDF-1.4")  # behind a file nothing is put
    source = one(tmp_path)
    assert [url.removeprefix(BASE) for url in source.urls()] == [
        "/a.jsp?id=1",
        "/b.shtml",
        "/c.html",
        "/file.jsp?id=2",
        "/news/77.html",
    ]
    for link in ("/a.jsp%3Fid=1.html", "/a.jsp?id=1.html", "/a.jsp?id=1", "/news/77", "/b.shtml.html"):
        assert source.has(BASE + link), link
    assert source.aliases[f"{HOST}/news/77"] == f"{BASE}/news/77.html"


def test_a_site_whose_own_addresses_end_so_is_left_alone(tmp_path: Path) -> None:
    names = ("index.php?s=%2Fshow%2F3.html", "index.php?s=%2Flist")
    lay(tmp_path, *(f"{HOST}/{name}" for name in names), body="<!DOCTYPE html><p>page</p>")
    assert {url.rpartition("?")[2] for url in urls(tmp_path)} == {"s=%2Fshow%2F3.html", "s=%2Flist"}


def test_what_was_sent_is_read_instead_of_what_was_converted(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/a.html", f"{HOST}/list.asp?id=3.html", body="<p>converted</p>")
    lay(tmp_path, f"{HOST}/a.html.orig", f"{HOST}/list.asp?id=3.orig", body="<p>sent</p>")
    lay(tmp_path, f"{HOST}/left.html.orig", body="<p>alone</p>")
    source = one(tmp_path)
    assert {found.url.removeprefix(BASE): found.body for found in source.captures()} == {
        "/a.html": b"<p>sent</p>",
        "/list.asp?id=3": b"<p>sent</p>",
    }


def test_a_page_that_was_left_packed_is_unpacked(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/a.html", f"{HOST}/b.html", f"{HOST}/c.html")
    (tmp_path / HOST / "a.html").write_bytes(gzip.compress(b"<p>a</p>"))
    (tmp_path / HOST / "b.html").write_bytes(gzip.compress(b"<p>b</p>")[:-9])
    found = {capture.url.rpartition("/")[2]: capture for capture in one(tmp_path).captures()}
    assert (found["a.html"].body, found["a.html"].outcome, found["a.html"].fetched_at) == (b"<p>a</p>", Reason.OK, None)
    assert found["b.html"].outcome is Reason.TRUNCATED
    assert found["c.html"].outcome is Reason.OK


MIRRORED = "<html>\n<!-- Mirrored from {} by HTTrack Website Copier/3.x [XR&CO'2014], Sun -->\n<p>page</p>"


def test_httracks_pages_have_the_addresses_they_were_copied_from(tmp_path: Path) -> None:
    for name, said in (
        ("listd708.html", f"{HOST}/list.jsp?id=3"),
        ("index.html", f"{HOST}/"),
        ("old/index.html", "www.other.gov.cn/"),  # what another copy of another site left in the page
        ("strange.html", "http://[/"),
    ):
        lay(tmp_path, f"{HOST}/{name}", body=MIRRORED.format(said))
    source = one(tmp_path)
    assert [url.removeprefix(BASE) for url in source.urls()] == [
        "/index.html",
        "/list.jsp?id=3",
        "/old/index.html",
        "/strange.html",
    ]
    for link in ("/listd708.html", "/listd708.html?id=3", "/list.jsp?id=3", "/"):
        assert source.has(BASE + link), link


def test_httracks_notes_tell_of_files_and_of_pages_that_were_not_there(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/getd708.pdf", f"{HOST}/gone.html", f"{HOST}/broken.html", f"{HOST}/a.html")
    head = "date\tsize\tflags\tstatuscode\tstatus\tMIME\tEtag\tURL\tlocalfile\t(from URL)\n"
    rows = (
        ("200", f"{BASE}/get.jsp?id=3", f"{HOST}/getd708.pdf"),
        ("404", f"{BASE}/gone.html", f"{HOST}/gone.html"),
        ("500", f"{BASE}/broken.html", f"{HOST}/broken.html"),
        ("200", "http://www.other.gov.cn/a.html", f"{HOST}/a.html"),
        ("-1", "", ""),
    )
    lines = [f"08:07:44\t1/1\t---\t{status}\t-\t-\t-\t{url}\t{file}\t(from )" for status, url, file in rows]
    lay(tmp_path, "hts-cache/new.txt", body=head + "\n".join([*lines, "half a li"]))
    source = one(tmp_path)
    assert source.has(f"{BASE}/get.jsp?id=3")
    assert source.has(f"{BASE}/getd708.pdf")
    assert {found.url.rpartition("/")[2]: (found.status, found.outcome) for found in source.captures()} == {
        "gone.html": (404, Reason.HTTP_4XX),
        "broken.html": (500, Reason.HTTP_5XX),
        "a.html": (200, Reason.OK),
    }


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("www.county.gov.cn", "www.county.gov.cn"),
        ("WWW.County.gov.cn", "www.county.gov.cn"),
        ("www.county.gov.cn:8080", "www.county.gov.cn:8080"),
        ("www.county.gov.cn+8080", "www.county.gov.cn:8080"),
        ("127.0.0.1_8080", "127.0.0.1:8080"),
        ("localhost", "localhost"),
        ("政府.cn", "政府.cn"),
        ("zwgk", ""),
        ("1.0", ""),
        ("page.files", ""),
        (".git", ""),
        ("a..cn", ""),
        ("old.bak", ""),
        ("_x.cn", ""),
    ],
)
def test_a_folder_name_is_a_host_or_not(name: str, host: str) -> None:
    assert host_of(name) == host


def test_media_types_come_from_the_suffix_without_charset() -> None:
    assert {content_type(path) for path in ("/a", "/a.shtml", "/a.asp?x=1.pdf", "/a/", "/A.HTM")} == {"text/html"}
    assert content_type("/a.PDF") == "application/pdf"
    assert content_type("/a.b/c.unknown") == "application/octet-stream"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes need POSIX")
def test_links_out_of_the_host_and_pipes_are_passed_over(tmp_path: Path) -> None:
    lay(tmp_path, "secret/s.html", f"sites/{HOST}/a.html", f"sites/{HOST}/sub/b.html")
    host = tmp_path / "sites" / HOST
    (host / "out.html").symlink_to(tmp_path / "secret/s.html")
    (host / "outside").symlink_to(tmp_path / "secret")
    (host / "inside.html").symlink_to(host / "a.html")
    (host / "broken.html").symlink_to(host / "nowhere.html")
    (tmp_path / "sites/linked.gov.cn").symlink_to(tmp_path / "secret")
    os.mkfifo(host / "pipe.html")
    assert urls(tmp_path / "sites") == (f"{BASE}/a.html", f"{BASE}/inside.html", f"{BASE}/sub/b.html")


def test_what_cannot_be_read_is_a_capture_with_its_reason(tmp_path: Path) -> None:
    lay(tmp_path, f"{HOST}/blank.html", body="")
    lay(tmp_path, f"{HOST}/large.html", body="x" * 200)
    lay(tmp_path, f"{HOST}/lost.html")
    (source,) = open_source(tmp_path, max_bytes=100)
    (tmp_path / HOST / "lost.html").unlink()
    assert {one.url.rpartition("/")[2]: (one.outcome, one.body) for one in source.captures()} == {
        "blank.html": (Reason.EMPTY, b""),
        "large.html": (Reason.TOO_LARGE, b""),
        "lost.html": (Reason.NOT_CAPTURED, b""),
    }


def test_nothing_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到") as missing:
        open_source(tmp_path / "nowhere")
    assert "\n" not in str(missing.value)
    with pytest.raises(NothingError, match="没有可评判的网页"):
        open_source(tmp_path)
    (tmp_path / HOST).mkdir()
    with pytest.raises(NothingError):
        open_source(tmp_path)


def test_what_may_not_be_read_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    page = lay(tmp_path, "a.html") / "a.html"
    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    for path in (tmp_path, page):
        with pytest.raises(UsageError, match="读不出来"):
            open_source(path)


def test_the_same_host_twice_is_read_once(tmp_path: Path) -> None:
    lay(tmp_path, f"a/{HOST}/1.html", f"b/{HOST}/1.html")
    (source,) = open_source(tmp_path)
    assert source.urls() == (f"{BASE}/1.html",)
    shutil.rmtree(tmp_path / "b")
    assert next(iter(source.captures())).outcome is Reason.OK


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here (AUDITOR_CORPUS)")
def test_a_real_site_is_read_whole() -> None:
    (source,) = open_source(CORPUS / "sites")
    (host,) = source.hosts
    assert len(source.urls()) == 605
    assert source.get(f"https://{host}/") is not None
    assert {one.outcome for one in source.captures()} <= {Reason.OK, Reason.EMPTY}
