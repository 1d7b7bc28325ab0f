from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import facts, field, listing, page, record, site, statement, view, words

from auditor.kinds.validity import Kind
from auditor.model import Body, Field, PageText, Record, Renewal, Source, State, Statement, Verdict
from auditor.relate import relate
from auditor.text import docnum, titles

KIND = Kind("valid")
CLAIMS = field("validity", "valid", raw="有效中", label="[ 有效性 ]")
TEXT = Body(length=500)
TITLE = "郯城县人民政府关于印发《郯城县城市供热管理办法》的通知"


def document(*said: Statement, shown: tuple[Field, ...] = (CLAIMS,), body: Body = TEXT) -> Record:
    return record(title=TITLE, fields=shown, statements=said, body=body)


def judge(subject: Record, as_of: str, renewals: Mapping[str, tuple[Renewal, ...]] | None = None) -> Verdict:
    return KIND.judge(page(subject), facts(view(renewals=renewals or {}), as_of=date.fromisoformat(as_of)))


UNTIL = statement("expires", "本办法有效期至2022年6月30日", date="2022-06-30")


@pytest.mark.parametrize(("as_of", "state"), [("2022-06-30", State.PASS), ("2022-07-01", State.FAIL)])
def test_a_term_holds_on_its_last_day_and_not_on_the_next(as_of: str, state: State) -> None:
    assert judge(document(UNTIL), as_of).state is state


def test_a_hit_quotes_the_text_and_the_block() -> None:
    verdict = judge(document(UNTIL), "2023-12-31")
    assert [one.quote for one in verdict.evidence] == ["本办法有效期至2022年6月30日", "[ 有效性 ] 有效中"]
    assert verdict.values == {"raw": "有效中", "expiry_date": "2022-06-30"}
    assert verdict.part == "validity"


def term(years: int, start: str = "") -> Statement:
    return statement("term", f"本办法有效期{years}年", years=years, date=start)


EFFECTIVE = statement("effective", "本办法自2017年7月1日起施行", date="2017-07-01")


@pytest.mark.parametrize(("as_of", "state"), [("2022-06-30", State.PASS), ("2022-07-01", State.FAIL)])
@pytest.mark.parametrize(
    "subject",
    [
        document(term(5), EFFECTIVE),
        document(term(5, "2017-07-01")),
        document(term(5), shown=(CLAIMS, field("effective_date", "2017-07-01"))),
        document(term(5), shown=(CLAIMS, field("published_date", "2017-07-01"))),
        # the later of the two days, so that a page put online late does not end too early
        document(term(5), shown=(CLAIMS, field("published_date", "2017-07-01"), field("written_date", "2017-06-01"))),
        document(term(5), shown=(CLAIMS, field("published_date", "2017-06-01"), field("written_date", "2017-07-01"))),
    ],
)
def test_a_term_of_years_ends_the_day_before_its_anniversary(subject: Record, as_of: str, state: State) -> None:
    assert judge(subject, as_of).state is state


@pytest.mark.parametrize(("as_of", "state"), [("2017-12-31", State.PASS), ("2018-01-01", State.FAIL)])
def test_a_term_of_months_ends_the_day_before_the_same_day(as_of: str, state: State) -> None:
    said = statement("term", "自2017年7月1日起施行，有效期六个月", date="2017-07-01", months=6)
    assert judge(document(said), as_of).state is state


def test_the_day_of_effect_goes_before_the_day_of_publication() -> None:
    shown = (CLAIMS, field("published_date", "2016-01-01"), field("effective_date", "2019-01-01"))
    assert judge(document(term(5), shown=shown), "2022-07-01").state is State.PASS
    assert judge(document(term(5), EFFECTIVE, shown=shown), "2022-07-01").state is State.FAIL


@pytest.mark.parametrize(
    ("shown", "body"),
    [
        ((field("written_date", "2017-07-01"),), Body(length=500)),
        ((), Body(length=500, signature_date="2017-07-01")),
        ((field("published_date", "2017-07-03", source=Source.HEADLINE),), Body(length=9, signature_date="2017-07-01")),
    ],
)
def test_a_term_that_runs_from_the_day_of_signing_only_is_for_a_person(shown: tuple[Field, ...], body: Body) -> None:
    assert judge(document(term(5), shown=(CLAIMS, *shown), body=body), "2022-07-01").state is State.NEEDS_REVIEW


