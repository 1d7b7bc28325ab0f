"""Names of organs: when one is a shortened way of writing another; alone knows how such names are shortened."""

import re

from auditor.text.hans import fold

_NOISE = re.compile(r"[\W_]+")
_LEVELS = "省市县区州旗盟镇乡"
_OWN_REGION = re.compile(f"[^{_LEVELS}]{{2,}}?[{_LEVELS}](?!场)")
_PARTY = "中共"

# Full way of writing → usual short one; applied to both names, longest first.
_SHORT = {
    "人民政府": "政府",
    "办公室": "办",
    "办公厅": "办",
    "委员会": "委",
    "发展和改革": "发改",
    "发展改革": "发改",
    "人力资源和社会保障": "人社",
    "人力资源社会保障": "人社",
    "住房和城乡建设": "住建",
    "住房城乡建设": "住建",
    "市场监督管理": "市监",
    "市场监管": "市监",
    "自然资源和规划": "自规",
    "自然资源规划": "自规",
    "资规": "自规",
    "卫生健康": "卫健",
    "卫生和计划生育": "卫计",
    "文化和旅游": "文旅",
    "文化广电和旅游": "文广旅",
    "文广新旅": "文广旅",
    "工业和信息化": "工信",
    "科学技术": "科技",
    "教育和体育": "教体",
    "教育体育": "教体",
    "应急管理": "应急",
    "交通运输": "交通",
    "医疗保障": "医保",
    "退役军人事务": "退役军人",
    "行政审批服务": "审批",
    "行政审批": "审批",
    "综合行政执法": "综合执法",
    "国有资产监督管理": "国资",
    "地方金融监督管理": "金融",
    "地方金融监管": "金融",
    "城市管理": "城管",
    "街道办事处": "街道办",
    "管理委员会": "管委",
    "管委会": "管委",
}
_SHORTEN = re.compile("|".join(sorted(_SHORT, key=len, reverse=True)))

_NO_ORGAN = re.compile("(?:网|网站|门户|平台|频道|报|报社|日报|晚报|杂志社|编辑部|通讯员|小编|记者|app|公众号|客户端)$")
_ORGAN = re.compile(
    "(?:政府|办公室|办公厅|办事处|管理处|管理所|委员会|管委会|领导小组|指挥部|法院|检察院|医院|学院|大学|学校|中学|小学|幼儿园|"
    "公司|集团|银行|协会|学会|联合会|总会|总工会|工会|妇联|团委|党组|总队|支队|大队|中队|分局|供销社|合作社|中心|基地|"
    "[局委厅院办处所队署部司科室站馆会镇乡]|街道|社区|开发区|高新区)$"
)


def canon(name: str) -> str:
    """Return the shortest usual form of an organ's name, in which its ways of writing are alike.

    郯城县人民政府办公室, 郯城县政府办公室 and 郯城县政府办 all become 郯城县政府办.
    """
    return _SHORTEN.sub(lambda match: _SHORT[match[0]], _bare(name))


def abbreviates(short: str, full: str) -> bool:
    """Say whether *short* is a shortened way of writing the organ *full*.

    Shortened: 人民政府 to 政府, 办公室 to 办, a known department to its short name, the organ's own region left out
    (县政府办, 教育局) or its level (郯城教育局). A superior region left out (山东省 before 郯城县人民政府) and
    different brackets are no abbreviation; another organ never is one.
    """
    one, other = _bare(short), _bare(full)
    if not one or len(one) >= len(other):
        return False
    brief, whole = canon(short), canon(full)
    if brief == whole:
        return True
    if any(char in _LEVELS and whole[:at] + whole[at + 1 :] == brief for at, char in enumerate(whole)):
        return True
    left_out = whole.removesuffix(brief)
    if left_out == whole or len(brief) < len("教育局") or _OWN_REGION.match(brief):
        return left_out == _PARTY
    return brief[0] in _LEVELS or left_out[-1] in _LEVELS


def ends_like_organ(name: str) -> bool:
    """Say whether *name* ends as names of organs and institutions do (not as those of websites and newspapers)."""
    bare = _bare(name)
    return not _NO_ORGAN.search(bare) and _ORGAN.search(bare) is not None


def _bare(name: str) -> str:
    """Return the folded name without brackets and other marks."""
    return _NOISE.sub("", fold(name))
