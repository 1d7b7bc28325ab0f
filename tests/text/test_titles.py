import pytest

from auditor.text import titles

X = "郯城县城市供热管理办法"


@pytest.mark.parametrize(
    "title",
    [
        f"郯城县人民政府关于印发《{X}》的通知",
        f"《{X}》政策解读",
        f"《关于印发〈{X}〉的通知》解读",
        f"关于公布《{X}》的公告",
        X,
        f"郯城县人民政府关于印发{X}的通知",
        f" 郯城縣人民政府關於印發《{X}》的通知 ",
    ],
)
def test_what_wraps_a_title_is_taken_off(title: str) -> None:
    assert titles.core(title) == X


@pytest.mark.parametrize("verb", ["修改", "废止", "延长", "贯彻落实", "做好"])
def test_a_document_about_another_is_not_the_other(verb: str) -> None:
    title = f"郯城县人民政府关于{verb}《{X}》的决定"
    assert titles.core(title) != X
    assert X in titles.core(title)
    assert titles.names_another(title)


def test_a_title_may_name_nothing() -> None:
    assert titles.core("郯城县人民政府关于做好防汛工作的通知") == "做好防汛工作"
    assert not titles.names_another("郯城县人民政府关于做好防汛工作的通知")
    assert titles.core("") == ""
