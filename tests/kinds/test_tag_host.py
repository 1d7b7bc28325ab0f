from typing import Any

import pytest
from making import facts, page, record, site, url, view

from auditor import catalog, kinds
from auditor.model import Alike, State, Tagged, Verdict
from auditor.text import addresses

KIND = kinds.build("tag_host", catalog.load().rules["meta-domain-mismatch"].options)
HOST = "http://www.tancheng.gov.cn/"


def judged(raw: str, address: str = HOST, **changes: Any) -> Verdict:  # noqa: ANN401 - of `Site` and `Tagged`
    alike = {"domain": changes.pop("domain", None)}
    subject = page(record(address, tags=(("sitedomain", raw),)))
    about = site(home=address, **{"hosts": (addresses.host(address),), **changes})
    seen = view(subject, site=about, tagged={addresses.key(address): Tagged("home", **alike)})
    verdict: Verdict = KIND.judge(subject, facts(seen))
    return verdict


@pytest.mark.parametrize(
    "raw",
    [
        "www.tancheng.gov.cn",
        "WWW.TANCHENG.GOV.CN",
        "http://www.tancheng.gov.cn",
        "https://www.tancheng.gov.cn/index.html",
        "www.tancheng.gov.cn:80",
        "tancheng.gov.cn",
        "www.tancheng.gov.cn,www.tc.gov.cn",
        "www.tc.gov.cn；www.tancheng.gov.cn",
        "www.tc.gov.cn www.tancheng.gov.cn",
    ],
)
def test_the_pages_host_may_be_written_in_many_ways(raw: str) -> None:
    assert judged(raw).state is State.PASS


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("www.tancheng.gov.cn", "http://tancheng.gov.cn/"),
        ("tancheng.gov.cn", "http://jtj.tancheng.gov.cn/"),
        ("www.tancheng.gov.cn", "http://www.tancheng.gov.cn:8080/"),
    ],
)
def test_a_whole_domain_is_that_of_all_its_hosts(raw: str, address: str) -> None:
    assert judged(raw, address).state is State.PASS


@pytest.mark.parametrize("raw", ["www.other.gov.cn", "gov.cn", "www.tancheng.com.cn", "郯城县政府网站", "www"])
def test_another_host_or_none_is_hit(raw: str) -> None:
    verdict = judged(raw)
    assert (verdict.state, verdict.values["raw"]) == (State.FAIL, raw)
    assert (verdict.values["host"], verdict.evidence[0].quote) == ("www.tancheng.gov.cn", raw)


def test_a_sister_host_is_a_persons_matter_unless_the_site_has_it_too() -> None:
    assert judged("jtj.tancheng.gov.cn").state is State.NEEDS_REVIEW
    assert judged("jtj.tancheng.gov.cn", hosts=("www.tancheng.gov.cn", "jtj.tancheng.gov.cn")).state is State.PASS
    assert judged("b.gov.cn", "http://a.gov.cn/").state is State.FAIL


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/", "http://[::1]/", "http://localhost/"])
def test_a_page_without_a_domain_is_not_judged(address: str) -> None:
    assert judged("www.other.gov.cn", address).state is State.NOT_APPLICABLE


def test_chinese_domains_are_not_compared() -> None:
    assert judged("郯城县人民政府.政务").state is State.NOT_APPLICABLE
    assert (
        kinds.build("tag_host", {"tag": "SiteDomain"}).judge(page(record("/1.html")), facts()).state
        is State.NOT_APPLICABLE
    )


def test_a_page_without_the_tag_is_another_rules_matter() -> None:
    assert judged("").state is State.NOT_APPLICABLE


def test_one_value_is_told_at_one_page() -> None:
    assert judged("www.other.gov.cn", domain=Alike(HOST, 9)).values["shared"] == "（同一模板共9页）"
    assert judged("www.other.gov.cn", domain=Alike(url("/0.html"), 9)).state is State.NOT_APPLICABLE
