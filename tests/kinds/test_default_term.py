"""validity-term-exceeded: documents that state no term, against the default term of their place."""

from dataclasses import replace
from datetime import date

import pytest
from making import facts, field, page, record, statement, url, view

from auditor.kinds.default_term import Kind
from auditor.model import Body, Field, PageText, Record, Renewal, Repeal, Source, State, Statement, Verdict
from auditor.text import docnum, titles

TERMS = (
    {"place": 37, "since": 20120101, "years": 5, "trial": 2},
    {"place": 31, "since": 20130101, "until": 20161231, "years": 5, "trial": 2, "notice": 1},
    {"place": 31, "since": 20170101, "years": 3},
)
KIND = Kind(TERMS, trial=("暂行", "试行"), notice=("通告",), excluded=("规划", "任免"), mentions=("有效期",))
TITLE = "郯城县人民政府关于印发《郯城县城市供热管理办法》的通知"
NUMBER = "郯政发〔2016〕6号"


def document(
    *said: Statement, title: str = TITLE, written: str | None = "2016-05-08", shown: tuple[Field, ...] = ()
) -> Record:
    block = (field("validity", "valid", raw="有效"), field("document_number", NUMBER), *shown)
    day = (field("written_date", written),) if written else ()
    return record(title=title, fields=(*block, *day), statements=said, body=Body(length=500))


def judge(subject: Record, as_of: str = "2023-12-31", province: str = "37", **changes: object) -> Verdict:
    seen = view(province=province, **changes)
    return KIND.judge(page(subject), facts(seen, as_of=date.fromisoformat(as_of)))


BEGINS = statement("effective", "本办法自2016年6月1日起施行", date="2016-06-01")


@pytest.mark.parametrize(("as_of", "state"), [("2021-05-31", State.PASS), ("2021-06-01", State.FAIL)])
def test_five_years_run_from_the_day_in_force(as_of: str, state: State) -> None:
    assert judge(document(BEGINS), as_of).state is state


def test_without_such_a_day_they_run_from_publication() -> None:
    assert judge(document(), "2021-05-07").state is State.PASS
    verdict = judge(document(), "2021-05-08")
    assert verdict.state is State.FAIL
    assert verdict.values == {"raw": "有效", "start": "2016-05-08", "expiry_date": "2021-05-07", "years": "5"}
    assert [one.quote for one in verdict.evidence] == ["有效性 有效"]


def test_a_trial_and_a_notice_are_shorter_where_the_place_says_so() -> None:
    trial = document(title="郯城县人民政府关于印发《郯城县城市供热管理暂行办法》的通知")
    assert judge(trial, "2018-05-07").state is State.PASS
    assert judge(trial, "2018-05-08").values["years"] == "2"
    notice = document(title="关于禁止燃放烟花爆竹的通告")
    assert judge(notice, "2017-05-08", "31").values["years"] == "1"
    assert judge(notice, "2017-05-08").state is State.PASS  # five years in a place without a rule for them


def test_the_rule_of_the_place_on_that_day_holds() -> None:
    assert judge(document(written="2011-12-31")).state is State.NOT_APPLICABLE
    assert judge(document(written="2012-01-01")).state is State.FAIL
    assert judge(document(written=None)).state is State.NOT_APPLICABLE
    assert judge(document(written="2016-12-31"), "2021-12-30", "31").state is State.PASS
    assert judge(document(written="2017-01-01"), "2020-01-01", "31").values["years"] == "3"
    assert judge(document(), province="41").state is State.NOT_APPLICABLE
    assert judge(document(), province="").state is State.NOT_APPLICABLE


def test_plans_and_appointments_have_no_default_term() -> None:
    assert judge(document(title="郯城县城市供热规划")).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    "subject",
    [
        document(statement("term", "本办法有效期3年", years=3)),
        document(statement("expires", "有效期至2020年1月1日", date="2020-01-01")),
        document(shown=(field("expiry_date", "2022-01-01"),)),
    ],
)
def test_a_term_of_its_own_is_another_rules_matter(subject: Record) -> None:
    assert judge(subject).state is State.NOT_APPLICABLE


def test_a_text_that_speaks_of_its_term_in_other_words_is_left_alone() -> None:
    subject = document()
    read = {subject.url: PageText("", "本办法有效期另行通知。")}
    assert KIND.judge(page(subject), facts(view(province="37"), texts=read)).state is State.NOT_APPLICABLE
    read = {subject.url: PageText("", "本办法由县住房城乡建设局解释。")}
    assert KIND.judge(page(subject), facts(view(province="37"), texts=read)).state is State.FAIL


def test_a_renewal_clears_and_a_whole_repeal_is_another_rules_matter() -> None:
    renewal = Renewal(url("/x.html"), "继续有效", "css:p", since="2021-01-01")
    assert judge(document(), renewals={titles.core(TITLE): (renewal,)}).state is State.PASS
    key = docnum.key(NUMBER)
    repeal = Repeal(url("/y.html"), "废止", "css:p", "2022-01-01", key, partial=False, certain=True)
    assert judge(document(), repeals={key: (repeal,)}).state is State.NOT_APPLICABLE
    part = replace(repeal, partial=True)
    assert judge(document(), repeals={key: (part,)}).state is State.FAIL


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        ((), State.NOT_APPLICABLE),
        ((field("validity"),), State.NOT_APPLICABLE),
        ((field("validity", "valid", source=Source.HEADLINE),), State.NOT_APPLICABLE),
        ((field("validity", "expired", raw="失效"), field("written_date", "2016-05-08")), State.PASS),
    ],
)
def test_only_a_block_that_claims_validity_is_judged(shown: tuple[Field, ...], state: State) -> None:
    assert judge(record(title=TITLE, fields=shown)).state is state
