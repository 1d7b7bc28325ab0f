"""A county's site of any size as files for a web server: the same seed and size give the same bytes.

Addresses, columns and titles are those of county.py; a page looks like those that county sites send: tags that a
standard asks for, styles and scripts in the page, a menu, a trail, a block of nine labelled values, paragraphs pasted
from a word processor, neighbours, a panel of further documents, a footer. Documents have 11 to 59 KB (25 in the
middle) and about 55 links, as the anchors were measured with. Every page is reached from the home page by links of the
site alone, and nothing but pages is linked to: no picture, style or attachment, so that every crawler asks for the same
addresses.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from random import Random

from bench.county import DOCUMENTS, GOVERNMENT, HOME, ITEMS, MATTERS, OFFICE, PAGER, PLACES, County, Folder

from auditor.model import Column, Site

MEDIAN = 44  # paragraphs of a document
PANEL = 14  # links beside the text
STYLE = "".join(
    f".w{n} .c{n} a:hover{{color:#{n * 4111 % 0xFFFFFF:06x};font:{12 + n % 6}px/1.8 '宋体';margin:{n}px auto}}\n"
    for n in range(40)
)
SCRIPT = "".join(
    f"function show{n}(id){{var e=document.getElementById(id);"
    f"if(e){{e.style.display=(e.className=='o{n}')?'':'none';}}}}\n"
    for n in range(12)
)
WHAT = (
    "各单位要提高认识",
    "加强组织领导",
    "压实工作责任",
    "健全长效机制",
    "严格督查考核",
    "强化资金保障",
    "做好宣传引导",
)
HOW = ("确保各项任务按期完成", "及时向社会公开进展情况", "自觉接受群众监督", "不断提高服务水平", "切实维护群众利益")
BUSY = (
    '<p class="MsoNormal" style="text-indent:32pt;line-height:27pt;mso-line-height-rule:exactly">'
    '<span style="font-size:16pt;font-family:仿宋_GB2312">{}</span></p>\n'
)


class Pages:
    """The pages of a county of *size* pages; `tiny` makes them a few hundred bytes each."""

    def __init__(self, size: int, seed: int = 1, *, tiny: bool = False) -> None:
        self._county = County(size, seed)
        self._seed, self._tiny = seed, tiny

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Yield path (no leading slash) and content of every page, the home page first."""
        yield "index.html", self._page(GOVERNMENT, "", self._list(self._folders[-1], 0), "首页").encode()
        for folder in self._folders:
            for nth in range(folder.lists):
                body = self._list(folder, nth) + self._pager(folder, nth)
                yield _path(folder.list_url(nth)), self._page(folder.name, folder.name, body, "列表").encode()
            for nth in range(folder.pages):
                yield _path(folder.url(nth)), self._document(folder, nth).encode()

    def site(self, origin: str, name: str = "county") -> Site:
        """Return the site as it is crawled at *origin*: every folder is a column."""
        columns = tuple(
            Column(folder.name, folder.role, origin + "/" + _path(folder.list_url(0))) for folder in self._folders
        )
        return Site(name, GOVERNMENT, origin + "/", (origin.partition("://")[2],), columns=columns)

    @property
    def _folders(self) -> tuple[Folder, ...]:
        return self._county.folders

    @cached_property
    def _menu(self) -> str:
        rows = "".join(
            f'<li class="w{n} nav"><a href="/{_path(folder.list_url(0))}" title="{folder.name}"><i></i>'
            f"<b>{folder.name}</b></a></li>\n"
            for n, folder in enumerate(self._folders)
        )
        return f'<div class="mainnav"><ul>\n<li class="nav"><a href="/"><b>首页</b></a></li>\n{rows}</ul></div>\n'

    @cached_property
    def _foot(self) -> str:
        hosts = ("www.gov.cn", "www.province.gov.cn", "www.city.gov.cn", "beian.miit.gov.cn", "bszs.conac.cn")
        links = "".join(f'<a href="http://{host}/" target="_blank">友情链接{host}</a> | ' for host in hosts)
        return f'<div class="footer"><p>{links}</p><p>主办:{GOVERNMENT} 承办:{OFFICE} 网站标识码:3713220001</p></div>\n'

    def _page(self, title: str, column: str, body: str, kind: str, day: str = "") -> str:
        """Lay the frame of the site around the text of a page."""
        if self._tiny:
            return f"<html><head><title>{title}</title></head><body>{body}</body></html>"
        tags = {
            "SiteName": GOVERNMENT,
            "SiteDomain": "www.example.gov.cn",
            "SiteIDCode": "3713220001",
            "ColumnName": column,
            "ColumnType": "政务公开",
            "ArticleTitle": title,
            "PubDate": day,
            "ContentSource": OFFICE,
            "keywords": f"{column},{kind}",
            "description": title,
        }
        head = "".join(f'<meta name="{name}" content="{value}">\n' for name, value in tags.items() if value)
        trail = f'当前位置:<a href="/">首页</a> &gt; <span>政务公开</span> &gt; <span>{column}</span>' if column else ""
        return (
            f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}-{GOVERNMENT}</title>\n{head}'
            f'<style>\n{STYLE}</style>\n<script type="text/javascript">\n{SCRIPT}</script>\n</head>\n<body>\n'
            f'<div class="header"><h2 class="logo">{GOVERNMENT}</h2><form action="/search" method="post">'
            f'<input name="q" value="请输入关键字"></form></div>\n{self._menu}<div class="curmb">{trail}</div>\n'
            f'<div class="container clearfix">\n{body}</div>\n{self._foot}</body>\n</html>\n'
        )

    def _list(self, folder: Folder, nth: int) -> str:
        """Return the rows of a list page."""
        rows = "".join(
            f'<li><a href="/{_path(folder.url(one))}" target="_blank" title="{self._county.title(folder, one)}">'
            f"{self._county.title(folder, one)}</a><span>{folder.day(one)}</span></li>\n"
            for one in range(nth * ITEMS, min((nth + 1) * ITEMS, folder.pages))
        )
        return f'<div class="list"><ul class="newslist">\n{rows}</ul></div>\n'

    def _pager(self, folder: Folder, nth: int) -> str:
        near = sorted({0, folder.lists - 1, *range(max(0, nth - PAGER), min(folder.lists, nth + PAGER + 1))})
        links = "".join(
            f"<span>{one + 1}</span>" if one == nth else f'<a href="/{_path(folder.list_url(one))}">{one + 1}</a>'
            for one in near
        )
        after = f'<a href="/{_path(folder.list_url(nth + 1))}">下一页</a>' if nth + 1 < folder.lists else ""
        return f'<div class="page">{links}{after}</div>\n'

    def _document(self, folder: Folder, nth: int) -> str:
        title, day = self._county.title(folder, nth), folder.day(nth)
        if self._tiny:
            return self._page(title, "", f"<h1>{title}</h1><p>现将有关事项通知如下。</p>", "文件")
        chance = Random(f"{self._seed} {folder.path} {nth}")  # noqa: S311 - no secret
        count = min(max(int(chance.lognormvariate(0, 0.55) * MEDIAN), 8), 135)
        text = "".join(self._paragraph(chance) for _ in range(count))
        block = self._block(folder, nth, title) if folder.role in DOCUMENTS or nth % 2 else ""
        byline = f"发布时间:<b>{day} 09:30</b> 来源:<b>{OFFICE}</b> 字体:<a>大</a> <a>中</a> <a>小</a>"
        signed = f"<p>{OFFICE}</p><p>{day.year}年{day.month}月{day.day}日</p>"
        body = (
            f'{block}<h1 class="title">{title}</h1>\n<div class="attr">{byline}</div>\n'
            f'<div class="article" id="zoom">\n{text}{signed}</div>\n{self._around(folder, nth)}'
        )
        return self._page(title, folder.name, body, "文件", f"{day} 09:30")

    def _block(self, folder: Folder, nth: int, title: str) -> str:
        day = folder.day(nth)
        shown = {
            "索引号": f"1137{folder.start % 9}/{day.year}-{nth:07}",
            "主题分类": "综合政务",
            "发布机构": OFFICE,
            "成文日期": f"{day}",
            "公开日期": f"{day}",
            "文号": self._county.number(folder, nth) if folder.role in DOCUMENTS else "",
            "有效性": "有效",
            "标题": title,
            "公开方式": "主动公开",
        }
        cells = [f'<td class="t">{name}:</td><td class="v">{value}</td>' for name, value in shown.items()]
        rows = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>\n" for n in range(0, len(cells), 2))
        return f'<table class="xxgk" width="100%">\n{rows}</table>\n'

    def _paragraph(self, chance: Random) -> str:
        parts = [chance.choice(PLACES) + chance.choice(MATTERS) + "工作要"]
        parts += [f"{chance.choice(WHAT)},{chance.choice(HOW)}" for _ in range(chance.randint(1, 4))]
        return BUSY.format("，".join(parts) + "。")

    def _around(self, folder: Folder, nth: int) -> str:
        """Return the neighbours of a page and the panel beside it; what is linked from there is linked from lists."""
        near = [(nth + step) % folder.pages for step in (-1, 1)]
        named = zip(("上一篇", "下一篇"), near, strict=True)
        links = "".join(
            f'<p>{name}:<a href="/{_path(folder.url(one))}">{self._county.title(folder, one)}</a></p>'
            for name, one in named
        )
        other = self._folders[-1]
        panel = "".join(
            f'<li><a href="/{_path(other.url(one))}">{self._county.title(other, one)[:18]}</a></li>\n'
            for one in range(min(PANEL, other.pages))
        )
        tree = "".join(f'<dd><a href="/{_path(one.list_url(0))}">{one.name}</a></dd>' for one in self._folders[:8])
        return f'{links}<div class="side"><dl>{tree}</dl><ul class="hot">\n{panel}</ul></div>\n'


def _path(url: str) -> str:
    return url.removeprefix(HOME)


def write(folder: Path, size: int, seed: int = 1, *, tiny: bool = False) -> Pages:
    """Write the pages of a county of *size* pages below *folder* and return them."""
    pages, known = Pages(size, seed, tiny=tiny), set[Path]()
    for path, content in pages:
        file = folder / path
        if file.parent not in known:
            file.parent.mkdir(parents=True, exist_ok=True)
            known.add(file.parent)
        file.write_bytes(content)
    return pages
