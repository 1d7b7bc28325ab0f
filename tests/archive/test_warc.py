import errno
import gzip
import random
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.archive import open_source
from auditor.archive.answer import Answer, capture_of
from auditor.archive.index import cdxj_line, surt
from auditor.archive.manifest import write_manifest
from auditor.archive.members import member_at
from auditor.archive.warc import PREVIOUS, Place, WarcWriter, index, read_answer
from auditor.errors import NothingError, UsageError
from auditor.model import Reason

BASE = "http://www.county.gov.cn"


def answer(path: str = "/", raw: bytes = b"<p>page</p>", status: int = 200, *headers: tuple[str, str]) -> Answer:
    return Answer(
        url=BASE + path,
        status=status,
        headers=(("Content-Type", "text/html"), *headers),
        raw=raw,
        fetched_at="2023-07-14T08:00:00Z",
        phrase="OK",
        request=b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        address="127.0.0.1",
    )


def noise(length: int, seed: int = 1) -> bytes:
    """Bytes that do not shrink, so that a cut is a cut."""
    return random.Random(seed).randbytes(length)  # noqa: S311 - no secret


def test_answers_come_back_as_they_were(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    first = answer("/a?x=1", noise(5000), 404, ("X-B", "2"), ("x-a", "1"), ("X-B", "3"), ("X-C", "caf\xe9"))
    places = [writer.write(first), writer.write(answer("/b", b""))]
    writer.close()
    found = [read_answer(tmp_path / place.file, place.offset) for place in places]
    assert found[0] is not None
    assert (found[0].url, found[0].raw, found[0].status) == (first.url, first.raw, 404)
    assert found[0].headers == first.headers
    assert (found[0].fetched_at, found[0].phrase, found[0].address) == (first.fetched_at, "OK", "127.0.0.1")
    assert found[1] is not None
    assert found[1].raw == b""
    assert [one.place for one in index(tmp_path / places[0].file)] == places


def test_warcio_accepts_the_evidence_and_each_record_is_a_member(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    for n in range(3):
        place = writer.write(answer(f"/{n}", noise(100, n), 200, ("Transfer-Encoding", "chunked")))
    writer.close()
    file = tmp_path / "evidence-00001.warc.gz"
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(file)], capture_output=True, text=True, check=False
    )
    assert (check.returncode, check.stdout) == (0, "")
    with file.open("rb") as stream:
        stream.seek(place.offset)
        assert gzip.decompress(stream.read(place.length)).startswith(b"WARC/1.1\r\nWARC-Type: response")
        assert not stream.read(1)


@pytest.mark.parametrize("cut", [1, 8, 500, 3000])
def test_a_last_record_that_is_cut_off_is_passed_over(tmp_path: Path, cut: int) -> None:
    writer = WarcWriter(tmp_path)
    places = [writer.write(answer(f"/{n}", noise(4000, n))) for n in range(3)]
    writer.close()
    file = tmp_path / places[0].file
    file.write_bytes(file.read_bytes()[:-cut])
    urls = open_source(file)[0].urls()
    assert urls[:2] == (BASE + "/0", BASE + "/1")
    assert cut < 9 or len(urls) == 2


