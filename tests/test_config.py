"""auditor.yaml is read as the interface promises, and whatever is wrong in it is told with its place, in one line."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import config
from auditor.config import Config, CrawlOptions, amounts
from auditor.config.addresses import origin
from auditor.errors import ConfigError, ConfigListError, ExitCode, UsageError
from auditor.model import Column, Level, Organ, Role, Site

FULL = """\
ruleset: disclosure-county
as_of: 2023-12-31
period: {from: 2023-01-01, to: 2023-12-31}
out: runs/2023
crawl: {delay: 0.1, per_host: 4, timeout: 5, max_pages: 100, max_bytes: 20MB, max_time: 2h, window: "20:00-07:00"}
mirror: {"http://www.tancheng.gov.cn": "http://127.0.0.1:8080"}
mirror_complete: true
sites:
  - id: tancheng
    name: 郯城县人民政府
    home: http://www.tancheng.gov.cn/
    level: county
    province: 山东
    group: 县级政府
    hosts: [www.tancheng.gov.cn]
    organs:
      - {name: 郯城县人民政府, aliases: [郯城县政府], prefixes: [郯政发, 郯政字], normative: true}
    columns:
      - {name: 政策文件, role: policy_documents, url: http://www.tancheng.gov.cn/zc, update_every: P6M, unit: 政府办}
"""

SITE = """\
sites:
  - id: a
    name: 甲
    home: http://a.gov.cn/
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "auditor.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_promised_file_is_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path, FULL)
    found = config.load(path)
    assert found == Config(
        path=path,
        ruleset="disclosure-county",
        as_of=date(2023, 12, 31),
        period=(date(2023, 1, 1), date(2023, 12, 31)),
        out=tmp_path / "runs/2023",
        crawl=CrawlOptions(
            delay=0.1,
            per_host=4,
            timeout=5.0,
            max_pages=100,
            max_bytes=20_000_000,
            max_time=7200.0,
            window="20:00-07:00",
        ),
        mirror={"http://www.tancheng.gov.cn": "http://127.0.0.1:8080"},
        mirror_complete=True,
        sites=(
            Site(
                id="tancheng",
                name="郯城县人民政府",
                home="http://www.tancheng.gov.cn/",
                hosts=("www.tancheng.gov.cn",),
                level=Level.COUNTY,
                province="山东",
                group="县级政府",
                organs=(Organ("郯城县人民政府", ("郯城县政府",), ("郯政发", "郯政字"), normative=True),),
                columns=(Column("政策文件", Role.POLICY_DOCUMENTS, "http://www.tancheng.gov.cn/zc", "政府办", "P6M"),),
            ),
        ),
    )


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    found = config.load(write(tmp_path, SITE))
    assert found.crawl == CrawlOptions(1.0, 2, 15.0, 20000, 20_000_000, None, 2, "", 32)
    assert (found.ruleset, found.as_of, found.period, found.out, found.mirror) == ("all", None, None, None, {})
    assert found.sites == (Site(id="a", name="甲", home="http://a.gov.cn/", hosts=("a.gov.cn",)),)


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf" + SITE.encode(), SITE.replace("\n", "\r\n").encode()])
def test_files_saved_by_windows_editors_are_read(raw: bytes, tmp_path: Path) -> None:
    assert config.load(write(tmp_path, raw)).sites[0].name == "甲"


def test_two_sites_of_one_host_differ_by_port_and_default_ports_do_not_matter(tmp_path: Path) -> None:
    text = SITE.replace("http://a.gov.cn/", "http://A.gov.cn:80/") + "    hosts: [a.gov.cn:80, b.gov.cn:8080]\n"
    assert config.load(write(tmp_path, text)).sites[0].hosts == ("a.gov.cn", "b.gov.cn:8080")


def test_a_rule_set_with_a_path_stands_beside_the_configuration(tmp_path: Path) -> None:
    found = config.load(write(tmp_path, "ruleset: sets/own.yaml"))
    assert found.ruleset == (tmp_path / "sets/own.yaml").as_posix()
    assert config.load(write(tmp_path, f"ruleset: {tmp_path}/own.yaml")).ruleset == (tmp_path / "own.yaml").as_posix()


def test_an_absolute_run_folder_stays_where_it_is(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, f"out: {tmp_path / 'else'}")).out == tmp_path / "else"


COLUMN = SITE + "    columns:\n      - {name: 新闻, role: news, url: http://a.gov.cn/x}\n"
LOOPBACK = SITE.replace("a.gov.cn", "127.0.0.1:8000")

