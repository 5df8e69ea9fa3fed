"""A whole city is loaded, once."""

from datetime import date
from pathlib import Path

import pytest

from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import bulk
from minzheng.rules.facts import Entity
from tests.kernel.registry.populations import city, tables_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def test_a_city_is_loaded_once(tmp_path: Path) -> None:
    snapshot = city(tmp_path, 2000)
    terms = bulk.LoadTerms(on=date(2026, 1, 1))
    caches = bulk.Caches()
    persons = households = 0
    for part in snapshot.parts:
        with working("job", "320400"):
            loaded = bulk.load_part(tables_of(snapshot, part), terms=terms, caches=caches)
            persons += loaded.persons
            households += loaded.households
            print(part.name, loaded.households, loaded.persons, loaded.statements, loaded.known[:3])
            again = bulk.load_part(tables_of(snapshot, part), terms=terms, caches=caches)
            assert (again.households, again.persons) == (0, 0)
    assert persons <= snapshot.rows(Entity.PERSON)