def test_an_evidence_file_is_cut_back_to_what_was_committed(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    kept = writer.write(answer("/kept", noise(500)))
    writer.write(answer("/lost", noise(500)))
    writer.close()
    (tmp_path / "evidence-00002.warc.gz").write_bytes(b"half")
    again = WarcWriter(tmp_path, {kept.file: kept.offset + kept.length})
    added = again.write(answer("/new"))
    again.close()
    assert not (tmp_path / "evidence-00002.warc.gz").exists()
    assert added.file == kept.file
    assert open_source(tmp_path / kept.file)[0].urls() == (BASE + "/kept", BASE + "/new")


def test_a_full_file_is_followed_by_the_next_which_says_its_sum(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, segment=2000)
    places = [writer.write(answer(f"/{n}", noise(3000, n))) for n in range(3)]
    writer.close()
    assert [place.file for place in places] == [f"evidence-0000{n}.warc.gz" for n in (1, 2, 3)]
    ends = {place.file: place.offset + place.length for place in places[:2]}
    again = WarcWriter(tmp_path, ends, segment=2000)
    assert again.write(answer("/x")).file == "evidence-00003.warc.gz"
    again.close()
    first, last = (unpacked(tmp_path / f"evidence-0000{n}.warc.gz") for n in (1, 3))
    assert PREVIOUS not in first
    sum_of_second = sha256((tmp_path / "evidence-00002.warc.gz").read_bytes()).hexdigest()
    assert f"{PREVIOUS}: evidence-00002.warc.gz sha256:{sum_of_second}\r\n" in last


def unpacked(file: Path) -> str:
    with gzip.open(file) as stream:
        return stream.read().decode("latin-1")


class Payloads(dict[str, tuple[str, str, str, int]]):
    """What a state remembers of the bodies that were written."""

    def keep(self, one: Answer, place: Place) -> Place:
        """Remember a body as a commit would."""
        if not place.revisit:
            self.setdefault(place.payload, (one.url, one.fetched_at, place.file, place.offset))
        return place


def test_a_body_that_came_before_is_stored_once(tmp_path: Path) -> None:
    known, body = Payloads(), noise(5000)
    writer = WarcWriter(tmp_path, known=known.get, segment=6000)
    given = [
        answer("/a", body, 200, ("ETag", "1")),
        answer("/b", noise(5000, 2)),
        answer("/c", body, 404, ("ETag", "3")),
        answer("/d", b""),
        answer("/e", b""),
        replace(answer("/f", body), truncated="length"),
    ]
    places = [known.keep(one, writer.write(one)) for one in given]
    writer.close()
    assert [place.revisit for place in places] == [False, False, True, False, False, False]
    assert places[2].file != places[0].file
    assert places[2].length < 700
    assert [read_answer(tmp_path / place.file, place.offset) for place in places] == [
        replace(one, request=b"") for one in given
    ]
    head = member_at(tmp_path / places[2].file, places[2].offset).data.decode()
    for line in (
        "WARC-Type: revisit",
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        f"WARC-Refers-To-Target-URI: {BASE}/a",
        "WARC-Refers-To-Date: 2023-07-14T08:00:00Z",
        f"WARC-Payload-Digest: {places[0].payload}",
    ):
        assert f"\r\n{line}\r\n" in head
    assert head.endswith("ETag: 3\r\n\r\n\r\n\r\n")
    assert '"mime": "warc/revisit"' in cdxj_line(given[2], places[2])
    files = sorted(map(str, tmp_path.glob("*.warc.gz")))
    check = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *files], capture_output=True, check=False)
    assert (check.returncode, check.stdout) == (0, b"")


def test_a_body_is_not_read_from_a_record_that_is_another(tmp_path: Path) -> None:
    known = Payloads()
    writer = WarcWriter(tmp_path, known=known.get)
    other = writer.write(answer("/other", noise(90, 2)))
    first = answer("/a", noise(90))
    known.keep(first, writer.write(first))
    place = writer.write(answer("/b", noise(90)))
    writer.close()
    file = tmp_path / place.file
    assert read_answer(file, place.offset, (file, other.offset)) is None
    assert read_answer(file, place.offset, (file, place.offset)) is None
    assert read_answer(file, place.offset, (tmp_path / "gone.warc.gz", 0)) is None
    assert read_answer(file, place.offset, (file, 7)) is None
    assert read_answer(file, place.offset) == replace(answer("/b", noise(90)), request=b"")


def test_half_a_record_is_taken_back_when_the_disk_is_full(tmp_path: Path) -> None:
    limit = f"""
import resource, signal
from pathlib import Path
from auditor.archive.answer import Answer
from auditor.archive.warc import WarcWriter
import random
writer = WarcWriter(Path({str(tmp_path)!r}))
page = Answer("{BASE}/", 200, (), random.Random(1).randbytes(3000), "2023-07-14T08:00:00Z")
place = writer.write(page)
end = place.offset + place.length
resource.setrlimit(resource.RLIMIT_FSIZE, (end + 1000, end + 1000))
try:
    writer.write(page)
except OSError as error:
    print(error.errno, end, (Path({str(tmp_path)!r}) / place.file).stat().st_size)
"""
    done = subprocess.run([sys.executable, "-c", limit], capture_output=True, text=True, check=True)
    code, end, size = done.stdout.split()
    assert int(code) == errno.EFBIG
    assert end == size


def test_of_one_address_the_newest_counts_and_dates_the_source(tmp_path: Path) -> None:
    file = foreign(
        tmp_path / "a.warc.gz",
        ("/", "2023-07-14T08:00:00Z", 200, b"<p>new</p>", "text/html"),
        ("/", "2022-01-01T08:00:00Z", 200, b"<p>old</p>", "text/html"),
        ("/style.css", "2023-07-15T01:00:00Z", 200, b"p {}", "text/css"),
        ("/robots.txt", "2023-07-15T01:00:00Z", 404, b"<p>no</p>", "text/html"),
    )
    (source,) = open_source(file)
    (capture,) = source.captures()
    assert (capture.body, capture.fetched_at) == (b"<p>new</p>", "2023-07-14T08:00:00Z")
    assert (str(source.as_of), source.final, source.hosts) == ("2023-07-15", True, ("www.county.gov.cn",))
    assert source.has(BASE + "/style.css")


def foreign(file: Path, *rows: tuple[str, str, int, bytes, str], gz: bool = True, **headers: str) -> Path:
    """Write a WARC as another program would: no digests, no requests."""
    records = []
    for path, date, status, body, media in rows:
        pairs = {"Content-Type": media, **{name.replace("_", "-"): value for name, value in headers.items()}}
        head = "".join(f"{name}: {value}\r\n" for name, value in pairs.items())
        block = f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body
        about = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {BASE}{path}\r\nWARC-Date: {date}\r\n"
        about += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        record = about.encode() + block + b"\r\n\r\n"
        records.append(gzip.compress(record) if gz else record)
    file.write_bytes(b"".join(records))
    return file