WRONG: list[tuple[str, str]] = [
    # unknown keys at every depth
    ("rulset: all", "1:1: rulset: 不认识的键,是否想写 ruleset?"),
    (SITE + "    colums: []\n", "5:5: sites[0].colums: 不认识的键,是否想写 columns?"),
    (COLUMN.replace("url:", "ulr:"), "6:32: sites[0].columns[0].ulr: 不认识的键,是否想写 url?"),
    (SITE + "    organs: [{nam: x}]\n", "5:15: sites[0].organs[0].nam: 不认识的键,是否想写 name?"),
    ("crawl: {dealy: 1}", "1:9: crawl.dealy: 不认识的键,是否想写 delay?"),
    ("period: {form: 2023-01-01, to: 2023-12-31}", "1:10: period.form: 不认识的键,是否想写 from?"),
    (SITE + "    tls: {verfy: false}\n", "5:11: sites[0].tls.verfy: 不认识的键,是否想写 verify?"),
    ("crawl: {max_site_bytes: many}", "1:25: crawl.max_site_bytes: 不认识的数量 many(应写成 2GB)"),
    ("crawl: {confirm_after: soon}", "1:24: crawl.confirm_after: 不认识的数量 soon(应写成 6h)"),
    ("crawl: {sitemap: always}", "1:18: crawl.sitemap: "),
    ("crawl: {since: soon}", "1:16: crawl.since: 不是日期"),
    ("crawl: {contact: 张三}", "1:18: crawl.contact: 应为邮箱或网址"),
    ('crawl: {contact: "https://a.cn/ (x)\\n"}', "1:18: crawl.contact: 应为邮箱或网址"),
    # wrong types
    ("- a\n- b\n", "1:1: 应为键值,却是列表"),
    ("just text", "1:1: 应为键值,却是文字"),
    ("sites: {a: 1}", "1:8: sites: 应为列表,却是键值"),
    ("sites: [x]", "1:9: sites[0]: 应为键值,却是文字"),
    ("ruleset: [all]", "1:10: ruleset: 应为文字,却是列表"),
    ("out: 2023", "1:6: out: 应为文字,却是数字,请加引号"),
    ("mirror_complete: perhaps", "1:18: mirror_complete: 应为是否值(true/false),却是文字"),
    (SITE.replace("甲", "yes"), "3:11: sites[0].name: 应为文字,却是是否值(true/false),请加引号"),
    (SITE + "    hosts: a.gov.cn\n", "5:12: sites[0].hosts: 应为列表,却是文字"),
    (SITE + "    organs: [{name: 甲, normative: 是}]\n", "5:35: sites[0].organs[0].normative: 应为是否值"),
    # missing, empty and double
    (SITE.replace("    name: 甲\n", ""), "2:5: sites[0]: 缺少 name"),
    (SITE.replace("    home: http://a.gov.cn/\n", ""), "2:5: sites[0]: 缺少 home"),
    (SITE.replace("id: a", "id: ''"), "2:9: sites[0].id: 不能为空"),
    (COLUMN.replace("role: news, ", ""), "6:9: sites[0].columns[0]: 缺少 role"),
    (COLUMN.replace(", url: http://a.gov.cn/x", ""), "6:9: sites[0].columns[0]: 缺少 url"),
    ("as_of: 2023-01-01\nas_of: 2023-01-02", "2:1: as_of: 这个键写了两次"),
    (SITE + SITE.removeprefix("sites:\n"), "5:9: sites[1].id: 站点 id a 与前面的 a 重复"),
    (SITE + SITE.removeprefix("sites:\n").replace("id: a", "id: A"), "5:9: sites[1].id: 站点 id A 与前面的 a 重复"),
    # ids that are no good folder names
    (SITE.replace("id: a", "id: 郯城"), "2:9: sites[0].id: 郯城 不能用作 id"),
    (SITE.replace("id: a", "id: ../a"), "2:9: sites[0].id: ../a 不能用作 id"),
    (SITE.replace("id: a", "id: con"), "2:9: sites[0].id: con 不能用作 id"),
    (SITE.replace("id: a", "id: a."), "2:9: sites[0].id: a. 不能用作 id"),
    (SITE.replace("id: a", f"id: {'a' * 65}"), "2:9: sites[0].id: aaa"),
    # dates and periods
    ("as_of: 2023-13-31", "1:8: as_of: 不是日期: 2023-13-31(应写成 2023-12-31)"),
    ("as_of: 2023-02-30", "1:8: as_of: 不是日期: 2023-02-30"),
    ("as_of: 2023年12月31日", "1:8: as_of: 不是日期: 2023年12月31日"),
    ("as_of: 2023-12-31 08:00:00", "1:8: as_of: 不是日期"),
    (
        "period: {from: 2023-12-31, to: 2023-01-01}",
        "1:16: period.from: 评估时段的起始日 2023-12-31 晚于截止日 2023-01-01",
    ),
    ("period: {from: 2023-12-31}", "1:9: period: 缺少 to"),
    ("period: 2023", "1:9: period: 应为键值,却是数字"),
    (COLUMN.replace("}", ", update_every: 6M}"), "sites[0].columns[0].update_every: 不是更新周期: 6M"),
    (COLUMN.replace("}", ", update_every: P0D}"), "sites[0].columns[0].update_every: 不是更新周期: P0D"),
    (COLUMN.replace("}", ", update_every: PT6H}"), "sites[0].columns[0].update_every: 不是更新周期: PT6H"),
    # closed vocabularies
    (COLUMN.replace("news", "new"), "6:26: sites[0].columns[0].role: 不认识的值 new,是否想写 news?"),
    (COLUMN.replace("news", "policy_document"), "不认识的值 policy_document,是否想写 policy_documents?"),
    (SITE + "    level: country\n", "5:12: sites[0].level: 不认识的值 country,是否想写 county?"),
    (SITE + "    level: 县\n", "5:12: sites[0].level: 不认识的值 县,可写: province city county township department"),
    # addresses
    (SITE.replace("http://a", "ftp://a"), "4:11: sites[0].home: 应为 http:// 或 https:// 开头的完整网址"),
    (SITE.replace("http://a.gov.cn/", "a.gov.cn"), "4:11: sites[0].home: 应为 http:// 或 https:// 开头"),
    (SITE.replace("http://a.gov.cn/", "http://"), "4:11: sites[0].home: 应为 http:// 或 https:// 开头"),
    (SITE.replace("a.gov.cn", "a.gov.cn:99999"), "4:11: sites[0].home: 应为 http:// 或 https:// 开头"),
    (SITE.replace("a.gov.cn", "user@a.gov.cn"), "4:11: sites[0].home: 应为 http:// 或 https:// 开头"),
    (SITE + "    hosts: [b.gov.cn]\n", "4:11: sites[0].home: 主机 a.gov.cn 不在 hosts 内"),
    (SITE + "    hosts: [http://a.gov.cn/]\n", "5:13: sites[0].hosts[0]: 应为主机名(如 www.example.gov.cn)"),
    (COLUMN.replace("cn/x", "com/x"), "6:37: sites[0].columns[0].url: 主机 a.gov.com 不在本站的 hosts 内(a.gov.cn)"),
    (COLUMN.replace("http://a.gov.cn/x", "/x"), "6:37: sites[0].columns[0].url: 应为 http:// 或 https:// 开头"),
    ("mirror: {www.a.gov.cn: http://127.0.0.1}", "1:24: mirror.www.a.gov.cn: 应为不带路径的网址"),
    ('mirror: {"http://a.gov.cn": "http://127.0.0.1/x"}', "1:29: mirror.http://a.gov.cn: 应为不带路径的网址"),
    # crawling
    ("crawl: {delay: -1}", "1:16: crawl.delay: 应为不小于 0 的数,却是 -1"),
    ("crawl: {delay: 慢}", "1:16: crawl.delay: 应为数字,却是文字"),
    ("crawl: {timeout: 0}", "1:18: crawl.timeout: 应大于 0"),
    ("crawl: {per_host: 0}", "1:19: crawl.per_host: 应至少为 1"),
    ("crawl: {per_host: 1.5}", "1:19: crawl.per_host: 应为不小于 0 的整数,却是 1.5"),
    ("crawl: {max_pages: 0}", "1:20: crawl.max_pages: 应至少为 1"),
    ("crawl: {render: always}", "1:17: crawl.render: 不认识的值 always"),
    ("crawl: {concurrency: 0}", "1:22: crawl.concurrency: 应至少为 1"),
    ("crawl: {max_bytes: 20XB}", "1:20: crawl.max_bytes: 不认识的数量 20XB(应写成 20MB)"),
    ("crawl: {max_bytes: 0}", "1:20: crawl.max_bytes: 应大于 0"),
    ("crawl: {max_bytes: [1]}", "1:20: crawl.max_bytes: 应为数字,却是列表"),
    ("crawl: {max_time: 2天}", "1:19: crawl.max_time: 不认识的数量 2天(应写成 2h、30m、90s)"),
    ("crawl: {max_time: 0}", "1:19: crawl.max_time: 应大于 0"),
    ("crawl: {window: 8点}", '1:17: crawl.window: 不是时间段: 8点(应写成 "20:00-07:00")'),
    ('crawl: {window: "20:00-25:00"}', "1:17: crawl.window: 不是时间段"),
    ('crawl: {window: "20:00-20:00"}', "crawl.window: 不是时间段"),
    ("crawl: {delay: 0.1}\n" + SITE, "1:16: crawl.delay: 小于 0.2 秒只可用于本机镜像,而 http://a.gov.cn 不在本机"),
    ("crawl: {delay: 0}\n" + LOOPBACK + "    hosts: ['127.0.0.1:8000', a.gov.cn]\n", "crawl.delay: 小于 0.2 秒"),
    ('crawl: {delay: 0}\nmirror: {"http://a.gov.cn": "http://b.gov.cn"}\n' + SITE, "1:16: crawl.delay: 小于 0.2 秒"),
    ('crawl: {delay: 0}\nmirror: {"https://a.gov.cn": "http://127.0.0.1"}\n' + SITE, "crawl.delay: 小于 0.2 秒"),
    # the file itself
    ("", " 文件是空的"),
    ("sites:\n\t- id: a\n", "2:1: 缩进处有制表符(Tab),YAML 只能用空格缩进"),
    ("sites:\n  - id：a\n    name: b\n", "附近有全角冒号"),
]


