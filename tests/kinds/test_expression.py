import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from making import facts as known
from making import field, fields, items, links, listing, page, record, site, statement, url, view

from auditor import catalog, kinds, pipeline
from auditor.errors import ConfigError
from auditor.kinds import WrongOption
from auditor.model import Body, Links, Record, State, Verdict

RULE = """\
title: 附件没有放在正文之外
basis: [{{document: 本次评估口径, certainty: default}}]
kind: expression
options:
  hit: >-
    {hit}
  when: fields.document_number.present
  quote: fields.document_number.raw
applies_to: {{kinds: [document]}}
severity: minor
state: fail
message: 截至{{as_of}},文号“{{quote}}”的页面未见附件
remedy: 补传附件
examples:
  pass:
    - {{as_of: 2023-12-31, html: "<h1>关于印发办法的通知</h1><p>没有信息栏</p>"}}
    - as_of: 2023-12-31
      html: |
        <h1>关于印发办法的通知</h1><table><tr><td>索引号</td><td>a</td></tr><tr><td>文号</td><td>某政发〔2023〕1号</td></tr></table>
        <p>现印发给你们。</p><p>附件：<a href="/1.pdf">办法.pdf</a></p>
  fail:
    - as_of: 2023-12-31
      html: |
        <h1>关于印发办法的通知</h1><table><tr><td>索引号</td><td>a</td></tr><tr><td>文号</td><td>某政发〔2023〕1号</td></tr></table>
        <p>现印发给你们。</p>
"""


def judge(hit: str, subject: Record | None = None, **options: str) -> Verdict:
    made = kinds.build("expression", {"hit": hit, **options})
    seen = page(subject or record(fields=fields(document_number="郯政发〔2023〕1号", publisher=None)))
    verdict: Verdict = made.judge(seen, known(view(seen, site=site())))
    return verdict


@pytest.mark.parametrize(
    "hit",
    [
        "kind == 'document' && column.role == 'policy_documents'",
        "title.contains('防汛') && !title.endsWith('办法')",
        "fields.document_number.value.matches('^郯政发〔\\\\d{4}〕')",
        "fields.publisher.present && fields.publisher.value == null",
        "!fields.validity.present",
        "links.count.attachments == 0 && size(links.attachments) == 0",
        "as_of == '2023-12-31' && as_of_date - duration('24h') < timestamp('2023-12-31T00:00:00Z')",
        "as_of_date.getFullYear() == 2023",
        "body.length > 100 && owner == 'own' && site.id == 'tancheng'",
        "listing.items.all(x, listing.items.exists(y, y == x))",
        "marks.map(x, x + 'x') == [] // a note",
    ],
)
def test_what_is_true_hits(hit: str) -> None:
    verdict = judge(hit)
    assert verdict.state is State.FAIL
    assert verdict.evidence[0].quote == record().title
    assert judge(f"!({hit.partition('//')[0]})").state is State.PASS


def test_lists_of_links_statements_and_items_can_be_asked() -> None:
    subject = listing(
        "/l/",
        "栏目",
        items(("/1.html", "2023-01-01"), ("/2.html", None)),
        links=Links(attachments=links("/a.pdf"), external=links("http://x.example.com/")),
        statements=(statement("repeals", number="某发〔2020〕1号"),),
        marks=("失效",),
        above=(("首页", "/"),),
    )
    assert judge("listing.items.exists(x, x.date == null) && listing.count == 2", subject).state is State.FAIL
    assert judge("links.external.exists(x, x.url.contains('example.com'))", subject).state is State.FAIL
    assert judge("statements.exists(x, x.kind == 'repeals' && x.number != '')", subject).state is State.FAIL
    assert judge("'失效' in marks && breadcrumb[0] == '首页'", subject).state is State.FAIL


def test_where_the_condition_is_false_the_rule_asks_nothing() -> None:
    assert judge("true", when="fields.validity.present").state is State.NOT_APPLICABLE
    assert judge("true", when="fields.document_number.present").state is State.FAIL


@pytest.mark.parametrize("quote", ["fields.document_number.raw", "'郯政发' + '〔2023〕1号'"])
def test_the_quote_is_what_its_expression_gives(quote: str) -> None:
    assert judge("true", quote=quote).evidence[0].quote == "郯政发〔2023〕1号"


