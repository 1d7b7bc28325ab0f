import pytest
from making import facts, page, record, unread, url, view

from auditor import catalog, kinds
from auditor.model import Foreign, SiteView, State, Subject, Verdict
from auditor.text import addresses

KIND = kinds.build("foreign_links", catalog.load().rules["link-external-unlisted"].options)
HERE = addresses.key(url("/1.html"))


def seen(*hosts: str, text: str = "站外") -> SiteView:
    found = {host: Foreign(f"http://{host}/a", text, HERE, n) for n, host in enumerate(hosts, 1)}
    return view(page(record("/1.html")), foreign=found)


def judged(found: SiteView, mirrors: tuple[str, ...] = ()) -> list[Verdict]:
    return list(KIND.judge(found, facts(found, mirrors=mirrors)))


@pytest.mark.parametrize(
    "host",
    [
        "www.gov.cn",
        "beian.miit.gov.cn",
        "www.pku.edu.cn",
        "politics.people.com.cn",
        "bszs.conac.cn",
        "bszs-conac-cnx6d2ds.ipv6best.cn",
        "mp.weixin.qq.com",
        "jtj.example.gov.cn",
        "218.56.1.2",
        "2001:db8::1",
        "intranet",
    ],
)
def test_expected_domains_and_what_has_none_pass(host: str) -> None:
    (verdict,) = judged(seen(host))
    assert verdict.state is State.PASS


def test_each_other_domain_is_told_once_at_the_page_that_has_it() -> None:
    one, two = judged(seen("a.shop.com.cn", "b.shop.com.cn", "www.abc.com"))
    assert [verdict.values["domain"] for verdict in (one, two)] == ["abc.com", "shop.com.cn"]
    assert one.state is State.FAIL  # the rule lowers it
    assert one.subject == Subject(url("/1.html"))
    assert two.related == ("http://a.shop.com.cn/a", "http://b.shop.com.cn/a")
    assert (two.values["count"], two.values["text"], two.part) == ("2", "站外", "shop.com.cn")
    assert two.evidence[0].quote == "站外"


def test_what_only_ends_like_a_listed_domain_is_another() -> None:
    assert [one.values["domain"] for one in judged(seen("www.notgov.cn"))] == ["notgov.cn"]


def test_a_link_without_words_is_quoted_by_its_address() -> None:
    assert judged(seen("www.abc.com", text=""))[0].evidence[0].quote == "http://www.abc.com/a"


def test_the_host_really_asked_is_none_of_them() -> None:
    assert judged(seen("mirror.abc.com"), mirrors=("mirror.abc.com:8080",))[0].state is State.PASS


def test_a_site_that_could_not_be_read_is_not_clean() -> None:
    nothing = view(page(unread("/1.html")))
    assert judged(nothing)[0].state is State.NOT_ASSESSABLE
