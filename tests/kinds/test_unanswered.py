from datetime import date
from typing import Any

import pytest
from making import AS_OF, facts, fields, page, record, url, view

from auditor import catalog, kinds
from auditor.model import PageKind, PageText, Reason, Record, State, Verdict
from auditor.text import addresses

RULE = catalog.load().rules["messages-unanswered"]
KIND = kinds.build("unanswered", RULE.options)
AT = "/hdjl/1.html"


def judged(
    html: str,
    *,
    as_of: date = AS_OF,
    column: str = "县长信箱",
    others: tuple[Record, ...] = (),
    **changes: Any,  # noqa: ANN401 - attributes of `Record`
) -> Verdict:
    subject = page(record(AT, **{"kind": PageKind.OTHER, "title": "关于公交站点的咨询", **changes}), column=column)
    seen = view(subject, *map(page, others))
    text = "\n".join(part.strip() for part in kinds.TAG.sub("\n", html).splitlines() if part.strip())
    verdict = KIND.judge(subject, facts(seen, as_of=as_of, texts={url(AT): PageText(html, text)}))
    assert isinstance(verdict, Verdict)
    return verdict


def message(day: str = "2023-08-01", *rows: tuple[str, str]) -> str:
    shown = (("来信时间", day), ("信件内容", "何时增设公交站点？"), *rows)
    table = "".join(f"<tr><td>{label}</td><td>{said}</td></tr>" for label, said in shown)
    return f"<h1>关于公交站点的咨询</h1><table>{table}</table><p>网站首页</p>"


# ---------------------------------------------------------------- a message on its own page


def test_a_message_without_reply_for_more_than_three_months_is_hit() -> None:
    verdict = judged(message("2023-08-01", ("办理状态", "待回复"), ("回复内容", "")))
    assert verdict.state is State.FAIL  # the rule lowers it
    assert verdict.values == {
        "asked": "2023-08-01",
        "days": "152",
        "said": "待回复",
        "titles": "“关于公交站点的咨询”",
    }
    assert verdict.evidence[0].quote == "关于公交站点的咨询"
    assert (RULE.state, RULE.severity) == (State.NEEDS_REVIEW, "veto")


@pytest.mark.parametrize(
    "row",
    [
        ("回复内容", ""),
        ("回复内容", "—"),
        ("回复内容", "&nbsp;"),
        ("回复内容", "正在办理中"),
        ("办理状态", "未答复"),
        ("回复内容", "暂无回复"),
    ],
)
def test_no_reply_is_written_in_many_ways(row: tuple[str, str]) -> None:
    assert judged(message("2023-08-01", row)).state is State.FAIL


@pytest.mark.parametrize(
    "row",
    [
        ("回复内容", "您好，站点已列入明年计划。"),
        ("答复意见", "您好，有关事项正在办理中，预计年底前完成，感谢您的关心。"),
        ("办理状态", "已办结"),
        ("回复时间", "2023-08-04"),
    ],
)
def test_a_reply_or_the_word_that_there_is_one_passes(row: tuple[str, str]) -> None:
    assert judged(message("2023-08-01", ("办理状态", "处理中"), row)).state is State.PASS


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2023-09-30", State.FAIL),
        ("2023-10-01", State.PASS),
        ("2022-12-31", State.FAIL),
        ("2022-12-30", State.PASS),  # older than the year that counts
    ],
)
def test_messages_of_the_last_year_but_for_three_months_count(day: str, state: State) -> None:
    assert judged(message(day, ("回复内容", ""))).state is state


def test_exactly_three_months_are_in_time() -> None:
    assert judged(message("2023-09-30", ("回复内容", "")), as_of=date(2023, 12, 30)).state is State.PASS


def test_without_a_limit_old_ones_count_too() -> None:
    kind = kinds.build("unanswered", {**RULE.options, "within": ""})
    subject = page(record(AT, kind=PageKind.OTHER), column="县长信箱")
    html = message("2020-01-01", ("回复内容", ""))
    asked = facts(view(subject), texts={url(AT): PageText(html, kinds.TAG.sub("\n", html))})
    assert kind.judge(subject, asked).state is State.FAIL


def test_the_day_of_the_page_speaks_where_the_message_has_none() -> None:
    html = "<table><tr><td>信件内容</td><td>问</td></tr><tr><td>回复内容</td><td></td></tr></table>"
    assert judged(html, fields=fields(published_date="2023-08-01")).state is State.FAIL
    assert judged(html).state is State.NOT_APPLICABLE


