"""How a shortened title finds the documents that it may name."""

from hypothesis import given
from hypothesis import strategies as st
from making import fields, record

from auditor.relate.documents import CROWD, LIKELY, Index, likeness

NAME = "郯城县城市供热管理办法"
PIECES = ["郯城县", "城市", "供热", "供水", "殡葬", "服务", "管理", "办法", "校外培训", "2023年", "2024年", "(试行)"]


def index(*titles: str) -> Index:
    found = Index()
    for n, title in enumerate(titles):
        found.add(f"{n}.html", record(f"/{n}.html", title=title))
    return found


def test_a_name_without_its_place_or_in_another_order_finds_the_document() -> None:
    known = index(f"关于印发《{NAME}(试行)》的通知", "关于印发《郯城县城市供水管理办法》的通知", "供热办法")
    assert list(known.shortened("城市供热管理办法")) == ["0.html"]
    assert list(known.shortened("郯城县供热城市管理办法(试行)")) == ["0.html"]
    assert list(known.shortened("供热管理办法(试行)")) == ["0.html"]
    assert list(known.shortened("热管理办法")) == []  # less than half of it


def test_a_name_that_ends_otherwise_or_is_all_in_brackets_finds_none() -> None:
    known = index(f"关于印发《{NAME}》的通知")
    assert list(known.shortened("郯城县城市供热管理")) == []
    assert list(known.shortened("某市城市供热管理办法")) == []
    assert list(known.shortened("(试行办法)")) == []


def crowd(count: int) -> Index:
    """Make an index of documents of one title, each a day older than the one before, the last without a day."""
    found = Index()
    for n in range(count):
        known = {"document_number": f"郯政发〔2023〕{n}号", "written_date": f"2023-05-{28 - n}"}
        known |= {"written_date": ""} if n == count - 1 else {}
        found.add(f"{n:02}.html", record(f"/{n:02}.html", title=f"关于印发《{NAME}》的通知", fields=fields(**known)))
    return found


def test_few_documents_of_one_title_are_told_to_all_who_ask() -> None:
    known = crowd(CROWD)
    assert {len(known.bearing(NAME)) for _ in range(2 * CROWD)} == {CROWD}
    assert known.bearing("供水") == ()


def test_a_crowd_of_one_title_is_told_to_the_first_who_ask_and_a_part_of_it_to_the_others() -> None:
    known = crowd(CROWD + 8)
    first = [f"{n:02}.html" for n in range(CROWD)]
    assert {len(known.bearing(NAME)) for _ in range(CROWD)} == {CROWD + 8}
    assert list(known.bearing(NAME)) == first
    assert list(known.bearing(NAME, "2023-05-28")) == first  # the newest is among them
    assert list(known.bearing(NAME, "2023-05-17")) == [*first, "11.html"]
    named = {"郯政发〔2023〕14号", "郯政发〔2023〕3号", "郯政发〔2023〕99号"}
    assert list(known.bearing(NAME, "2022-12-31", named)) == [*first, "14.html"]


def test_so_is_a_crowd_of_one_number() -> None:
    known = Index()
    for n in range(CROWD + 1):
        title = f"关于印发《{NAME}{n}》的通知"
        known.add(f"{n}.html", record(f"/{n}.html", title=title, fields=fields(document_number="郯政发〔2023〕9号")))
    assert [len(known.numbered("郯政发〔2023〕9号")) for _ in range(CROWD + 2)] == [*[CROWD + 1] * CROWD, CROWD, CROWD]


def test_by_likeness_alone_a_document_is_told_only_so_often() -> None:
    known = index(f"关于印发《{NAME}》的通知", "关于印发《郯城县城市供水管理办法》的通知")
    told = [list(known.shortened("城市供热管理办法")) for _ in range(CROWD + 1)]
    assert told == [*[["0.html"]] * CROWD, []]
    assert known.alike(NAME) == ["1.html"]  # the other one has been told often enough
    likely = [known.alike("郯城县城市供水办法") for _ in range(CROWD + 1)]
    assert likely == [*[["1.html"]] * (CROWD - 1), [], []]
    assert known.alike("殡葬") == []


def test_to_a_page_that_cites_its_number_it_is_told_all_the_same() -> None:
    known = Index()
    numbered = fields(document_number="郯政发〔2023〕9号")
    known.add("0.html", record("/0.html", title=f"关于印发《{NAME}》的通知", fields=numbered))
    known.add("1.html", record("/1.html", title="关于殡葬管理的通知", fields=numbered))
    for _ in range(CROWD):
        assert list(known.shortened("城市供热管理办法")) == ["0.html"]
    assert list(known.shortened("城市供热管理办法")) == []
    assert list(known.shortened("城市供热管理办法", {"郯政发〔2023〕9号"})) == ["0.html"]


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join), min_size=2, max_size=8))
def test_what_is_sought_by_weight_and_rarest_words_is_all_that_is_like_it(names: list[str]) -> None:
    asked, *others = names
    known = index(*others)
    every = {core for core in known.cores if likeness(asked, core) >= LIKELY}
    assert {known.documents[key].core for key in known.alike(asked)} == every
