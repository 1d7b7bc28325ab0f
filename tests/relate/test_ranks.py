"""Ranks of organs by their names."""

import pytest
from making import fields, record, words

from auditor.model import Body
from auditor.relate.ranks import rank, rank_of


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("国务院办公厅", 5.0),
        ("山东省人民政府", 4.0),
        ("山东省人民政府办公厅", 3.9),
        ("临沂市人民政府", 3.0),
        ("郯城县人民政府", 2.0),
        ("郯城縣人民政府", 2.0),
        ("临沂市郯城县人民政府", 2.0),
        ("郯城县人民政府办公室", 1.9),
        ("郯城县交通运输局", 1.5),
        ("临沂市财政局", 2.5),
        ("山东省交通运输厅", 3.5),
        ("郯城县马头镇人民政府", 1.0),
        ("郯城县人民政府郯城街道办事处", 1.0),
        ("郯城街道办事处", 1.0),
        ("市场监督管理局", 0.0),
        ("县财政局", 0.0),
        ("经济开发区管理委员会", 1.5),
        ("某某人民政府", 0.1),
        ("某某日报", 0.0),
        ("", 0.0),
    ],
)
def test_a_name_tells_how_high_an_organ_stands(name: str, wanted: float) -> None:
    assert rank(name, words()) == pytest.approx(wanted)


def test_the_signature_goes_before_the_title_and_that_before_the_publisher() -> None:
    def of(signature: str = "", title: str = "", publisher: str = "") -> float:
        shown = fields(publisher=publisher) if publisher else ()
        return rank_of(record(title=title, body=Body(signature=signature), fields=shown), words())

    assert of("郯城县人民政府", "临沂市人民政府关于印发办法的通知", "马头镇人民政府") == pytest.approx(2.0)
    assert of("", "临沂市人民政府关于印发办法的通知", "马头镇人民政府") == pytest.approx(3.0)
    assert of("", "关于印发办法的通知", "马头镇人民政府") == pytest.approx(1.0)
    assert of("", "办法", "") == 0.0
