from dataclasses import replace

import pytest
from making import NAME, field, fields, organ, record, site, url, words

from auditor.model import Body, Organ, Owner, Ownership, PageKind, Record, Vocabulary
from auditor.relate import Pages, owners

OWN = (organ(NAME, "郯政发", "郯政字", aliases=("郯城县政府",)), organ(NAME + "办公室", "郯政办发"))
OFFICE = NAME + "办公室"


def whose(subject: Record, own: tuple[Organ, ...] = OWN, *, learnt: bool = False) -> Owner:
    return owners.Owners(own, words(), learnt=learnt).owner(subject)


def document(number: str = "", signed: str = "", title: str = "关于做好防汛工作的通知", publisher: str = "") -> Record:
    shown = (*(fields(document_number=number) if number else ()), *(fields(publisher=publisher) if publisher else ()))
    return record(title=title, fields=shown, body=Body(length=500, signature=signed))


PROVINCE = "山东省人民政府"


@pytest.mark.parametrize(
    ("subject", "owner"),
    [
        (document("郯政发〔2023〕8号"), Owner(Ownership.OWN, "number")),
        (document("郯政辦發[2023]8號"), Owner(Ownership.OWN, "number")),  # brackets and script do not count
        (document("鲁政发〔2023〕8号"), Owner(Ownership.OTHER, "number")),
        (document(signed=OFFICE), Owner(Ownership.OWN, "signature")),
        (document(signed=PROVINCE), Owner(Ownership.OTHER, "signature")),
        (document(title=f"{NAME}关于防汛的通知"), Owner(Ownership.OWN, "title")),
        (document(title=f"{PROVINCE}印发《X》"), Owner(Ownership.OTHER, "title")),
        # alone it proves nothing: a CMS fills it in on reprints, too
        (document(publisher=OFFICE), Owner(Ownership.OWN, "publisher", conflict=True)),
        (document(publisher="郯城县政府"), Owner(Ownership.OWN, "publisher", conflict=True)),
        (document(), Owner()),
    ],
)
def test_each_sign_alone_decides(subject: Record, owner: Owner) -> None:
    assert whose(subject) == owner


@pytest.mark.parametrize(
    ("subject", "owner"),
    [
        # a CMS fills its own organ into the block of every reprint
        (document("鲁政发〔2023〕8号", publisher=OFFICE), Owner(Ownership.OTHER, "number", conflict=True)),
        (document(signed=PROVINCE, publisher=OFFICE), Owner(Ownership.OTHER, "signature", conflict=True)),
        (document(title=f"{PROVINCE}关于X的通知", publisher=OFFICE), Owner(Ownership.OTHER, "title", conflict=True)),
        # 转发 with a number of its own is own; the attached original is signed by another
        (document("郯政发〔2023〕8号", signed=PROVINCE), Owner(Ownership.OWN, "number", conflict=True)),
        (document(signed=OFFICE, title=f"{PROVINCE}关于X的通知"), Owner(Ownership.OWN, "signature", conflict=True)),
        (document("郯政发〔2023〕8号", OFFICE, f"{NAME}关于X的通知", OFFICE), Owner(Ownership.OWN, "number")),
    ],
)
def test_the_stronger_sign_decides_and_a_weaker_one_that_disagrees_is_a_conflict(subject: Record, owner: Owner) -> None:
    assert whose(subject) == owner


def test_a_number_in_the_text_is_read_where_the_block_has_none() -> None:
    assert whose(record(title="X", body=Body(length=9, number="郯政发〔2023〕8号"))) == Owner(Ownership.OWN, "number")


def test_the_number_of_an_order_does_not_tell_its_organ() -> None:
    assert whose(document("国务院令第711号", publisher=OFFICE)) == Owner(Ownership.OWN, "publisher", conflict=True)


@pytest.mark.parametrize(
    "name",
    [
        "中共郯城县委",
        "中共郯城县委办公室",
        "郯城县委",
        "中共郯城县委办公室 郯城县人民政府办公室",
        "郯城县人民代表大会常务委员会",
        "郯城县人大常委会办公室",
        "政协郯城县委员会",
        "郯城县监察委员会",
        "郯城县人民法院",
        "郯城县人民检察院",
        "共青团郯城县委",
        "郯城县总工会",
        "郯城县妇联",
        "中共郯城县自然资源局党组",
    ],
)
@pytest.mark.parametrize("where", ["signed", "publisher"])
def test_documents_of_the_party_and_the_like_are_not_owed(name: str, where: str) -> None:
    assert whose(document(**{where: name})).ownership is Ownership.PARTY