def test_a_label_without_a_day_is_passed_over() -> None:
    html = "<p>来信时间：</p><p>咨询时间：2023年8月1日</p><table><tr><td>回复内容</td><td></td></tr></table>"
    assert judged(html.replace("</p><p>", "</p>" + "<p>另</p>" * 30 + "<p>")).state is State.FAIL


def test_neither_reply_nor_status_is_what_a_script_may_fill() -> None:
    verdict = judged(message())
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


def test_a_word_for_waiting_inside_a_text_is_no_status() -> None:
    verdict = judged(message("2023-08-01", ("局里意见", "您好，您反映的事项正在办理中，预计年底前完成，感谢关心。")))
    assert (verdict.state, verdict.reason) == (State.NOT_ASSESSABLE, Reason.PROFILE_DRIFT)


def test_what_no_row_ends_counts_as_a_reply() -> None:
    assert judged("<p>来信时间：2023-08-01</p><div>回复内容</div><div>网站首页</div>").state is State.PASS
    assert judged("<p>来信时间：2023-08-01</p><div>回复内容</div>").state is State.FAIL


def test_scripts_and_comments_are_no_reply() -> None:
    html = message("2023-08-01", ("回复内容", "<!-- 您好 --><script>var said = 1;</script>"))
    assert judged(html).state is State.FAIL


@pytest.mark.parametrize("name", ["网上信访", "纪检举报", "在线访谈", "意见征集", "问卷调查"])
def test_channels_with_rules_of_their_own_are_not_judged(name: str) -> None:
    html = message("2023-08-01", ("回复内容", ""))
    assert judged(html, column=name).state is State.NOT_APPLICABLE
    assert judged(html, breadcrumb=(("首页", "/"), (name, ""))).state is State.NOT_APPLICABLE


def test_a_trial_is_no_message() -> None:
    assert judged(message("2023-08-01", ("回复内容", "")), title="测试").state is State.NOT_APPLICABLE


def test_a_page_that_is_not_at_hand_is_not_assessable() -> None:
    subject = page(record(AT))
    assert KIND.judge(subject, facts(view(subject))).reason == Reason.NOT_CAPTURED


# ---------------------------------------------------------------- a list of messages


def rows(*entries: tuple[str, str, str]) -> str:
    return (
        "<ul>"
        + "".join(
            f'<li><a href="/hdjl/{name}.html">关于{name}的咨询</a><span>{day}</span><em>{said}</em></li>'
            for name, day, said in entries
        )
        + "</ul>"
    )


def listed(html: str, *others: Record, title: str = "县长信箱") -> Verdict:
    return judged(html, others=others, kind=PageKind.LIST, title=title)


def test_rows_whose_pages_are_not_at_hand_are_judged_in_the_list() -> None:
    html = rows(
        ("a", "2023-08-01", "未回复"),
        ("b", "2023-07-01", "待回复"),
        ("c", "2023-12-01", "未回复"),
        ("d", "2023-05-01", "已回复"),
    )
    verdict = listed(html)
    assert verdict.state is State.FAIL
    assert verdict.values["asked"] == "2023-07-01"
    assert verdict.values["titles"] == "“关于a的咨询”、“关于b的咨询”"
    assert [one.quote for one in verdict.evidence] == ["关于a的咨询", "关于b的咨询"]


def test_rows_whose_pages_are_at_hand_are_judged_there() -> None:
    assert listed(rows(("a", "2023-08-01", "未回复")), record("/hdjl/a.html")).state is State.PASS
    gone = record("/hdjl/a.html", outcome=Reason.TIMEOUT)
    assert listed(rows(("a", "2023-08-01", "未回复")), gone).state is State.FAIL


@pytest.mark.parametrize(
    "html", [rows(("a", "", "未回复")), rows(("测试", "2023-08-01", "未回复")), rows(("a", "2023-01-01", "已答复"))]
)
def test_rows_without_a_day_trials_and_answered_ones_pass(html: str) -> None:
    assert listed(html).state is State.PASS


def test_a_row_without_a_link_is_told_by_its_text() -> None:
    html = "<table><tr><td>停水问题</td><td>2023-08-01</td><td>未回复</td></tr></table>"
    assert listed(html).values["titles"] == "“停水问题 2023-08-01 未回复”"


def test_a_list_that_does_not_tell_is_not_judged() -> None:
    assert listed(rows(("a", "2023-08-01", ""))).state is State.NOT_APPLICABLE
    assert listed(rows(("a", "2023-08-01", "未回复")), title="信访").state is State.NOT_APPLICABLE
    assert addresses.key(url(AT)).endswith(AT)