@pytest.mark.parametrize(("text", "told"), WRONG, ids=range(len(WRONG)))
def test_whatever_is_wrong_is_told_in_one_line_with_its_place(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as error:
        config.load(Path("auditor.yaml"))
    message = str(error.value)
    assert message.startswith("auditor.yaml:")
    assert told in message.removeprefix("auditor.yaml:")
    assert "\n" not in message
    assert error.value.exit_code is ExitCode.CONFIG


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        "as_of: soon\nperiod: {from: 2023-12-31, to: never}\ncrawl: {delay: 0.01, per_host: many, timeout: 0}\nsites:\n"
        "  - id: a\n    nam: 甲\n    home: ftp://a.gov.cn/\n    level: country\n    columns:\n"
        "      - {name: 要闻, role: new, url: http://b.gov.cn/x, update_every: 6M}\n      - 通知公告\n"
        "  - id: ''\n    home: http://b.gov.cn/\n  - id: ''\n    name: 丙\n    home: http://c.gov.cn/\n"
        "    hosts: [d.gov.cn]\n",
    )
    with pytest.raises(ConfigListError) as error:
        config.load(Path("auditor.yaml"))
    told = [line.removeprefix("auditor.yaml:") for line in str(error.value).splitlines()]
    assert [line.split(": ")[:2] for line in told] == [
        ["1:8", "as_of"],
        ["2:32", "period.to"],
        ["3:32", "crawl.per_host"],
        ["3:47", "crawl.timeout"],
        ["6:5", "sites[0].nam"],
        ["7:11", "sites[0].home"],
        ["8:12", "sites[0].level"],
        ["10:26", "sites[0].columns[0].role"],
        ["10:69", "sites[0].columns[0].update_every"],
        ["11:9", "sites[0].columns[1]"],
        ["12:5", "sites[1]"],
        ["12:9", "sites[1].id"],
        ["14:9", "sites[2].id"],
        ["16:11", "sites[2].home"],
    ]


