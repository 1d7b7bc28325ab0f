"""interpretation-missing and -unlinked: no spelling, script or order of pages changes a verdict; a link clears it."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from making import facts, fields, listing, record, site, statement, url, words

from auditor import catalog
from auditor.evaluate import evaluate
from auditor.model import Item, Link, Links, PageKind, Record, Ruleset, State
from auditor.relate import relate

NUMBERS = st.sampled_from(["郯政发〔2023〕8号", "郯政发[2023]8号", "郯政发﹝2023﹞ 8 号", "郯政發（2023）第08號"])
NAMES = st.sampled_from(["郯城县城市供热管理办法", "郯城縣城市供熱管理辦法", "郯城县 城市供热 管理办法"])
ADDRESSES = st.sampled_from(
    [
        "http://www.example.gov.cn/jd/gr/index.html",
        "https://www.example.gov.cn/jd/gr/",
        "HTTP://WWW.EXAMPLE.GOV.CN:80/jd/gr/#top",
        "http://www.example.gov.cn/jd/gr",
        "http://www.example.gov.cn/jd/x/../%67r/",
    ]
)
DOCUMENT = "/gfx/1.html"


@cache
def rules() -> Ruleset:
    known = catalog.load().rules
    return Ruleset(
        "s", "", "", "", tuple(known[name] for name in ("interpretation-missing", "interpretation-unlinked"))
    )


def verdicts(records: list[Record]) -> dict[str, State]:
    """Return the state of each finding by its rule; none stands anywhere but on the document."""
    found, _ = evaluate(rules(), records, facts(relate(site(), records, words())))
    assert {one.subject.url for one in found} <= {url(DOCUMENT)}
    return {one.rule.removeprefix("interpretation-"): one.state for one in found}


def document(name: str, number: str, linked: str = "") -> Record:
    shown = fields(document_number=number, written_date="2023-05-08", published_date="2023-05-10", validity="valid")
    offered = Links(interpretations=(Link(linked, "解读"),), pages=(linked,)) if linked else Links()
    title = f"郯城县人民政府关于印发《{name}》的通知"
    return record(DOCUMENT, title=title, fields=shown, links=offered)


def columns() -> list[Record]:
    listed = (Item("办法", url(DOCUMENT), "2023-05-10"),)
    return [listing("/gfx/", "行政规范性文件", listed), listing("/jd/", "政策解读")]


def reading(address: str, title: str, number: str = "") -> Record:
    cited = (statement("cites", number=number),) if number else ()
    changes = {"kind": PageKind.INTERPRETATION, "title": title, "statements": cited}
    return record(address, final_url=address, fields=fields(published_date="2023-05-11"), **changes)


@settings(deadline=None, max_examples=25)
@given(name=NAMES, number=NUMBERS, order=st.randoms(use_true_random=False))
def test_none_is_missing_in_any_spelling_and_order(name: str, number: str, order: object) -> None:
    records = [*columns(), document(name, number), reading(url("/jd/2.html"), "《山东省燃气条例》解读")]
    order.shuffle(records)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert verdicts(records) == {"missing": State.FAIL}


@settings(deadline=None, max_examples=40)
@given(
    names=st.tuples(NAMES, NAMES),
    numbers=st.tuples(NUMBERS, NUMBERS),
    addresses=st.tuples(ADDRESSES, ADDRESSES),
    titled=st.booleans(),
    order=st.randoms(use_true_random=False),
)
def test_one_that_is_found_must_be_linked_and_a_link_in_any_spelling_clears(
    names: tuple[str, str], numbers: tuple[str, str], addresses: tuple[str, str], *, titled: bool, order: object
) -> None:
    page = reading(addresses[0], f"《{names[1]}》解读") if titled else reading(addresses[0], "供热新规", numbers[1])
    for linked, wanted in (("", {"unlinked": State.FAIL}), (addresses[1], {})):
        records = [*columns(), document(names[0], numbers[0], linked), page]
        order.shuffle(records)  # type: ignore[attr-defined]  # hypothesis gives a Random
        assert verdicts(records) == wanted


@settings(deadline=None, max_examples=25)
@given(number=NUMBERS, name=NAMES)
def test_likeness_alone_accuses_nobody_for_sure(number: str, name: str) -> None:
    page = reading(url("/jd/1.html"), f"《{name.removeprefix('郯城县').removeprefix('郯城縣').strip()}》解读")
    assert verdicts([*columns(), document(name, number), page]) == {"unlinked": State.NEEDS_REVIEW}