def test_without_words_to_quote_the_title_or_the_address_stands() -> None:
    assert judge("true", quote="fields.validity.raw").evidence[0].quote == record().title
    assert judge("true", record("/x.html", title="")).evidence[0].quote == url("/x.html")


@pytest.mark.parametrize(
    ("hit", "options"),
    [
        ("listing.items[3].date == null", {}),
        ("fields.validity.value > '2023'", {}),
        ("1 / links.count.attachments > 0", {}),
        ("fields.validity.value == null ? fields.validity.value : true", {}),
        ("true", {"quote": "listing.items[0].title"}),
        ("true", {"when": "listing.items[0].title == ''"}),
    ],
)
def test_an_expression_without_a_result_says_nothing_of_the_page(hit: str, options: dict[str, str]) -> None:
    assert judge(hit, None, **options) == kinds.not_assessable("expression_error")


def test_what_a_script_fills_is_never_missed() -> None:
    assert judge("!fields.validity.present", record(scripted=True)) == kinds.not_assessable("profile_drift")
    assert judge("title == ''", record(scripted=True)).state is State.PASS
    panel = record(links=Links(scripted=True))
    for hit in ("links.count.interpretations == 0", "size(links.interpretations) == 0"):
        assert judge(hit, panel) == kinds.not_assessable("profile_drift")
    assert judge("links.count.attachments == 0", panel).state is State.FAIL
    assert judge("listing.count == 0", listing("/l/", "栏目", js=True)) == kinds.not_assessable("profile_drift")


def test_what_had_to_be_cut_is_not_judged() -> None:
    many = record(links=Links(pages=tuple(f"/{n}" for n in range(201)), attachments=links("/a.pdf")))
    assert judge("links.pages.exists(x, x == '/200')", many) == kinds.not_assessable("limit")
    assert judge("links.count.pages == 201 && size(links.attachments) == 1", many).state is State.FAIL
    assert judge("title.contains('x')", record(title="长" * 2001)) == kinds.not_assessable("limit")
    assert judge("title.contains('x')", record(title="长" * 2000)).state is State.PASS
    inside = listing("/l/", "栏目", [replace(items(("/1.html", None))[0], title="长" * 2001)])
    assert judge("listing.items.exists(x, x.title == '')", inside) == kinds.not_assessable("limit")


@pytest.mark.parametrize(
    ("hit", "said"),
    [
        ("title == 'x' &&", "第1行第16列: 语法错误"),
        ("title ==\n 'x' )", "第2行第6列: 语法错误"),
        ("titel == 'x'", "第1个字符处: 没有 titel 里的 titel,是否想写 title?"),
        ("true || field.publisher.value == 'x'", "没有 field.publisher.value 里的 field,是否想写 fields?"),
        ("true || body.lenght > 1", "第9个字符处: 没有 body.lenght 里的 lenght,是否想写 length?"),
        ("fields.docnumber.present", "没有 fields.docnumber.present 里的 docnumber"),
        ("site.qqqq == ''", "没有 site.qqqq 里的 qqqq,可写: id level name province"),
        ("true || title.startWith('x')", "没有函数 startWith,是否想写 startsWith?"),
        ("links.attachments.exists(x, x.ur == '')", "类型或名称不对"),
        ("body.length > '3'", "类型或名称不对(运算两边的类型不同"),
        ("title.foo.bar == ''", "类型或名称不对"),
        ("title", "结果应为真假值(true/false),却是文字"),
        ("body.length", "结果应为真假值(true/false),却是整数"),
        ("true" + " || true" * 300, "表达式过长"),
        ("(" * 21 + "true" + ")" * 21, "括号嵌套过深(至多 20 层)"),
        (
            "marks.all(a, marks.all(b, marks.all(c, a == b && b == c)))",
            "循环嵌套过深(至多 2 层)",
        ),
    ],
)
def test_a_mistake_is_told_before_any_page_is_judged(hit: str, said: str) -> None:
    with pytest.raises(WrongOption) as error:
        kinds.build("expression", {"hit": hit})
    assert error.value.option == "hit"
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("hit", "said"),
    [
        ("title ==", "语法错误(表达式没有写完)"),
        ("title ? true", "语法错误(表达式没有写完)"),
        ("title = 'a'", "语法错误(比较是否相等请写 ==)"),
        ("title != 'abc", "语法错误(引号没有成对：'abc)"),
        ("title @ 3", "语法错误(不认识的符号：@)"),
        ("title url", "语法错误(这里不该有 url)"),
        ("size(title", "语法错误(缺少 ))"),
        ("title.?b", "语法错误(不支持 .?)"),
        ("title + 1", "类型或名称不对(文字与整数之间不能用 +)"),
        ("size(body.length) > 1", "类型或名称不对(size 的参数类型或个数不对)"),
        ("title.matches('(')", "类型或名称不对(正则表达式写错了：()"),
        ("links.attachments.exists(x, x.ur == '')", "类型或名称不对(没有 ur 这一项)"),
    ],
)
def test_the_library_is_heard_in_chinese(hit: str, said: str) -> None:
    with pytest.raises(WrongOption) as error:
        kinds.build("expression", {"hit": hit})
    assert said in str(error.value)
    assert not re.search("[a-z]{4} [a-z]{3}", str(error.value))  # no English sentence is left


