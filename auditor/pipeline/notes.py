"""What is said of a site beside its findings; this module alone words what was learnt, assumed or could not be read."""

from collections.abc import Iterable

from auditor.model import PageKind, Role, RuleTally, SiteView
from auditor.score import Result


def lost(damaged: int) -> Iterable[str]:
    """Say how much of the evidence of a crawl cannot be read any more."""
    if damaged:
        yield (
            f"{damaged}个已抓取网址的证据读不出来（损坏或被改动），没有评判，结论和得分都不完整；"
            "请先用 auditor evidence verify 核对"
        )


def vetoed_unread(result: Result) -> Iterable[str]:
    """Say of a vetoed site that the rest of it could not be judged: it is vetoed first, and deferred no more."""
    if result.grade == "vetoed" and result.deferred_reason:
        yield (
            f"{result.deferred_reason}：一票否决依据已读到的页面，不因此改变；其余部分读得不全，问题和指标得分都不完整"
        )


def learnt(tallies: Iterable[RuleTally], bare: int, view: SiteView, *, unfinished: int) -> Iterable[str]:
    """Say aloud what was learnt or assumed; *bare* counts the documents without a metadata block."""
    if unfinished:
        yield f"抓取没有完成，还有{unfinished}个地址未取；先用 crawl --resume 接着抓完，再作评判"
    if bare:
        yield f"{bare}篇文件页没有信息栏（索引号、文号、成文日期等），对这些页面能评判的规则很少"
    homeless = 0 if view.site.columns or not view.whole_site else _homeless(view)
    if homeless:
        yield (
            f"{homeless}个文件页不在任何已识别的栏目里，没有按文件类规则评判；在 auditor.yaml 里写明栏目（columns）即可"
        )
    if view.organs_learnt and view.organs:
        names = "、".join(
            organ.name + (f"（机关代字 {'、'.join(organ.prefixes)}）" if organ.prefixes else "")
            for organ in view.organs
        )
        yield f"未配置 organs，制发机关由网页推得：{names}"
    elif not view.organs:
        yield "未配置 organs，也未能由网页推得制发机关；涉及“是否本级文件”的问题一律待人工确认"
    if not view.site.columns and view.columns:
        yield f"未配置 columns，由列表页名称识别出{len(view.columns)}个栏目"
    years = sorted({reason for tally in tallies for reason in tally.reasons if reason.startswith("calendar_")})
    for year in years:
        unknown = year.removeprefix("calendar_")
        yield f"工作日历缺{unknown}年，涉及该年的时限未作评判；可在 rules/lists/calendar.yaml 补充"


def _homeless(view: SiteView) -> int:
    """Count the documents in no column whose name says what it is: the rules for documents ask nothing of them."""
    return sum(one.kind is PageKind.DOCUMENT and one.role in (None, Role.OTHER) for one in view.pages.values())
