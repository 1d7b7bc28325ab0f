"""effect-too-soon: the days from publication to coming into force."""

import pytest
from making import facts, field, fields, page, record, statement, url, view

from auditor.kinds.lead_time import Kind
from auditor.model import Field, PageText, Source, State, Statement, Verdict

KIND = Kind(places=("37",), at_once=("公布之日", "印发之日"), reasons=("紧急",), effects=("施行",), excluded=("废止",))
BLOCK = fields(written_date="2023-05-08", published_date="2023-05-10")


def judge(
    *said: Statement,
    shown: tuple[Field, ...] = BLOCK,
    province: str = "37",
    text: str = "",
    title: str = "郯城县城市供热管理办法",
) -> Verdict:
    subject = page(record(title=title, fields=shown, statements=said))
    read = {url("/zcwj/1.html"): PageText("", text)} if text else {}
    return KIND.judge(subject, facts(view(province=province), texts=read))


def begins(day: str, quote: str = "本办法自该日起施行") -> Statement:
    return statement("effective", quote, date=day)


@pytest.mark.parametrize(("day", "state"), [("2023-06-07", State.PASS), ("2023-06-06", State.FAIL)])
def test_thirty_days_run_from_the_earlier_of_the_two_days(day: str, state: State) -> None:
    assert judge(begins(day)).state is state


def test_without_a_day_of_writing_they_run_from_publication() -> None:
    published = fields(published_date="2023-05-10")
    assert judge(begins("2023-06-08"), shown=published).state is State.FAIL
    assert judge(begins("2023-06-09"), shown=published).state is State.PASS


def test_a_hit_says_how_many_days_and_where() -> None:
    verdict = judge(begins("2023-05-20"))
    assert verdict.values == {
        "begin": "成文日期2023-05-08",
        "published": "2023-05-10",
        "effective_date": "2023-05-20",
        "span": "12",
        "limit": "30",
    }
    published = judge(begins("2023-05-20"), shown=fields(published_date="2023-05-10"))
    assert (published.values["begin"], published.values["span"]) == ("公开日期2023-05-10", "10")
    assert [one.quote for one in verdict.evidence] == ["本办法自该日起施行", "公开日期 2023-05-10"]


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("本办法自公布之日起施行", State.FAIL),
        ("本办法自公布之日起30日后施行", State.PASS),
        ("本办法自印发之日起满29日后施行", State.FAIL),
        ("本办法自批准之日起施行", State.NOT_APPLICABLE),  # nobody can tell from here when that was
    ],
)
def test_a_day_told_by_the_publication(quote: str, state: State) -> None:
    assert judge(statement("effective", quote)).state is state


def test_of_several_days_the_last_counts_and_the_field_is_one() -> None:
    later = field("effective_date", "2023-07-01")
    assert judge(begins("2023-05-20"), shown=(*BLOCK, later)).state is State.PASS
    assert judge(shown=(*BLOCK, field("effective_date", "2023-05-20"))).state is State.FAIL
    assert judge(shown=(*BLOCK, field("effective_date"))).state is State.NOT_APPLICABLE
    assert judge(statement("term", "有效期五年", years=5)).state is State.NOT_APPLICABLE


def test_an_earlier_day_in_force_counts_as_none_at_all() -> None:
    assert judge(begins("2023-04-01")).values["span"] == "0"


def test_a_reason_must_speak_of_coming_into_force() -> None:
    assert judge(begins("2023-05-20"), text="因情况紧急，本办法自5月20日起施行。").state is State.PASS
    assert judge(begins("2023-05-20"), text="紧急情况下应当报告。本办法自5月20日起施行。").state is State.FAIL


def test_the_duty_is_asked_in_its_places_and_where_none_is_known() -> None:
    assert judge(begins("2023-05-20"), province="41").state is State.NOT_APPLICABLE
    assert judge(begins("2023-05-20"), province="").state is State.FAIL
    everywhere = Kind()
    subject = page(record(fields=BLOCK, statements=(begins("2023-05-20"),)))
    assert everywhere.judge(subject, facts(view(province="41"))).state is State.FAIL


@pytest.mark.parametrize(
    "shown",
    [(), (field("published_date"),), (field("published_date", "2023-05-10", source=Source.HEADLINE),)],
)
def test_without_a_day_of_publication_in_the_block_nothing_is_counted(shown: tuple[Field, ...]) -> None:
    assert judge(begins("2023-05-20"), shown=shown).state is State.NOT_APPLICABLE


def test_a_repeal_is_no_new_rule() -> None:
    assert judge(begins("2023-05-20"), title="关于废止供热管理办法的通知").state is State.NOT_APPLICABLE