def test_joint_numbers_of_the_party_are_not_owed() -> None:
    assert whose(document("中办发〔2023〕8号", publisher=OFFICE)) == Owner(Ownership.PARTY, "number", conflict=True)
    assert whose(document("中发〔2023〕1号")).ownership is Ownership.PARTY


def test_a_joint_number_of_the_county_committee_is_not_the_countys() -> None:
    """郯发, 郯办发: the committee and the government together."""
    for number in ("郯发〔2023〕8号", "郯办发〔2023〕8号"):
        assert whose(document(number, signed="中共郯城县委办公室")).ownership in (Ownership.PARTY, Ownership.OTHER)
        assert whose(document(number, signed="中共郯城县委办公室"), learnt=True).ownership is Ownership.PARTY


@pytest.mark.parametrize("name", ["郯城县财政局", "郯城县发展和改革委员会", "郯城县李庄镇人民政府", "郯城縣財政局"])
def test_units_of_the_county_are_its_own(name: str) -> None:
    assert whose(document(signed=name)) == Owner(Ownership.OWN, "signature")


def test_a_lower_government_on_a_citys_portal_is_neither_its_own_nor_another() -> None:
    """Its own columns stand there, and so do reprints: nobody is accused without a person's look."""
    city = (organ("临沂市人民政府", "临政发"),)
    assert whose(document(signed="临沂市兰山区人民政府"), city) == Owner()
    assert whose(document(signed="临沂市财政局"), city).ownership is Ownership.OWN


@pytest.mark.parametrize("name", ["县财政局", "省财政厅", "本局", "咸宁市政府网", "大众日报", "小编", "", " "])
def test_a_name_said_from_inside_or_of_no_organ_tells_nothing(name: str) -> None:
    assert whose(document(signed=name)) == Owner()


@pytest.mark.parametrize("name", ["临沂市人民政府", "国务院办公厅", "山东省财政厅", "兰陵县人民政府"])
def test_another_governments_documents_are_reprints(name: str) -> None:
    assert whose(document(signed=name)) == Owner(Ownership.OTHER, "signature")


def test_a_title_begins_with_an_organ_only_where_it_is_one() -> None:
    assert whose(document(title="关于印发《X》的通知")) == Owner()
    assert whose(document(title="我县出台防汛方案关于防汛")) == Owner()


@pytest.mark.parametrize("kind", [one for one in PageKind if one is not PageKind.DOCUMENT])
def test_only_documents_have_owners(kind: PageKind) -> None:
    assert whose(record(kind=kind, fields=fields(document_number="郯政发〔2023〕8号"))) == Owner()


def test_prefixes_that_were_learnt_prove_own_documents_but_no_others() -> None:
    assert whose(document("郯政发〔2023〕8号"), learnt=True) == Owner(Ownership.OWN, "number")
    assert whose(document("郯农发〔2023〕8号"), learnt=True) == Owner()
    assert whose(document("郯农发〔2023〕8号"), (organ(NAME),)) == Owner()
    assert whose(document("郯农发〔2023〕8号")) == Owner(Ownership.OTHER, "number")


def test_without_organs_nothing_is_own() -> None:
    assert whose(document(signed="郯城县财政局"), ()).ownership is not Ownership.OWN


# ---------------------------------------------------------------- learnt


def signed(number: str, by: str, path: str) -> Record:
    return record(path, title="通知", fields=(field("document_number", number),), body=Body(length=9, signature=by))


def test_configured_organs_are_taken_as_they_are() -> None:
    assert owners.site_organs(site(organs=OWN), Pages([signed("X〔2023〕1号", NAME, "/1.html")]), words()) == (
        OWN,
        False,
    )