def test_gbk_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="3:11: 不是 UTF-8 编码"):
        config.load(write(tmp_path, SITE.replace("甲", "中文").encode("gbk")))


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        config.load(tmp_path / "auditor.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "crawl: {delay: 0}\n" + LOOPBACK,
        "crawl: {delay: 0}\n" + SITE.replace("a.gov.cn", "localhost"),
        "crawl: {delay: 0}\n" + SITE.replace("a.gov.cn", "[::1]:80"),
        'crawl: {delay: 0.0}\nmirror: {"http://a.gov.cn/": "http://127.0.0.1:9/"}\n' + COLUMN,
        "crawl: {delay: 0.2}\n" + SITE,
        "crawl: {delay: 0}",
    ],
)
def test_a_short_delay_is_allowed_where_this_machine_alone_is_asked(text: str, tmp_path: Path) -> None:
    assert config.load(write(tmp_path, text)).crawl.delay <= 0.2


def test_the_nearest_file_upwards_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "one/two"
    deep.mkdir(parents=True)
    path = write(tmp_path, SITE)
    monkeypatch.chdir(tmp_path)
    assert config.find(deep) == Path("auditor.yaml")
    nearer = write(tmp_path / "one", SITE)
    assert config.find(Path("one/two")) == Path("one/auditor.yaml")
    monkeypatch.chdir(deep)
    assert config.find(Path()) == nearer
    assert config.find(path) == path
    (deep / "auditor.yaml").mkdir()
    assert config.find(Path()) == nearer