def test_a_headline_date_alone_starts_no_term() -> None:
    shown = (CLAIMS, field("published_date", "2010-07-01", source=Source.HEADLINE))
    assert judge(document(term(5), shown=shown), "2022-07-01").state is State.NOT_APPLICABLE


def test_without_any_day_a_term_cannot_end() -> None:
    assert judge(document(term(5)), "2090-01-01").state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    "said",
    [
        (),
        (statement("expires", "有效期至另行通知"),),
        (statement("term", "试行期限另定"),),
        (statement("cites", "根据《X》", date="2001-01-01", years=1),),
        (statement("repeals", "《X》同时废止", date="2001-01-01"),),
        (EFFECTIVE,),
    ],
)
def test_a_text_that_states_no_term_of_its_own_is_not_judged(said: tuple[Statement, ...]) -> None:
    assert judge(document(*said), "2090-01-01").state is State.NOT_APPLICABLE


def test_the_latest_of_several_terms_counts() -> None:
    longer = statement("expires", "有效期至2025年6月30日", date="2025-06-30")
    assert judge(document(UNTIL, longer), "2023-12-31").state is State.PASS


@pytest.mark.parametrize("claim", ["expired", "repealed", "amended", "partly_invalid", "not_yet_effective"])
def test_a_page_that_does_not_claim_to_be_valid_is_right(claim: str) -> None:
    assert judge(document(UNTIL, shown=(field("validity", claim),)), "2023-12-31").state is State.PASS


@pytest.mark.parametrize("shown", [(), (field("validity"),), (field("validity", None, raw="—", reason="placeholder"),)])
def test_a_page_without_a_claim_is_another_rules_matter(shown: tuple[Field, ...]) -> None:
    assert judge(document(UNTIL, shown=shown), "2023-12-31").state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("source", "state"),
    [
        (Source.BLOCK, State.FAIL),
        (Source.SCRIPT, State.FAIL),
        (Source.META, State.NEEDS_REVIEW),
        (Source.HEADLINE, State.NEEDS_REVIEW),
    ],
)
def test_only_the_block_makes_a_certain_claim(source: Source, state: State) -> None:
    shown = (field("validity", "valid", raw="有效", source=source),)
    assert judge(document(UNTIL, shown=shown), "2023-12-31").state is state


NUMBER = "郯政发〔2017〕8号"
NUMBERED = (CLAIMS, field("document_number", NUMBER))


@pytest.mark.parametrize("until", ["", "2024-06-30", "2023-12-31"])
@pytest.mark.parametrize("by", [docnum.key("郯政发[2017]8号"), titles.core(TITLE)])
def test_a_renewal_found_by_number_or_title_clears_a_document(by: str, until: str) -> None:
    renewals = {by: (Renewal("http://x/", "继续有效", "", until),)}
    assert judge(document(UNTIL, shown=NUMBERED), "2023-12-31", renewals).state is State.PASS


def test_a_number_in_the_text_is_as_good_as_one_in_the_block() -> None:
    renewals = {docnum.key(NUMBER): (Renewal("http://x/", "继续有效", ""),)}
    subject = document(UNTIL, body=Body(length=9, number="郯政发﹝2017﹞8号"))
    assert judge(subject, "2023-12-31", renewals).state is State.PASS


def test_a_renewal_that_has_ended_itself_or_is_of_another_document_clears_nothing() -> None:
    ended = {docnum.key(NUMBER): (Renewal("http://x/", "延长至2023年12月30日", "", "2023-12-30"),)}
    other = {docnum.key("郯政发〔2017〕9号"): (Renewal("http://x/", "继续有效", ""),)}
    for renewals in (ended, other):
        assert judge(document(UNTIL, shown=NUMBERED), "2023-12-31", renewals).state is State.FAIL


