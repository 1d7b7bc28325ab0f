"""The first lines of a new rule; this module alone knows what they are, and where a new rule may stand."""

from collections.abc import Iterable
from pathlib import Path

from auditor.catalog.options import kind_names
from auditor.catalog.rules import ID
from auditor.errors import UsageError, write_reason

_PAGE = """\
        <html><head><title>关于做好防汛工作的通知</title></head><body>
        <h1>示例县人民政府办公室关于做好防汛工作的通知</h1>
        <table>
        <tr><td>索引号</td><td>示例0001/2023-00012</td></tr>
        <tr><td>主题分类</td><td>{topic}</td></tr>
        <tr><td>文号</td><td>示政办发〔2023〕12号</td></tr>
        <tr><td>发布机构</td><td>示例县人民政府办公室</td></tr>
        <tr><td>成文日期</td><td>2023-05-08</td></tr>
        <tr><td>公开日期</td><td>2023-05-10</td></tr>
        </table>
        <p>各乡镇人民政府，县直各部门：</p>
        <p>{text}</p>
        <p>示例县人民政府办公室</p><p>2023年5月8日</p>
        </body></html>
"""
_RULE = """\
# yaml-language-server: $schema={schema}
# 先改标题、依据、选项和措辞,再把示例换成真实网页的样子;改完运行 auditor rules test {rule} --rules {folder}
title: 没有主题分类                  # 毛病本身,不超过一行
basis:                               # certainty: seen 已核对 | second_hand 转引 | inferred 推定 | default 自定口径
  - {{document: 本次评估口径, certainty: default}}
kind: fields_missing                 # 可用: {kinds}
options:
  fields: [topic]
applies_to: {{roles: [policy_documents, normative_documents], kinds: [document], owner: own}}
severity: minor                      # veto | major | minor | info
state: needs_review                  # 命中后的状态:fail 确定,needs_review 待人核实(核实前不扣分)
message: 截至{{as_of}},页面未标注{{missing}}
remedy: 在信息栏补齐{{missing}}
effective_from: 2022-01-01           # 这项要求从哪天起
examples:
  pass:
    - as_of: 2023-12-31
      html: |
{good}    # 差一点就该报、但不该报的页面:正文提到“主题分类”,信息栏也标了
    - as_of: 2023-12-31
      html: |
{near}  fail:
    - as_of: 2023-12-31
      html: |
{bad}    # 标签在、值是占位符
    - as_of: 2023-12-31
      html: |
{worse}"""


def write_rule(rule: str, folder: Path, taken: Iterable[str], *, schema: str) -> Path:
    """Write a rule that is valid and whose examples run, and return its file.

    Raises:
        UsageError: *rule* is no id, is *taken*, or there is such a file already.
    """
    if not ID.fullmatch(rule):
        raise UsageError(f"{rule} 不能用作规则 id:只用小写字母、数字和连字符,以字母开头(如 topic-missing)")
    path = folder / f"{rule}.yaml"
    if rule in set(taken) or path.exists():
        raise UsageError(f"已有规则 {rule},不覆盖;请换一个 id")
    plain = "现将有关事项通知如下，请认真贯彻执行。"
    text = _RULE.format(
        rule=rule,
        folder=folder.parent.as_posix(),
        schema=schema,
        kinds=" ".join(kind_names()),
        good=_PAGE.format(topic="应急管理", text=plain),
        near=_PAGE.format(topic="水利、水务", text="各单位发布信息时应填写主题分类，请认真贯彻执行。"),
        bad=_PAGE.format(topic="", text=plain),
        worse=_PAGE.format(topic="无", text=plain),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"写不进 {path}({write_reason(error)})") from None
    return path