def test_no_file_anywhere_is_none(tmp_path: Path) -> None:
    assert config.find(tmp_path) is None


@pytest.mark.parametrize("contact", ["audit@example.org", "https://example.org/audit?x=1", "mailto:a.b+c@example.org"])
def test_whom_to_turn_to(contact: str, tmp_path: Path) -> None:
    assert config.load(write(tmp_path, f"crawl: {{contact: '{contact}'}}")).crawl.contact == contact


def test_tls_faults_are_read_past_only_where_a_site_says_so(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, SITE)).sites[0].tls_verify
    assert not config.load(write(tmp_path, SITE + "    tls: {verify: false}\n")).sites[0].tls_verify


@pytest.mark.parametrize(
    "text", [FULL, SITE, SITE + "    tls: {verify: false}\n", "crawl: {since: 2022-01-01}", "mirror_complete: false"]
)
def test_a_recorded_configuration_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    loaded = config.load(write(tmp_path, text))
    recorded = json.loads(json.dumps(config.to_dict(loaded)))
    assert config.from_dict(recorded) == loaded


@pytest.mark.parametrize(
    "change",
    [
        {"sites": [{}]},
        {"sites": 3},
        {"crawl": {"dealy": 1}},
        {"as_of": "soon"},
        {"period": ["2023-01-01"]},
        {"mirror": [1]},
    ],
)
def test_a_damaged_record_is_a_config_error(change: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="记录的配置不完整或已损坏"):
        config.from_dict({**config.to_dict(Config()), **change})
    with pytest.raises(ConfigError):
        config.from_dict({})


@pytest.mark.parametrize(
    ("written", "bytes_"),
    [("20MB", 20_000_000), ("1.5 GB", 1_500_000_000), ("512KiB", 524_288), ("7", 7), ("7b", 7), ("2m", 2_000_000)],
)
def test_sizes(written: str, bytes_: int) -> None:
    assert amounts.size(written) == bytes_


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("2h", 7200), ("30m", 1800), ("90s", 90), ("PT2H", 7200), ("1h30m", 5400), ("PT1H30M5S", 5405), ("0.5h", 1800)],
)
def test_durations(written: str, seconds: float) -> None:
    assert amounts.duration(written) == seconds


@pytest.mark.parametrize("written", ["", "PT", "2", "h", "2d", "30m1h", "-2h"])
def test_what_is_no_duration(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{written}$"):
        amounts.duration(written)


@pytest.mark.parametrize("written", ["", "MB", "20 XB", "-1MB", "1,5MB", "iB"])
def test_what_is_no_size(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{written}$"):
        amounts.size(written)


def test_numbers_may_be_written_without_units(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, "crawl: {render: auto}")).crawl.render == "auto"
    assert config.load(write(tmp_path, "crawl: {}")).crawl.render == "never"
    crawl = config.load(write(tmp_path, "crawl: {max_time: 60, max_bytes: 20_000_000, retries: 0}")).crawl
    assert (crawl.max_time, crawl.max_bytes, crawl.retries) == (60.0, 20_000_000, 0)


MIRROR = {"http://a.gov.cn": "http://127.0.0.1:8080"}


@pytest.mark.parametrize(
    ("public", "asked"),
    [
        ("http://a.gov.cn/x/y.htm?q=1#top", "http://127.0.0.1:8080/x/y.htm?q=1"),
        ("http://A.gov.cn:80", "http://127.0.0.1:8080/"),
        ("http://a.gov.cn?q=1", "http://127.0.0.1:8080/?q=1"),
        ("https://a.gov.cn/x", "https://a.gov.cn/x"),
        ("http://a.gov.cn.evil.com/x", "http://a.gov.cn.evil.com/x"),
    ],
)
def test_the_mirror_is_asked_for_its_origin_alone(public: str, asked: str) -> None:
    assert config.really_asked(public, MIRROR) == asked


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:80/", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]/", True),
        ("http://localhost:1/", True),
        ("http://localhost.gov.cn/", False),
        ("http://127.0.0.1@a.gov.cn/", False),
        ("http://127.0.0.1.nip.io/", False),
        ("http://10.0.0.1/", False),
        ("http://[broken/", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(url: str, *, here: bool) -> None:
    assert config.is_loopback(url) is here


@given(url=st.text(max_size=60) | st.text(alphabet="htps:/@[]#?%.a1 \\", max_size=40).map("http://".__add__))
def test_any_text_is_an_address_or_none(url: str) -> None:
    found = origin(url)
    assert found == "" or origin(found) == found
    config.is_loopback(url)
    config.really_asked(url, MIRROR)