def test_redirects_are_followed_within_the_file(tmp_path: Path) -> None:
    moved = ("2023-07-14T08:00:00Z", 302, b"moved", "text/html")
    file = foreign(tmp_path / "a.warc", ("/old", *moved), gz=False, Location="/new")
    other = foreign(tmp_path / "b.warc", ("/new", "2023-07-14T08:00:01Z", 200, b"<p>new</p>", "text/html"), gz=False)
    lonely = foreign(tmp_path / "c.warc", ("/loop", *moved), gz=False, Location="/loop")
    file.write_bytes(file.read_bytes() + other.read_bytes() + lonely.read_bytes())
    (source,) = open_source(file)
    found = {one.url.removeprefix(BASE): one for one in source.captures()}
    assert (found["/old"].final_url, found["/old"].body) == (BASE + "/new", b"<p>new</p>")
    assert found["/loop"].outcome is Reason.REDIRECT_LOOP
    (alone,) = open_source(lonely)
    assert next(alone.captures()).outcome is Reason.REDIRECT_LOOP
    away = foreign(tmp_path / "d.warc", ("/old", *moved), gz=False, Location="http://x.cn/")
    assert next(open_source(away)[0].captures()).outcome is Reason.NOT_CAPTURED


def test_a_chunked_and_packed_body_of_another_program_is_read(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>page</p>")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    row = ("/", "2023-07-14T08:00:00Z", 200, chunked, "text/html")
    file = foreign(tmp_path / "a.warc.gz", row, Transfer_Encoding="chunked", Content_Encoding="gzip")
    assert next(open_source(file)[0].captures()).body == b"<p>page</p>"


def test_a_file_in_one_gzip_member_is_refused_with_a_hint(tmp_path: Path) -> None:
    plain = foreign(
        tmp_path / "a.warc", *[(f"/{n}", "2023-07-14T08:00:00Z", 200, b"x", "text/html") for n in "ab"], gz=False
    )
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(plain.read_bytes()))
    with pytest.raises(UsageError, match="recompress"):
        open_source(file)


@pytest.mark.parametrize("body", [b"", b"no warc at all", gzip.compress(b"no warc", mtime=0), b"\x1f\x8bbroken"])
def test_a_file_that_is_no_warc_is_nothing(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(body)
    with pytest.raises(NothingError):
        open_source(file)


def test_a_place_that_holds_no_answer_gives_none(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    place = writer.write(answer())
    writer.close()
    assert read_answer(tmp_path / place.file, 0) is None  # the record about the file itself


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (answer(), Reason.OK),
        (answer(raw=b" \n"), Reason.EMPTY),
        (answer(status=404), Reason.HTTP_4XX),
        (answer(status=502), Reason.HTTP_5XX),
        (answer(status=302), Reason.REDIRECT_LOOP),
        (answer("/", b"x" * 101), Reason.OK),
        (answer("/", gzip.compress(b"x" * 101), 200, ("Content-Encoding", "gzip")), Reason.TOO_LARGE),
        (answer("/", gzip.compress(noise(90))[:50], 200, ("Content-Encoding", "gzip")), Reason.TRUNCATED),
        (answer("/", b"no gzip", 200, ("Content-Encoding", "gzip")), Reason.ENCODING),
        (answer("/", b"no gzip", 200, ("Content-Encoding", "none")), Reason.OK),
    ],
)
def test_an_answer_tells_its_outcome(given: Answer, outcome: Reason) -> None:
    assert capture_of(given, url=given.url, max_bytes=100).outcome is outcome


def test_index_lines_sort_by_host_and_tell_the_place(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path)
    place = writer.write(answer("/Zwgk/?b=2&a=1"))
    writer.close()
    line = cdxj_line(answer("/Zwgk/?b=2&a=1"), place)
    assert line.startswith("cn,gov,county)/zwgk/?a=1&b=2 20230714080000 {")
    assert f'"offset": "{place.offset}"' in line
    assert surt("http://127.0.0.1:8080/a") == "127.0.0.1:8080)/a"
    assert surt("http://www2.a.cn:80") == "cn,a)/"


def test_the_manifest_leaves_out_only_what_goes_on_changing(tmp_path: Path) -> None:
    for name in ("evidence-00001.warc.gz", "captures.jsonl", "state.db", "state.db-wal"):
        (tmp_path / name).write_bytes(b"abc")
    write_manifest(tmp_path)
    write_manifest(tmp_path)
    text = (tmp_path / "manifest.json").read_text()
    assert text.count("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") == 2
    assert "state" not in text
    assert "manifest" not in text
