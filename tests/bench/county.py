"""A county's site of any size as records, made without a page: the same seed and size give the same records.

What a page holds is like what is read from real ones: a menu of 25 links on every page, list pages of 20 items with a
pager, documents with eight fields and two or three statements, an interpretation for each policy document (joined by
link, by number or by title, some by likeness alone), repeal notices, annual reports, attachments, other pages. Each
kind of fault is planted in one document of a hundred. Nothing is kept: a record is made when it is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from random import Random
from typing import Any

from auditor.model import (
    Body,
    Field,
    FieldName,
    Item,
    Link,
    Links,
    Listing,
    PageKind,
    PageText,
    Reason,
    Record,
    Role,
    Site,
    Source,
    Statement,
    StatementKind,
)

HOST = "www.example.gov.cn"
HOME = f"http://{HOST}/"
GOVERNMENT, OFFICE = "示例县人民政府", "示例县人民政府办公室"
AS_OF = date(2023, 12, 31)
FIRST = date(2017, 1, 1)
SMALLEST = 100  # records
ITEMS = 20  # of a list page
PAGER = 3  # list pages that a pager names before and behind its own
FAULTY = 0.01  # of the documents, for each kind of fault
DOCUMENTS = (Role.NORMATIVE_DOCUMENTS, Role.POLICY_DOCUMENTS, Role.OTHER_DOCUMENTS, Role.REGULATIONS)
# Pages of each column among a thousand; what is left over goes to the news.
SHARES = {
    "示例要闻": (Role.NEWS, 0),
    "通知公告": (Role.NOTICES, 120),
    "行政规范性文件": (Role.NORMATIVE_DOCUMENTS, 20),
    "政策文件": (Role.POLICY_DOCUMENTS, 100),
    "其他文件": (Role.OTHER_DOCUMENTS, 100),
    "政府规章": (Role.REGULATIONS, 5),
    "政策解读": (Role.INTERPRETATIONS, 100),
    "政府信息公开年报": (Role.ANNUAL_REPORT, 5),
    "政府信息公开指南": (Role.GUIDE, 1),
    "重大决策": (Role.DECISIONS, 20),
    "意见征集": (Role.CONSULTATIONS, 20),
    "规划计划": (Role.PLANS, 20),
    "统计信息": (Role.STATISTICS, 20),
    "财政预决算": (Role.BUDGET, 40),
    "行政处罚": (Role.PENALTIES, 40),
    "行政许可": (Role.PERMITS, 40),
    "人事信息": (Role.PERSONNEL, 20),
    "应急管理": (Role.EMERGENCY, 10),
    "环境保护": (Role.ENVIRONMENT, 20),
    "互动答复": (Role.MESSAGES, 40),
}
MATTERS = [
    "防汛抗旱",
    "餐厨废弃物",
    "校外培训",
    "农村道路",
    "秸秆禁烧",
    "城乡供水",
    "殡葬服务",
    "河道采砂",
    "冬季供暖",
    "医疗保障",
    "耕地保护",
    "养老服务",
    "食品摊贩",
]
PLACES = [
    "城东",
    "城西",
    "龙泉",
    "石桥",
    "马头",
    "高庄",
    "李家",
    "归昌",
    "红花",
    "花园",
    "新村",
    "泉源",
    "沙墩",
    "胜利",
    "杨集",
]
FORMS = ["管理办法", "实施方案", "工作规则", "应急预案", "补助细则", "建设规划", "考核规定", "奖励暂行办法"]


@dataclass(frozen=True)
class Folder:
    """A column of the site: its pages are numbered from 0, newest first; `start` is the number of its first record."""

    name: str
    role: Role
    path: str
    pages: int
    lists: int
    start: int

    @property
    def records(self) -> int:
        """How many records it has: list pages, then pages."""
        return self.lists + self.pages

    def list_url(self, nth: int) -> str:
        """Return the address of its list page *nth*."""
        return f"{HOME}{self.path}/{'index.html' if not nth else f'index_{nth + 1}.html'}"

    def day(self, nth: int) -> date:
        """Return the publication day of its page *nth*."""
        return AS_OF - timedelta(days=2 + nth * (AS_OF - FIRST).days // max(self.pages, 1))

    def url(self, nth: int) -> str:
        """Return the address of its page *nth*."""
        return f"{HOME}{self.path}/{self.day(nth):%Y%m}/t{self.day(nth):%Y%m%d}_{self.start + nth}.html"


class County:
    """A site of *size* records."""

    def __init__(self, size: int, seed: int = 1) -> None:
        if size < SMALLEST:
            raise ValueError(f"a county has {SMALLEST} records or more")
        self.size, self.seed = size, seed
        self.site = Site(id="county", name=HOST, home=HOME, hosts=(HOST,))
        self.folders = tuple(self._folders())
        self._by_role = {folder.role: folder for folder in self.folders}

    def _folders(self) -> Iterator[Folder]:
        left, start = self.size - 1, 1
        for nth, (name, (role, share)) in enumerate(reversed(SHARES.items())):
            records = max(2, self.size * share // 1000) if share else left
            lists = max(1, -(-records // (ITEMS + 1)))
            yield Folder(name, role, f"zwgk/c{nth:02}", records - lists, lists, start)
            left, start = left - records, start + records

    def __iter__(self) -> Iterator[Record]:
        """Yield every record, the home page first."""
        yield self.home()
        for folder in self.folders:
            yield from (self.listing(folder, nth) for nth in range(folder.lists))
            yield from (self.page(folder, nth) for nth in range(folder.pages))

    def captured(self, url: str) -> bool:
        """Tell whether an address is among the captures; attachments are."""
        return url.startswith(HOME) and "/lost/" not in url

    def read(self, url: str) -> PageText | None:
        """Return a short text for any page: what reading evidence costs is no matter of evaluating."""
        return PageText(*self._text) if url.startswith(HOME) else None

    @cached_property
    def _text(self) -> tuple[str, str]:
        lines = [f"各乡镇人民政府、县直各部门:现将第{n}项有关事项通知如下,请认真贯彻执行。" for n in range(30)]
        menu = "".join(f'<li><a href="{url}">{folder.name}</a></li>' for url, folder in zip(self._menu, self.folders))  # noqa: B905 - the menu goes on
        return f"<html><body><ul>{menu}</ul>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>", "\n".join(
            lines
        )

    @cached_property
    def _menu(self) -> tuple[str, ...]:
        return (*(folder.list_url(0) for folder in self.folders), HOME, *(one.url for one in self._external))

    @cached_property
    def _external(self) -> tuple[Link, ...]:
        hosts = ("www.gov.cn", "www.province.gov.cn", "www.city.gov.cn", "beian.miit.gov.cn", "bszs.conac.cn")
        return tuple(Link(f"http://{host}/", f"友情链接{host}") for host in hosts)

    def _record(self, url: str, kind: PageKind, title: str, links: Links | None = None, **said: Any) -> Record:  # noqa: ANN401 - attributes of `Record`
        return Record(
            url,
            url,
            Reason.OK,
            kind,
            ("block", "column:文件", "title:公文"),
            title,
            GOVERNMENT,
            links=links or Links(external=self._external, pages=self._menu),
            tags=self._tags(title),
            digest=f"sha256:{sha256(url.encode()).hexdigest()}",
            fetched_at=f"2023-12-31T{len(url) % 24:02}:{hash_of(url) % 60:02}:{hash_of(url) // 60 % 60:02}Z",
            **said,
        )

    def _tags(self, title: str) -> tuple[tuple[str, str], ...]:
        said = {
            "sitename": GOVERNMENT,
            "sitedomain": HOST,
            "siteidcode": "3713220001",
            "columnname": "示例栏目",
            "columntype": "政务公开",
            "articletitle": title,
            "pubdate": "2023-05-10 09:30",
            "contentsource": OFFICE,
        }
        return tuple(said.items())

    def home(self) -> Record:
        """Return the home page: the newest of the news."""
        news = self.folders[-1]
        items = tuple(self._item(news, nth) for nth in range(min(ITEMS, news.pages)))
        return self._record(HOME, PageKind.HOME, GOVERNMENT, listing=Listing(items), body=Body(2000))

    def listing(self, folder: Folder, nth: int) -> Record:
        """Return the list page *nth* of a column."""
        items = tuple(self._item(folder, one) for one in range(nth * ITEMS, min((nth + 1) * ITEMS, folder.pages)))
        near = {0, folder.lists - 1, *range(max(0, nth - PAGER), min(folder.lists, nth + PAGER + 1))} - {nth}
        pages = tuple(folder.list_url(one) for one in sorted(near))
        links = Links(external=self._external, pages=(*self._menu, *(item.url for item in items), *pages))
        return self._record(
            folder.list_url(nth),
            PageKind.LIST,
            folder.name,
            breadcrumb=(("首页", HOME), ("政务公开", "")),
            links=links,
            listing=Listing(items, pages),
        )

    def _item(self, folder: Folder, nth: int) -> Item:
        locator = f"div.main > ul.list > li:nth-child({nth % ITEMS + 1}) > a"
        return Item(self.title(folder, nth), folder.url(nth), folder.day(nth).isoformat(), locator)

    def title(self, folder: Folder, nth: int) -> str:
        """Return the title of a page; that of an interpretation names its document."""
        matter, place, form = MATTERS[nth % 13], PLACES[nth // 13 % 15], FORMS[nth // 195 % 8]
        what = f"示例县{place}片区{matter}{form}({nth // 1560}号)"
        if folder.role in DOCUMENTS:
            return f"{OFFICE}关于印发《{what}》的通知"
        if folder.role is Role.INTERPRETATIONS:
            about, one = self._document_of(nth)
            return f"一图读懂{matter}" if nth % 4 == 3 else f"解读{self.title(about, one).partition('印发')[2][:-3]}"
        if folder.role is Role.CONSULTATIONS:
            draft = f"《示例县{place}片区{matter}{form}（{nth // 1560}号）（征求意见稿）》"
            return f"关于{draft}意见采纳情况的公告" if nth % 2 else f"关于{draft}公开征求意见的公告"
        if folder.role is Role.ANNUAL_REPORT:
            return f"{place}镇{folder.day(nth).year - 1}年政府信息公开工作年度报告"
        return f"{place}镇{folder.day(nth):%m月%d日}开展{matter}工作第{nth}次会议"

    def _document_of(self, nth: int) -> tuple[Folder, int]:
        """Return the document that interpretation *nth* is about: one of the policy column."""
        folder = self._by_role[Role.POLICY_DOCUMENTS]
        return folder, nth % folder.pages

    def page(self, folder: Folder, nth: int) -> Record:
        """Return page *nth* of a column."""
        if folder.role in DOCUMENTS:
            return self._document(folder, nth)
        if folder.role is Role.INTERPRETATIONS:
            return self._interpretation(folder, nth)
        if nth % 50 == 49:
            return self._record(f"{HOME}files/{folder.start + nth}.pdf", PageKind.ATTACHMENT, f"附件{nth}")
        kinds = {Role.ANNUAL_REPORT: PageKind.ANNUAL_REPORT, Role.GUIDE: PageKind.GUIDE}
        shown = (self._field(FieldName.PUBLISHED_DATE, folder.day(nth).isoformat(), Source.HEADLINE),)
        return self._record(
            folder.url(nth),
            kinds.get(folder.role, PageKind.OTHER),
            self.title(folder, nth),
            breadcrumb=self._crumbs(folder),
            fields=shown,
            body=Body(600, signature=OFFICE, headings=("一、总体情况", "二、工作安排")),
            links=self._links(folder, nth),
        )

    def _crumbs(self, folder: Folder) -> tuple[tuple[str, str], ...]:
        return ("首页", HOME), ("政务公开", ""), (folder.name, folder.list_url(0))

    def _links(self, folder: Folder, nth: int, **said: tuple[Link, ...]) -> Links:
        files = tuple(
            Link(f"{HOME}files/{folder.start + nth}_{n}.pdf", f"附件{n}.pdf", suffix="pdf") for n in range(nth % 3)
        )
        named = (one.url for ones in (*said.values(), files) for one in ones)
        around = (folder.url(one) for one in (nth - 1, nth + 1) if 0 <= one < folder.pages)
        lost = (f"{HOME}lost/{nth}.html",) if nth % 100 == 0 else ()
        return Links(attachments=files, external=self._external, pages=(*self._menu, *around, *named, *lost), **said)  # type: ignore[arg-type]

    def _field(self, name: FieldName, value: str, source: Source = Source.BLOCK) -> Field:
        return Field(
            name, value or None, value, f"{name}:", source, f"div.main > table.info td.{name}", "" if value else "empty"
        )

    def number(self, folder: Folder, nth: int) -> str:
        """Return the 文号 of a document."""
        return f"示政办字〔{folder.day(nth).year}〕{folder.start % 9}{nth}号"

    def _document(self, folder: Folder, nth: int) -> Record:
        chance = Random(f"{self.seed} {folder.path} {nth}")  # noqa: S311 - no secret
        faulty = [chance.random() < FAULTY for _ in range(6)]
        day = folder.day(nth)
        made = day - timedelta(days=60 if faulty[0] else 3)
        number, url = self.number(folder, nth), folder.url(nth)
        shown = {
            FieldName.INDEX_NUMBER: "" if faulty[1] else f"1137{folder.start % 9}/{day.year}-{nth:07}",
            FieldName.DOCUMENT_NUMBER: number.replace("〔", "[") if faulty[2] else number,
            FieldName.PUBLISHER: "县府办" if faulty[3] else OFFICE,
            FieldName.WRITTEN_DATE: made.isoformat(),
            FieldName.PUBLISHED_DATE: day.isoformat(),
            FieldName.EFFECTIVE_DATE: day.isoformat(),
            FieldName.VALIDITY: "" if faulty[4] else "valid",
            FieldName.TOPIC: "综合政务",
        }
        interpreted = folder.role is Role.POLICY_DOCUMENTS and nth % 25 != 1
        there = self._by_role[Role.INTERPRETATIONS]
        offered = (Link(there.url(nth), "政策解读"),) if interpreted and nth < there.pages else ()
        return self._record(
            url,
            PageKind.DOCUMENT,
            self.title(folder, nth),
            breadcrumb=self._crumbs(folder),
            fields=tuple(self._field(name, value) for name, value in shown.items()),
            links=self._links(folder, nth, interpretations=offered),
            body=Body(
                1500, number, "div.text > p:nth-child(1)", OFFICE, "div.text > p:nth-child(30)", made.isoformat()
            ),
            statements=tuple(self._statements(folder, nth, expired=faulty[5])),
        )

    def _statements(self, folder: Folder, nth: int, *, expired: bool) -> Iterator[Statement]:
        day = folder.day(nth)
        place = f"div.text > p:nth-child({nth % 30})"
        yield Statement(StatementKind.EFFECTIVE, f"本办法自{day}起施行。", place, day.isoformat())
        yield Statement(StatementKind.EXPIRES, "有效期至…", place, "2022-12-31" if expired else "2030-12-31")
        older = nth + 400
        if nth % 40 == 0 and older < folder.pages:
            number, title = self.number(folder, older), self.title(folder, older).partition("《")[2].partition("》")[0]
            yield Statement(
                StatementKind.REPEALS, f"《{title}》({number})同时废止。", place, number=number, title=title
            )

    def _interpretation(self, folder: Folder, nth: int) -> Record:
        about, one = self._document_of(nth)
        back = (Link(about.url(one), self.title(about, one)),) if nth % 25 != 2 else ()
        cited = StatementKind.CITES, f"《{self.title(about, one)}》", "div.text > p:nth-child(2)"
        return self._record(
            folder.url(nth),
            PageKind.INTERPRETATION,
            self.title(folder, nth),
            breadcrumb=self._crumbs(folder),
            fields=(self._field(FieldName.PUBLISHED_DATE, folder.day(nth).isoformat(), Source.HEADLINE),),
            links=self._links(folder, nth, documents=back),
            body=Body(1200),
            statements=(Statement(*cited, number=self.number(about, one)),) if nth % 4 == 1 else (),
        )


def hash_of(text: str) -> int:
    """Return a number that depends on the text alone."""
    return int.from_bytes(text.encode()[-8:], "big") % 3600


class Alike(County):
    """The same site where all documents bear one title, or one that differs by a figure only, and all readings theirs.

    Nothing may grow with the square of its size.
    """

    def title(self, folder: Folder, nth: int) -> str:
        """Return the title of a page."""
        figure = f"（{nth}号）" if nth % 2 and folder.role in DOCUMENTS else ""
        wrapped = f"《示例县城东片区防汛抗旱管理办法{figure}》"
        likely = folder.role is Role.INTERPRETATIONS and nth % 2
        return "一图读懂城东片区防汛抗旱管理办法" if likely else f"{OFFICE}关于印发{wrapped}的通知"
