"""The finder says what the rules say: yes, no, or what is missing; it keeps nothing."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minzheng.interfaces.portal.finder.answers import Answered, Found, answered
from minzheng.interfaces.portal.finder.questions import Questions
from minzheng.kernel.registry.api.areas import counties
from tests.kernel.residents.village import Village
from tests.people import COUNTY

ALONE = {
    "area": COUNTY,
    "settlement": "2",
    "age": "62",
    "size": "1",
    "earned": "0",
    "other": "500",
    "savings": "5000",
    "disability_kind": "4",
    "disability_grade": "2",
    "works": "no",
    "care": "all",
    "supported": "yes",
    "ill": "no",
    "medical": "0",
    "emergency": "0",
    "desperate": "no",
    "father": "0",
    "mother": "0",
}
"""A disabled woman of 62 who lives alone on a small pension."""

DIBAO = "最低生活保障金"


def find(**changed: str) -> Answered:
    """What comes out for her, with some answers changed."""
    form = Questions(ALONE | changed, areas=counties())
    assert form.is_valid(), form.errors
    return answered(form.cleaned_data)


def named(heap: object, title: str) -> Found | None:
    """The benefit of that title in a heap."""
    assert isinstance(heap, list)
    return next((each for each in heap if each.title == title), None)


def test_what_fits_is_said_with_its_amount_and_the_way_to_it(village: Village) -> None:
    found = find()
    dibao = named(found.yes, DIBAO)
    assert dibao is not None
    assert dibao.amount == "400.00元/月"
    assert [item.code for item in dibao.items] == ["minimum_living.application"]
    assert named(found.yes, "重度残疾人护理补贴") is not None


@pytest.mark.parametrize(("other", "fits"), [("899", True), ("900", False), ("901", False)])
def test_the_threshold_is_the_rules_own(village: Village, other: str, fits: bool) -> None:
    found = find(other=other)
    assert (named(found.yes, DIBAO) is not None) is fits
    refused = named(found.no, DIBAO)
    if not fits:
        assert refused is not None
        assert refused.reasons == ("共同生活的家庭成员人均收入低于当地最低生活保障标准",)


def test_what_is_not_known_is_not_taken_for_no(village: Village) -> None:
    found = find(savings="")
    unsure = named(found.unsure, DIBAO)
    assert unsure is not None
    assert any("存款、理财" in reason for reason in unsure.reasons)
    assert named(found.no, DIBAO) is None


def test_what_comes_out_either_way_is_not_open(village: Village) -> None:
    dibao = named(find(ill="").yes, DIBAO)
    assert dibao is not None
    assert dibao.amount == "至少400.00元/月"
    assert named(find(ill="", other="901").no, DIBAO) is not None


def test_where_it_makes_a_difference_it_stays_open(village: Village) -> None:
    found = find(emergency="1", desperate="", ill="")
    assert named(found.unsure, "临时救助（小额快救）") is not None


def test_where_an_officer_must_look_the_finder_says_so(village: Village) -> None:
    found = find(emergency="1", desperate="")
    unsure = named(found.unsure, "临时救助（小额快救）")
    assert unsure is not None
    assert any("严重困难" in reason for reason in unsure.reasons)
    fits = named(find(emergency="1", desperate="yes").yes, "临时救助（小额快救）")
    assert fits is not None
    assert fits.amount == ""


def test_an_orphan_is_found(village: Village) -> None:
    found = find(age="9", father="1", mother="1", other="0", disability_kind="0")
    assert any("孤儿" in each.title for each in found.yes)


def test_every_heap_is_on_the_page_with_articles_on_demand(village: Village) -> None:
    page = unescape(Client().post(reverse("portal:finder"), ALONE).content.decode())
    for words in ("符合条件，可以申请", "还不能判断", "按您填的情况不符合", "<details>", "救助法"):
        assert words in page
    assert "没有保存" in page
    assert 'value="500"' in page


def test_nothing_is_kept(village: Village) -> None:
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.post(reverse("portal:finder"), ALONE)
    assert answer.status_code == 200
    assert not [
        each["sql"] for each in queries if each["sql"].lower().startswith(("insert", "update"))
    ]
    assert "session" not in answer.cookies
    assert len(queries) < 12


@pytest.mark.parametrize("name", ["area", "age", "size"])
def test_what_nothing_can_be_said_without_is_asked_for(village: Village, name: str) -> None:
    answer = Client().post(reverse("portal:finder"), ALONE | {name: ""})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
