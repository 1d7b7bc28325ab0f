"""The Chinese words of what was read from one page and how; the other words of the reports are in `_words`."""

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {
    "index_number": "索引号",
    "document_number": "文号",
    "title": "标题",
    "publisher": "发布机构",
    "written_date": "成文日期",
    "published_date": "公开日期",
    "effective_date": "施行日期",
    "expiry_date": "有效期至",
    "validity": "有效性",
    "topic": "主题分类",
    "genre": "体裁分类",
    "keywords": "关键词",
    "disclosure_method": "公开方式",
    "abstract": "摘要",
}
VALIDITIES: Mapping[str, str] = {
    "valid": "有效",
    "expired": "失效",
    "repealed": "废止",
    "amended": "已修改",
    "partly_invalid": "部分失效",
    "not_yet_effective": "尚未生效",
}
SOURCES: Mapping[str, str] = {
    "block": "信息栏",
    "meta": "meta 标签",
    "body": "正文",
    "headline": "标题下方",
    "script": "脚本",
}
KINDS: Mapping[str, str] = {
    "home": "首页",
    "list": "栏目列表",
    "document": "文件",
    "interpretation": "解读",
    "annual_report": "年度报告",
    "guide": "公开指南",
    "attachment": "附件",
    "other": "其他",
}
GAPS: Mapping[str, str] = {
    "absent": "页面没有这一项",
    "empty": "有标签，没有值",
    "scripted": "由脚本填充，静态页面读不到",
}
# What became of a label and its value, in the order in which a page is read.
VERDICTS: Mapping[str, str] = {
    "taken": "采用",
    "stricter_reader": "未取：这一行已由更严格的读法读出",
    "headline_line": "未取：标题下方的日期或来源行，不属于信息栏",
    "weak": "未取：聚在一处的标签分量不足，不足以认定为信息栏",
    "several_documents": "未取：列的是几份不同的文件",
    "amid_text": "未取：夹在正文中间",
    "other_title": "未取：列在另一份文件的标题下",
    "search": "未取：是检索条件",
    "other_block": "未取：另一处更像信息栏",
    "other_row": "未取：同一字段另有一行优先",
    "no_field": "未取：不是要读的字段",
    "block_first": "未取：有信息栏的，以信息栏为准",
    "visible_first": "未取：以页面上看得见的为准",
    "column_page": "未取：栏目页不取标题下方的内容",
}
MEDIA: Mapping[str, str] = {
    "picture": "图片",
    "video": "视频",
    "audio": "音频",
    "frame": "内嵌页面",
    "attachment": "附件",
}
ELEMENTS: Mapping[str, str] = {
    "background": "背景依据",
    "aims": "目标任务",
    "content": "主要内容",
    "scope": "适用范围",
    "standards": "执行标准",
    "term": "期限",
    "concepts": "关键词诠释",
    "differences": "新旧差异",
    "benefits": "惠民举措",
    "contact": "解读机关与联系方式",
}
STATEMENTS: Mapping[str, str] = {
    "effective": "施行",
    "expires": "有效期至",
    "term": "有效期",
    "renews": "延长有效期",
    "repeals": "废止",
    "cites": "引用",
}
READERS: Mapping[str, str] = {
    "table": "表格",
    "definition_list": "定义列表",
    "list_items": "列表项",
    "label_text": "行内标签",
    "label_line": "标签独占一行",
    "value_run": "没有标签的值",
    "headline": "标题及其下方",
    "meta": "meta 标签",
}
KIND_REASONS: Mapping[str, str] = {
    "block": "有信息栏",
    "title": "标题",
    "column": "所在栏目",
    "address": "网址",
    "channel": "只汇集下级栏目的条目",
    "blank": "写明暂无内容",
    "pager": "有翻页",
    "sections": "有几组并列的列表",
    "items with dates": "有带日期的条目",
    "links only": "几乎只有链接",
    "text without items": "有文字、没有条目",
    "column address": "网址像栏目",
    "refresh": "自动跳转",
    "titles of pages": "条目的标题像文件",
    "no page": "不是网页",
    "no sign of a document": "没有文件的特征",
    "文号 at the head of the text": "正文开头有文号",
    "文号 in the title": "标题里有文号",
}
FORMS: Mapping[str, str] = {
    "text": "文字",
    "chart": "图表",
    "picture": "图片",
    "video": "视频",
    "audio": "音频",
    "animation": "动漫",
    "expert": "专家",
    "media": "媒体",
    "press_conference": "新闻发布会",
    "qa": "问答",
    "live": "直播访谈",
    "lecture": "宣讲",
}
