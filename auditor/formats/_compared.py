"""The Chinese words of rankings and comparisons; this module alone knows how what changed is said to people."""

from collections.abc import Mapping

from auditor.model import ChangeKind

LEVELS: Mapping[str, str] = {
    "province": "省",
    "city": "市",
    "county": "县",
    "township": "乡镇",
    "department": "部门",
}
LIGHTS: Mapping[str, str] = {"red": "红", "amber": "黄", "green": "绿"}
CHANGES: Mapping[ChangeKind, str] = {
    ChangeKind.NEW: "新增",
    ChangeKind.REOPENED: "复发",
    ChangeKind.REMAINING: "仍存在",
    ChangeKind.FIXED: "已消除",
    ChangeKind.NOT_ASSESSABLE: "无法再评",
}
CAUSES: Mapping[str, str] = {
    "site_changed": "网站有变",
    "rule_changed": "规则有变",
    "extractor_changed": "程序读法有变",
    "coverage_changed": "读取范围有变",
    "time_passed": "时间推移",
}
