"""The hand-made households are all there, and say what the file says."""

from pathlib import Path

import pytest

from minzheng.adapters.population import awkward_households
from minzheng.adapters.population.awkward import PREFIX, stored_value
from minzheng.catalogue.facts import VOCABULARY
from minzheng.rules.facts import Entity
from tests.population.conftest import City, draw

KEYS = {"row", "shows", "members", "supporters", "born", "name", "permit", "ability"}


def test_all_are_there(city: City) -> None:
    written = [f"{PREFIX}{household['row']}" for household in awkward_households()]
    assert len(written) == len(set(written)) >= 40
    found = city.rows(f"SELECT household_id FROM households WHERE household_id LIKE '{PREFIX}%'")
    assert sorted(row[0] for row in found) == sorted(written)


def test_they_name_facts_only() -> None:
    for household in awkward_households():
        assert household["shows"]
        assert not set(household) - KEYS - set(VOCABULARY.of(Entity.HOUSEHOLD)), household["row"]
        for member in household["members"]:
            assert not set(member) - KEYS - set(VOCABULARY.of(Entity.PERSON)), household["row"]
            for supporter in member.get("supporters", ()):
                assert not set(supporter) - KEYS - set(VOCABULARY.of(Entity.SUPPORTER))


@pytest.mark.parametrize(
    ("household", "fen"), [("B4a", 180_000), ("B4b", 179_999), ("B4c", 180_001)]
)
def test_income_exactly_at_the_standard_and_a_fen_beside_it(
    city: City, household: str, fen: int
) -> None:
    income = city.value(
        f"""SELECT sum(transfer_other) FROM persons JOIN households USING (household_no)
        WHERE household_id = 'DEMO-{household}'"""
    )
    assert income == fen


def test_unknown_stays_unknown(city: City) -> None:
    stairs, eating = city.rows(
        """SELECT stairs, eating FROM persons JOIN households USING (household_no)
        WHERE household_id = 'DEMO-F18'"""
    )[0]
    assert (stairs, eating) == (None, 0)


def test_twins_have_numbers_in_sequence(city: City) -> None:
    first, second = city.rows(
        """SELECT person_id FROM persons JOIN households USING (household_no)
        WHERE household_id = 'DEMO-A26' AND relation = 2 ORDER BY member_number"""
    )
    assert int(second[0][14:17]) - int(first[0][14:17]) == 2


def test_a_city_is_never_smaller_than_they_are(tmp_path: Path) -> None:
    snapshot = draw(tmp_path, 1)
    assert snapshot.rows(Entity.HOUSEHOLD) == len(awkward_households())


def test_money_is_exact() -> None:
    fact = VOCABULARY.of(Entity.PERSON)["wage"]
    assert stored_value(fact, 899.99) == 89_999
    assert stored_value(fact, None) is None