def test_the_quote_is_a_text() -> None:
    with pytest.raises(WrongOption, match="结果应为文字,却是真假值") as error:
        kinds.build("expression", {"hit": "true", "quote": "true"})
    assert error.value.option == "quote"


def test_words_in_texts_and_notes_are_no_names() -> None:
    hit = "title != 'titel (((((((((((((((((((((((((' && title != r\"lenght\" // nobody.reads"
    assert judge(hit).state is State.FAIL


def test_an_error_that_tells_no_place_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import cel  # noqa: PLC0415 - the library is looked at here alone

    def broken(_: str) -> Any:  # noqa: ANN401 - never returns
        raise ValueError("本来的话")

    monkeypatch.setattr(cel, "compile", broken)
    with pytest.raises(WrongOption, match=r"语法错误\(写法不对：本来的话\)"):
        kinds.build("expression", {"hit": "title == 'only here'"})


def test_a_stray_closing_bracket_is_a_mistake_of_syntax() -> None:
    with pytest.raises(WrongOption, match="语法错误"):
        kinds.build("expression", {"hit": ") || true"})


def rules_with(hit: str, tmp_path: Path) -> Path:
    path = tmp_path / "rules" / "checks" / "own" / "attachment-none.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RULE.format(hit=hit), encoding="utf-8")
    return tmp_path / "rules"


def test_a_rule_of_this_kind_needs_no_python(tmp_path: Path) -> None:
    found = catalog.load(rules_with("links.count.attachments == 0", tmp_path))
    report = pipeline.judge_examples(found, ["attachment-none"])
    assert (report.cases, report.failures) == (3, ())


def test_a_wrong_expression_is_told_with_file_line_and_column(tmp_path: Path) -> None:
    folder = rules_with("links.count.attachment == 0", tmp_path)
    with pytest.raises(ConfigError) as error:
        catalog.load(folder)
    told = str(error.value).replace("\\", "/")
    assert "checks/own/attachment-none.yaml:5:8: options.hit: 第1个字符处: 没有 links.count.attachment" in told
    assert "是否想写 attachments?" in told


def test_a_set_cannot_override_with_a_wrong_expression(tmp_path: Path) -> None:
    folder = rules_with("links.count.attachments == 0", tmp_path)
    path = folder / "sets" / "own.yaml"
    path.parent.mkdir()
    path.write_text(
        "title: x\nversion: '1'\nrules: '*'\noverrides: [{rule: attachment-none, options: {hit: titel == ''}}]\n",
        encoding="utf-8",
    )
    assert catalog.lint(folder) == [
        f"{path}:4:52: overrides[0].options.hit: 第1个字符处: 没有 titel 里的 titel,是否想写 title?"
    ]


def test_fields_keep_what_the_page_shows() -> None:
    subject = record(fields=(field("validity", None, raw="—"),))
    assert judge("fields.validity.raw == '—' && fields.validity.source == 'block'", subject).state is State.FAIL
    assert judge("body.elements == [] && body.media == ['picture']", record(body=Body(media=("picture",)))).state is (
        State.FAIL
    )
