"""In which province a site lies."""

import pytest
from making import record, site, words

from auditor.model import Record, Site
from auditor.relate.provinces import Provinces


def province(one: Site, records: list[Record]) -> str:
    codes = Provinces()
    for each in records:
        codes.add(each)
    return codes.province(one, words())


@pytest.mark.parametrize(
    ("name", "code"), [("山东", "37"), ("山东省", "37"), ("内蒙古自治区", "15"), ("上海市", "31"), ("某省", "")]
)
def test_the_configuration_tells_it(name: str, code: str) -> None:
    assert province(site(province=name), [record(tags=(("siteidcode", "4112220001"),))]) == code


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (["3713220001"], "37"),
        (["4112220001", "3713220001", "3713220001"], "37"),
        (["4112220001", "3713220001"], "37"),  # as many: the lower one, whatever the order
        (["bm01000001", ""], ""),
        (["9913220001"], ""),
        (["310000000044"], ""),  # not the length of one
        ([], ""),
    ],
)
def test_else_the_commonest_site_code_does(codes: list[str], code: str) -> None:
    assert (
        province(
            site(), [record(f"/{n}.html", tags=(("siteidcode", one),) if one else ()) for n, one in enumerate(codes)]
        )
        == code
    )