@pytest.mark.parametrize("name", ["郯城县人民政府", "郯城县人民政府门户网站", "郯城县政府网", " 郯城县人民政府 "])
def test_the_organ_is_learnt_from_the_name_of_the_site(name: str) -> None:
    own, learnt = owners.site_organs(site(name=name), Pages([]), words())
    assert learnt
    assert [one.name for one in own] == [NAME, OFFICE]
    assert all(one.normative for one in own)


def test_a_department_is_learnt_from_the_name_of_its_site() -> None:
    own, learnt = owners.site_organs(site(name="郯城县交通运输局官方网站"), Pages([]), words())
    assert ([one.name for one in own], learnt) == (["郯城县交通运输局"], True)


def test_else_it_is_learnt_from_what_most_pages_say() -> None:
    pages = [record(f"/{n}.html", title="X", site_name=f"{name}网") for n, name in enumerate([NAME, NAME, PROVINCE])]
    assert owners.site_organs(site(name="www.example.gov.cn"), Pages(pages), words())[0][0].name == NAME
    texts = [signed("", name, f"/{n}.html") for n, name in enumerate([PROVINCE, NAME, NAME])]
    assert owners.site_organs(site(name="www.example.gov.cn"), Pages(texts), words())[0][0].name == NAME


def test_a_site_that_says_nothing_has_no_organs() -> None:
    pages = [record("/1.html", title="首页，郯城县人民政府")]
    assert owners.site_organs(site(name="www.example.gov.cn"), Pages(pages), words()) == ((), True)
    assert owners.site_organs(site(name="x"), Pages([]), Vocabulary({})) == ((), True)


def test_prefixes_are_learnt_from_own_documents_that_bear_them_twice() -> None:
    pages = [
        *(signed(f"郯政发〔2023〕{n}号", NAME, f"/a{n}.html") for n in (1, 2)),
        *(signed(f"郯政办发〔2023〕{n}号", OFFICE, f"/b{n}.html") for n in (1, 2, 3)),
        signed("郯政字〔2023〕1号", NAME, "/c.html"),  # once: may be a slip
        *(signed(f"鲁政发〔2023〕{n}号", PROVINCE, f"/d{n}.html") for n in (1, 2, 3)),  # reprints
        *(signed("郯城县人民政府令第1号", NAME, f"/e{n}.html") for n in (1, 2)),  # orders have no prefix
        record("/f.html", title=f"{NAME}工作动态", kind=PageKind.OTHER, body=Body(number="郯政函〔2023〕1号")),
        record("/g.html", title=f"{NAME}工作动态", kind=PageKind.OTHER, body=Body(number="郯政函〔2023〕1号")),
    ]
    (government, office), _ = owners.site_organs(site(), Pages(pages), words())
    assert government.prefixes == ("郯政办发", "郯政发")  # the commonest first
    assert office.prefixes == ()


def test_only_the_commonest_prefixes_are_learnt() -> None:
    many = [
        signed(f"郯{letter}发〔2023〕{n}号", NAME, f"/{letter}{n}.html")
        for letter in "甲乙丙丁戊己庚辛"
        for n in range(3 if letter == "辛" else 2)
    ]
    own, _ = owners.site_organs(site(), Pages(many), words())
    assert len(own[0].prefixes) == owners.PREFIXES
    assert own[0].prefixes[0] == "郯辛发"


@pytest.mark.parametrize(
    "title",
    [
        "关于公布2023年政府采购目录的通知",
        "2023年政府工作报告",
        "全县政府系统值班安排",
        "省级政府采购目录",
        "关于郯城县政府采购的通知",
    ],
)
def test_not_every_title_with_the_word_government_names_one(title: str) -> None:
    signed = [replace(document(signed="郯城县财政局"), url=url(f"/{n}.html"), final_url="") for n in (2, 3)]
    found, learnt = owners.site_organs(
        site(name="www.example.gov.cn", organs=()), Pages([document(title=title), *signed]), words()
    )
    assert ([one.name for one in found], learnt) == (["郯城县财政局"], True)


def test_a_department_is_learnt_from_the_name_in_its_pages() -> None:
    pages = [record(title="关于做好防汛工作的通知", site_name="郯城县财政局门户网站")]
    found, _ = owners.site_organs(site(name="www.example.gov.cn", organs=()), Pages(pages), words())
    assert [one.name for one in found] == ["郯城县财政局"]
