import pytest
from making import facts, page, record, view

from auditor import catalog, kinds
from auditor.model import Link, Links, State, Verdict

KIND = kinds.build("private_links", catalog.load().rules["link-private-host"].options)


def judged(*written: str, path: str = "/1.html", mirrors: tuple[str, ...] = (), text: str = "查看") -> Verdict:
    subject = page(record(path, links=Links(inside=tuple(Link(one, text, "css:a") for one in written))))
    verdict = KIND.judge(subject, facts(view(subject), mirrors=mirrors))
    assert isinstance(verdict, Verdict)
    return verdict


@pytest.mark.parametrize(
    "written",
    [
        "http://192.168.1.20:8080/oa/1.html",
        "https://10.1.2.3/",
        "http://172.31.255.255/a",
        "//127.0.0.1/x",
        "http:\\\\192.168.1.1\\a",
        "http://169.254.1.1/",
        "http://localhost:8080/",
        "HTTP://LOCALHOST/",
        "http://oa.zwb.local/",
        "http://[::1]:8080/",
        "http://[fe80::1]/",
        "file:///C:/1.doc",
        "FILE://server/1.doc",
    ],
)
def test_private_addresses_are_hit(written: str) -> None:
    verdict = judged(written)
    assert (verdict.state, verdict.evidence[0].quote) == (State.FAIL, written)
    assert verdict.values == {"count": "1", "links": f"“查看”（{written}）"}


@pytest.mark.parametrize(
    "written",
    [
        "http://172.32.0.1/",
        "http://172.15.0.1/",
        "http://192.169.1.1/",
        "http://www.local.gov.cn/",
        "http://[2001:da8::1]/",
        "http://",
    ],
)
def test_public_ones_are_not(written: str) -> None:
    assert judged(written).state is State.PASS


def test_the_mirror_really_asked_is_none() -> None:
    assert judged("http://127.0.0.1:8080/a", mirrors=("127.0.0.1:8080",)).state is State.PASS
    assert judged("http://127.0.0.1:9090/a", mirrors=("127.0.0.1:8080",)).state is State.FAIL


@pytest.mark.parametrize("path", ["http://192.168.1.2/1.html", "http://localhost/1.html", "http://oa.x.local/1.html"])
def test_a_page_that_is_not_public_itself_is_not_judged(path: str) -> None:
    assert judged("file:///1.doc", path=path).state is State.NOT_APPLICABLE


def test_a_message_names_five() -> None:
    verdict = judged(*(f"file:///{n}.doc" for n in range(7)), text="")
    assert (verdict.values["count"], verdict.values["links"]) == (
        "7",
        "、".join(f"file:///{n}.doc" for n in range(5)) + "等",
    )


def test_without_options_only_networks_count() -> None:
    bare = kinds.build("private_links", {"networks": ["10.0.0.0/8"]})
    subject = page(record("/1.html", links=Links(inside=(Link("http://localhost/", ""), Link("http://10.0.0.1/", "")))))
    assert bare.judge(subject, facts()).values["links"] == "http://10.0.0.1/"
