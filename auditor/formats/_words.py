"""The Chinese words of the printed reports; this module alone knows how the model's words are said to people."""

from collections.abc import Mapping
from typing import Any

from auditor.model import Assessment, Ranking, RankRow, RunMark, SiteAssessment

STATES: Mapping[str, str] = {
    "pass": "符合",
    "fail": "问题",
    "needs_review": "待核实",
    "not_applicable": "不适用",
    "not_assessable": "未能评判",
}
GRADES: Mapping[str, str] = {"pass": "合格", "fail": "不合格", "vetoed": "一票否决", "deferred": "暂缓评定"}
CHANGES: Mapping[str, str] = {
    "new": "新增",
    "fixed": "已消除",
    "remaining": "仍存在",
    "reopened": "复发",
    "not_assessable": "无法再评",
}
CAUSES: Mapping[str, str] = {
    "site_changed": "网站有变",
    "rule_changed": "规则有变",
    "extractor_changed": "程序读法有变",
    "coverage_changed": "读取范围有变",
    "time_passed": "时间推移",
}
LEVELS: Mapping[str, str] = {
    "province": "省",
    "city": "市",
    "county": "县",
    "township": "乡镇",
    "department": "部门",
}
LIGHTS: Mapping[str, str] = {"green": "绿", "amber": "黄", "red": "红"}
STAGES: Mapping[str, str] = {"initial": "初评", "reviewed": "复核", "final": "定稿"}
SEVERITIES: Mapping[str, str] = {"veto": "否决项", "major": "严重", "minor": "一般", "info": "提示"}
MODES: Mapping[str, str] = {"auto": "自动", "semi": "含待核实", "manual": "人工评分"}
RATES: Mapping[str, str] = {"interpretation_rate": "解读率", "linkage_rate": "解读关联率"}

# Why a page, a column or a field could not be read; the words of `Reason`, then those of the readers.
REASONS: Mapping[str, str] = {
    "ok": "已读取",
    "dns": "域名解析失败",
    "refused": "拒绝连接",
    "timeout": "超时",
    "reset": "连接中断",
    "truncated": "内容不完整",
    "tls": "证书或加密连接错误",
    "redirect_loop": "循环跳转",
    "out_of_scope": "不在站点范围内",
    "http_4xx": "页面不存在或禁止访问（4xx）",
    "http_5xx": "服务器错误（5xx）",
    "blocked_waf": "被防火墙拦截",
    "js_challenge": "页面要由脚本生成，或需要脚本验证",
    "login": "需要登录",
    "robots": "robots.txt 不允许抓取",
    "too_large": "文件过大",
    "encoding": "编码无法识别",
    "soft_404": "错误提示页（返回 200）",
    "empty": "空白",
    "profile_drift": "内容由脚本填充，静态页面读不到",
    "limit": "未抓取（中断或达到上限）",
    "expression_error": "表达式在此页上没有结果",
    "not_captured": "未采集",
    "unsupported_file": "文件格式暂不支持",
    "placeholder": "占位符",
    "not_a_date": "不是日期",
    "impossible_date": "不可能的日期",
    "incomplete": "日期不完整",
    "unrecognised": "不认识的说法",
    "scripted": "由脚本填充",
}

PASSED_OVER: Mapping[str, str] = {
    "robots": "robots.txt 不允许抓取",
    "out_of_scope": "跳转或指向站点范围之外",
    "limit": "达到抓取上限，未取",
    "outside": "链接指向别的主机",
    "file": "是文件而不是网页",
    "sitemap_rest": "站点地图里的，超出 max_pages",
    "sitemap_long": "站点地图过长，只读了开头十万个地址",
    "sitemap_left": "站点地图里的，达到抓取上限，未取",
    "older": "早于 crawl.since，不再往后翻页",
    "too_many_links": "一页上的链接过多",
    "same_body": "与另一地址内容相同，是同一页的别名",
    "session": "只差会话标识，是同一页的别名",
    "spelling": "只差大小写或斜杠，是同一页的别名",
    "calendar": "日历陷阱：年份远在范围之外",
    "endless_path": "无尽路径：网址过长、过深或重复",
    "parameters": "参数组合过多",
}