@pytest.mark.parametrize(
    "named",
    [
        {"number": "郯政发[2017]8号"},
        {"title": TITLE},
        {"title": "郯城县城市供热管理办法"},  # as renewals name it: 《郯城县城市供热管理办法》有效期延长至…
        {"title": "郯城县人民政府关于印发〈郯城县城市供热管理办法〉的通知"},  # nested brackets change
    ],
)
def test_a_renewal_anywhere_on_the_site_clears_the_page(named: dict[str, str]) -> None:
    subject = document(UNTIL, shown=NUMBERED)
    notice = record("/zcwj/2.html", statements=(statement("renews", "继续有效", **named),))
    seen = relate(site(), [subject, notice, listing("/zcwj/", "政策文件")], words())
    assert KIND.judge(page(subject), facts(seen)).state is State.PASS


@given(start=st.dates(date(2000, 1, 1), date(2020, 12, 31)), years=st.integers(1, 30), days=st.integers(-400, 20_000))
def test_a_document_never_expires_before_its_anniversary(start: date, years: int, days: int) -> None:
    as_of = date.fromordinal(max(start.toordinal() + days, 1))
    expired = judge(document(term(years, start.isoformat())), as_of.isoformat()).state is State.FAIL
    anniversary = (start.year + years, start.month, start.day)
    assert expired == ((as_of.year, as_of.month, as_of.day) >= anniversary)


@pytest.mark.parametrize(
    ("renewal", "state"),
    [
        (Renewal("http://x/", "延长有效期", "", since="2022-05-20"), State.PASS),
        (Renewal("http://x/", "延长有效期", "", since="2024-05-20"), State.FAIL),  # not yet made as of 2023-12-31
        (Renewal("http://x/", "有效期延长2年", "", years=2, since="2022-05-20"), State.PASS),
        (Renewal("http://x/", "有效期延长1年", "", years=1, since="2022-05-20"), State.FAIL),  # to 30 June 2023
        (
            Renewal("http://x/", "有效期延长18个月", "", months=18, since="2022-05-20"),
            State.FAIL,
        ),  # to 30 December 2023
        (Renewal("http://x/", "有效期延长19个月", "", months=19, since="2022-05-20"), State.PASS),
        (Renewal("http://x/", "有效期至", "", "2022-06-30", since="2022-07-20"), State.PASS),  # the old day
        (Renewal("http://x/", "有效期至", "", "2022-12-31", since="2022-07-20"), State.FAIL),
    ],
)
def test_a_renewal_holds_from_its_day_for_its_length(renewal: Renewal, state: State) -> None:
    assert judge(document(UNTIL), "2023-12-31", {titles.core(TITLE): (renewal,)}).state is state


def test_what_follows_on_a_trial_the_text_need_not_say() -> None:
    said = statement("term", "自2017年7月1日起试行六个月", date="2017-07-01", months=6)
    assert judge(document(said), "2018-01-01").state is State.NEEDS_REVIEW


@pytest.mark.parametrize(("ends", "state"), [("2027-06-30", State.NEEDS_REVIEW), ("2022-06-30", State.FAIL)])
def test_a_block_that_knows_of_a_longer_term_leaves_it_to_a_person(ends: str, state: State) -> None:
    assert judge(document(UNTIL, shown=(CLAIMS, field("expiry_date", ends))), "2023-12-31").state is state


LIST = "http://www.example.gov.cn/files/1.xls"


@pytest.mark.parametrize(
    ("since", "text", "state"),
    [
        ("2022-06-01", None, State.NEEDS_REVIEW),  # nobody has read it
        ("2022-06-01", "序号 文件 1 郯政发[2017]8号", State.NEEDS_REVIEW),
        ("2022-06-01", "1 《郯城县城市供热管理办法》", State.NEEDS_REVIEW),
        ("2022-06-01", "1 《郯城县城市供水管理办法》（郯政发〔2017〕9号）", State.FAIL),
        ("2020-06-01", None, State.FAIL),  # long before the term ended
        ("2024-06-01", None, State.FAIL),  # after the day judged
    ],
)
def test_a_list_of_renewed_documents_that_may_name_it_leaves_it_to_a_person(
    since: str, text: str | None, state: State
) -> None:
    subject = document(UNTIL, shown=NUMBERED)
    seen = view(renewals={"": (Renewal(LIST, "关于公布继续有效文件目录的通知", "", since=since),)})
    texts = {LIST: PageText("", text)} if text is not None else {}
    verdict = KIND.judge(page(subject), facts(seen, as_of=date(2023, 12, 31), texts=texts))
    assert verdict.state is state
