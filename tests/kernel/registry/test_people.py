"""Persons are entered, found and read; each within the place of whoever asks."""

import pytest

from minzheng.kernel.registry.api import people
from tests.kernel.registry.residents import enter, number
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


@pytest.mark.parametrize(
    "text", ["张三丰", "三丰", "张", "zhangsanfeng", "ZSF", "Zhāng Sān Fēng", number()]
)
def test_a_person_is_found(text: str) -> None:
    with acting("town_clerk_a") as clerk:
        person = enter(clerk)
        found = people.find_persons(clerk, text=text)
        assert [each.id for each in found.rows] == [person]
        file = people.person_file(clerk, person=person)
        print(file)
    with acting("town_clerk_b") as clerk:
        assert people.find_persons(clerk, text=text).rows == ()
