"""What was judged is remembered by address where a set counts only a sample of it."""

from making import column, facts, fields, items, page, record, rule, ruleset, unread, url, view

from auditor.evaluate import evaluate
from auditor.model import AppliesTo, Deduction, Indicator, PageKind

STALE = rule("stale", "column_age", options={"periods": {"news": "P2W"}}, applies_to=AppliesTo(), message="{name}")
OLD = column("news", name="要闻", path="/xw/", items=items(("/1.html", "2023-01-01")))
LACKING = rule(
    "lacking", "columns_required", options={"roles": ["guide", "news"]}, applies_to=AppliesTo(), message="缺{missing}"
)


def test_what_was_judged_is_kept_only_where_a_set_samples_it() -> None:
    sampled = Deduction("a-rule", "deduct", 0.1, of=2)
    tree = (Indicator("top", "", 1.0, (), (Indicator("leaf", "", 1.0, (sampled,)),)),)
    dated = fields(published_date="2023-01-01")
    subjects = [
        page(record("/5.html", fields=dated), unit="丙"),
        page(record("/1.html", fields=fields(written_date="2023-05-02"))),
        page(record("/2.html", fields=dated), unit="乙"),
        page(record("/3.html", kind=PageKind.OTHER)),
        page(unread("/4.html")),
    ]
    records = [one.record for one in subjects]
    _, (counted,) = evaluate(ruleset(rule(), indicators=tree), records, facts(view(*subjects)))
    assert [(one.url, one.unit, one.role) for one in counted.subjects] == [
        (url("/1.html"), "县政府办公室", "policy_documents"),
        (url("/2.html"), "乙", "policy_documents"),
        (url("/5.html"), "丙", "policy_documents"),
    ]
    assert evaluate(ruleset(rule()), records, facts(view(*subjects)))[1][0].subjects == ()


def test_columns_are_sampled_by_their_address() -> None:
    tree = (Indicator("leaf", "", 1.0, (Deduction("stale", "deduct", 0.1, of=2), Deduction("lacking", "rate", of=1))),)
    seen = facts(view(columns=(OLD, column("news", path="/a/")), whole_site=True))
    stale, lacking = evaluate(ruleset(STALE, LACKING, indicators=tree), (), seen)[1]
    assert [(one.url, one.unit, str(one.role)) for one in stale.subjects] == [(url("/xw/"), "县政府办公室", "news")]
    assert [one.url for one in lacking.subjects] == [""]  # of a site there is only one
