"""Makes the Word templates that are shipped: this module alone knows what stands in which letter.

`python -m auditor.formats._templates` writes them anew into `auditor/formats/_docx/`; a customer changes a copy of
them in Word. What the marks in double braces mean stands in `_letters.py`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from auditor.formats._word import LANDSCAPE_WIDTH, Column, blank, landscape, mark, packed, say, table

FOLDER = Path(__file__).parent / "_docx"


def make(name: str) -> Any:  # noqa: ANN401 - a document of python-docx
    """Return the template *name* as a document; raises KeyError for an unknown one."""
    made = blank()
    TEMPLATES[name](made)
    return made


def _signed(made: Any) -> None:  # noqa: ANN401 - python-docx
    say(made, "")
    say(made, "（印发单位）", right=True)
    say(made, "{{ today }}", right=True)


def _notice(made: Any) -> None:  # noqa: ANN401 - python-docx
    say(made, "关于政府信息公开评估情况的通报（{{ stage }}）", "Title")
    say(made, "各有关单位：", indent=False)
    say(
        made,
        "依据规则集{{ ruleset }}，对 {{ total.sites }} 个站点截至{{ as_of }}的政府信息公开情况进行了评估。"
        "现将有关情况通报如下。",
    )
    say(made, "一、总体情况", "Heading 1")
    say(
        made,
        "共采集网页 {{ total.captured }} 页，读取 {{ total.read }} 页，检查覆盖率 {{ total.coverage }}。"
        "发现问题 {{ total.failed }} 条；"
        "另有 {{ total.review }} 条待人工核实，核实前不扣分。"
        "{% if total.vetoed %}{{ total.vetoed }} 个站点触发一票否决，不计总分。{% endif %}"
        "{% if total.deferred %}{{ total.deferred }} 个站点读取的内容不足，暂缓评定，不参加排名。{% endif %}",
    )
    columns: list[Column] = [
        *(("站点", 34, "{{ one.name }}"), ("等级", 16, "{{ one.grade }}"), ("得分", 12, "{{ one.score }}")),
        *(("问题", 10, "{{ one.failed }}"), ("待核实", 12, "{{ one.review }}"), ("覆盖率", 16, "{{ one.coverage }}")),
    ]
    table(made, "one in sites", columns)
    mark(made, "if good")
    say(made, "运行较好的有：{{ good }}。")
    mark(made, "endif")
    _kinds_and_change(made)
    _each_site(made)
    _signed(made)


def _kinds_and_change(made: Any) -> None:  # noqa: ANN401 - python-docx
    say(made, "二、问题分类", "Heading 1")
    columns: list[Column] = [
        *(("问题类型", 40, "{{ one.title }}"), ("条数", 10, "{{ one.failed }}"), ("占比", 12, "{{ one.share }}")),
        *(("待核实", 12, "{{ one.review }}"), ("涉及站点", 14, "{{ one.sites }}")),
    ]
    table(made, "one in leading", columns)
    mark(made, "if change")
    say(made, "三、整改复查情况", "Heading 1")
    say(
        made,
        "上次评估（截至{{ change.as_of }}）的问题中，能够复查的 {{ change.checked }} 条，"
        "已消除 {{ change.fixed }} 条，整改率 {{ change.rate }}；"
        "复发 {{ change.reopened }} 条，新增 {{ change.new }} 条，"
        "无法再评 {{ change.unseen }} 条。"
        "{% if change.in_time %}按期办结率 {{ change.in_time }}。{% endif %}",
    )
    mark(made, "endif")


def _each_site(made: Any) -> None:  # noqa: ANN401 - python-docx
    say(made, "{% if change %}四{% else %}三{% endif %}、各站点存在的问题", "Heading 1")
    mark(made, "for site in sites")
    say(made, "（{{ site.ordinal }}）{{ site.name }}", "Heading 2")
    say(made, "{{ site.told }}")
    mark(made, "endfor")
    say(made, "{% if change %}五{% else %}四{% endif %}、整改要求", "Heading 1")
    say(
        made,
        "请各单位对照问题清单，自收到本通报之日起 {{ days }} 个工作日内完成整改{{ due }}，"
        "并书面报送整改结果和整改后的链接。",
    )


def _report(made: Any) -> None:  # noqa: ANN401 - python-docx
    mark(made, "if not sites")
    say(made, "没有站点。")
    mark(made, "endif")
    mark(made, "for site in sites")
    say(made, "{% if site.place > 1 %}{{ page_break }}{% endif %}", "Caption", indent=False)
    say(made, "{{ site.name }}\n政府信息公开评估报告（{{ stage }}）", "Title")
    say(made, "一、评估概况", "Heading 1")
    say(made, "评估截至{{ as_of }}，依据规则集{{ ruleset }}。{{ site.told }}")
    table(made, "one in site.facts", [("项目", 26, "{{ one.name }}"), ("情况", 74, "{{ one.said }}")])
    mark(made, "if site.indicators")
    say(made, "二、指标得分", "Heading 1")
    columns: list[Column] = [
        *(("编号", 10, "{{ one.number }}"), ("指标", 38, "{{ one.title }}"), ("方式", 14, "{{ one.mode }}")),
        *(("满分", 12, "{{ one.points }}"), ("计入", 12, "{{ one.counted }}"), ("得分", 12, "{{ one.earned }}")),
        ("失分", 12, "{{ one.lost }}"),
    ]
    table(made, "one in site.indicators", columns)
    mark(made, "endif")
    say(made, "{% if site.indicators %}三{% else %}二{% endif %}、发现的问题", "Heading 1")
    _problems(made, "site.findings", "没有确定的问题。", "site.more")
    say(made, "{% if site.indicators %}四{% else %}三{% endif %}、待人工核实（核实前不扣分）", "Heading 1")
    _problems(made, "site.reviews", "没有待人工核实的内容。", "site.more_reviews")
    _rest(made)
    mark(made, "endfor")


def _rest(made: Any) -> None:  # noqa: ANN401 - python-docx
    """Say what was not assessed, how often each rule judged, and what was assumed."""
    say(made, "{% if site.indicators %}五{% else %}四{% endif %}、未能评估的内容", "Heading 1")
    mark(made, "if site.unassessed")
    say(made, "下列内容没有读到或无法判断，既不算合格也不算问题，不扣分。")
    columns: list[Column] = [
        ("对象", 50, "{{ one.name }}"),
        ("数量", 12, "{{ one.count }}"),
        ("原因", 38, "{{ one.why }}"),
    ]
    table(made, "one in site.unassessed", columns)
    mark(made, "else")
    say(made, "采集到的页面全部读取，各条规则都得出了结论。")
    mark(made, "endif")
    mark(made, "if site.whole")
    say(made, "{% if site.indicators %}六{% else %}五{% endif %}、规则计数", "Heading 1")
    columns = [
        *(("规则", 40, "{{ one.title }}\n{{ one.id }}"), ("评判", 10, "{{ one.judged }}")),
        *(("符合", 10, "{{ one.passed }}"), ("问题", 10, "{{ one.failed }}"), ("待核实", 10, "{{ one.review }}")),
        *(("不适用", 10, "{{ one.apart }}"), ("未能评判", 10, "{{ one.unseen }}")),
    ]
    table(made, "one in site.tallies", columns)
    mark(made, "else")
    say(made, "指标得分和规则计数见指标得分、规则计数两张表（xlsx）。")
    mark(made, "endif")
    mark(made, "for note in site.notes")
    say(made, "说明：{{ note }}")
    mark(made, "endfor")


def _problems(made: Any, rows: str, none: str, more: str) -> None:  # noqa: ANN401 - python-docx
    mark(made, f"if {rows}")
    columns: list[Column] = [  # an address takes the width of a hundred signs: it stands below the fault, not beside
        ("序号", 12, "{{ one.number }}"),
        ("问题与网页", 90, "{{ one.title }}\n{{ one.message }}{{ one.quoted }}\n{{ one.named }}\n{{ one.url }}"),
        (
            "整改建议与依据",
            55,
            "{{ one.remedy }}\n依据：{{ one.basis }}\n{{ one.cost }}，编号\n{{ one.fingerprint }}",
        ),
    ]
    table(made, f"one in {rows}", columns)
    mark(made, "else")
    say(made, none)
    mark(made, "endif")
    mark(made, f"if {more}")
    say(made, f"另有 {{{{ {more} }}}} 条从略，全部见问题台账（xlsx）。")
    mark(made, "endif")


def _rectification(made: Any) -> None:  # noqa: ANN401 - python-docx
    say(made, "政府信息公开问题整改通知书（{{ stage }}）", "Title")
    say(made, "{{ site.name }}：", indent=False)
    say(
        made,
        "经评估，截至{{ as_of }}，你单位网站政府信息公开方面存在问题 {{ site.failed }} 条（清单附后）。"
        "请按照清单所列依据和要求，自收到本通知之日起 {{ days }} 个工作日内完成整改{{ due }}，"
        "逐条填写整改结果和整改后的链接，"
        "加盖公章后报送。逾期未整改的，将予以督办。",
    )
    say(made, "对清单有异议的，请在期限内书面说明理由，附上有关网页的链接；每条问题的证据可按证据编号查阅。")
    _signed(made)
    landscape(made)
    say(made, "附件", indent=False)
    say(made, "{{ site.name }}问题清单", "Title")
    columns: list[Column] = [
        ("序号", 12, "{{ one.number }}"),
        ("问题明细与网页", 84, "{{ one.title }}\n{{ one.message }}\n{{ one.named }}\n{{ one.url }}"),
        ("整改要求与依据", 50, "{{ one.remedy }}\n依据：{{ one.basis }}"),
        ("责任单位", 20, "{{ one.unit }}"),
        ("证据编号", 39, "{{ one.fingerprint }}"),
        ("整改结果及链接", 32, ""),
    ]
    table(made, "one in site.findings", columns, LANDSCAPE_WIDTH)
    mark(made, "if site.more")
    say(made, "另有 {{ site.more }} 条从略，全部见问题清单（xlsx）。")
    mark(made, "endif")


def _reading_log(made: Any) -> None:  # noqa: ANN401 - python-docx
    say(made, "读网记录（{{ stage }}）", "Title")
    table(made, "one in site.facts", [("项目", 26, "{{ one.name }}"), ("情况", 74, "{{ one.said }}")])
    say(made, "一、读取的栏目", "Heading 1")
    mark(made, "if site.columns")
    columns: list[Column] = [
        *(("栏目", 34, "{{ one.name }}"), ("类型", 26, "{{ one.role }}"), ("条目", 10, "{{ one.entries }}")),
        *(("最新日期", 18, "{{ one.newest }}"), ("读全", 10, "{{ one.complete }}")),
    ]
    table(made, "one in site.columns", columns)
    mark(made, "else")
    say(made, "没有识别到栏目。")
    mark(made, "endif")
    say(made, "二、发现的问题", "Heading 1")
    _problems(made, "site.findings", "没有确定的问题。", "site.more")
    say(made, "三、没有读到的内容", "Heading 1")
    mark(made, "if site.unassessed")
    columns = [("对象", 50, "{{ one.name }}"), ("数量", 12, "{{ one.count }}"), ("原因", 38, "{{ one.why }}")]
    table(made, "one in site.unassessed", columns)
    mark(made, "else")
    say(made, "采集到的页面全部读取。")
    mark(made, "endif")
    say(made, "读网人：　　　　　　　　　复核人：　　　　　　　　　{{ today }}", indent=False)


TEMPLATES: Mapping[str, Callable[[Any], None]] = {
    "notice": _notice,
    "report": _report,
    "rectification": _rectification,
    "reading_log": _reading_log,
}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for _name in TEMPLATES:
        (FOLDER / f"{_name}.docx").write_bytes(packed(make(_name)))