ROLES: Mapping[str, str] = {
    "home": "首页",
    "guide": "政府信息公开指南",
    "institution": "政府信息公开制度",
    "statutory": "法定主动公开内容",
    "annual_report": "政府信息公开年报",
    "website_annual_report": "网站工作年度报表",
    "application": "依申请公开",
    "policy_documents": "政策文件",
    "normative_documents": "行政规范性文件",
    "other_documents": "其他文件",
    "regulations": "规章",
    "cleanup": "文件清理结果",
    "interpretations": "政策解读",
    "news": "动态要闻",
    "notices": "通知公告",
    "organs": "机构职能",
    "leaders": "领导信息",
    "decisions": "重大行政决策",
    "consultations": "意见征集",
    "meetings": "会议公开",
    "plans": "规划计划",
    "statistics": "统计信息",
    "budget": "财政预决算",
    "fees": "收费项目",
    "procurement": "政府采购",
    "projects": "重大建设项目",
    "permits": "行政许可",
    "penalties": "处罚强制",
    "personnel": "人事招考",
    "emergency": "应急管理",
    "environment": "环境保护",
    "education": "教育",
    "health": "卫生",
    "social_aid": "社会救助",
    "land": "土地征收",
    "prices": "价格",
    "employment": "就业社保",
    "housing": "住房保障",
    "food_drug": "食品药品",
    "safety": "安全生产",
    "enterprises": "国资国企",
    "public_institutions": "公共企事业单位",
    "proposals": "建议提案",
    "gazette": "政府公报",
    "qa": "政策问答",
    "messages": "互动留言",
    "services": "办事服务",
    "new_media": "政务新媒体",
    "other": "其他",
}


def say(words: Mapping[Any, str], word: str) -> str:
    """Return the Chinese for *word*, or *word* itself where the list does not know it."""
    return words.get(word, word)


def why(reason: str) -> str:
    """Say why something could not be read or judged; `calendar_2031` names a year that the calendar does not know."""
    year = reason.removeprefix("calendar_")
    return say(REASONS, reason) if year == reason else f"工作日历缺 {year} 年"


def coded(reason: str) -> str:
    """Say why something could not be read, with the word that stands for it in files: `超时（timeout）`."""
    said = why(reason)
    return said if reason in ("ok", said) else f"{said.partition('（')[0]}（{reason}）"


def counted(reasons: Mapping[str, int]) -> str:
    """Say each reason with its count, the most frequent first: `超时 7、拒绝连接 2`."""
    ordered = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    return "、".join(f"{why(reason)} {count}" for reason, count in ordered if count)


def name_of(site: SiteAssessment) -> str:
    """Return what a site is called: its name, or its id where nobody named it."""
    return site.name or site.id


def moment(written: str | None) -> str:
    """Say when something was fetched: `2023-12-31 01:02:03 UTC`; nothing where nobody knows."""
    return (written or "").replace("T", " ").replace("Z", " UTC")


def grade(site: SiteAssessment | RankRow) -> str:
    """Say the grade of a site in one word."""
    if site.grade is None:
        return "不评等级"
    return site.grade_name or say(GRADES, site.grade)


def deferral(site: SiteAssessment | RankRow) -> str:
    """Say why a site is deferred; empty for any other: a vetoed one is that alone, its notes tell the rest."""
    return why(site.deferred_reason or "") if site.grade == "deferred" else ""


def no_score(site: SiteAssessment) -> str:
    """Say why a site has no score."""
    whys = {"vetoed": "触发一票否决，不计总分", "deferred": "读取的页面不足，不下结论"}
    return whys.get(site.grade or "", "规则集不设分值")


def ruleset(judged: Assessment | Ranking | RunMark, *, mark: bool = True) -> str:
    """Say by which rule set was judged, to stand behind the word 规则集: title, id, version; with *mark* its sha."""
    name = f"{judged.ruleset_id} {judged.ruleset_version}"
    sha = f"sha256 {judged.ruleset_sha256[:12]}" if mark else ""
    if judged.ruleset_title:
        return f"“{judged.ruleset_title}”（{'，'.join(part for part in (name, sha) if part)}）"
    return f" {name}" + (f"（{sha}）" if sha else "")


def share(numerator: int, denominator: int) -> str:
    """Say a share with its denominator beside it: `31/34（91.18%）`; nothing is a share of nothing."""
    return f"{numerator}/{denominator}（{numerator / denominator:.2%}）" if denominator else f"{numerator}/0（不计算）"
