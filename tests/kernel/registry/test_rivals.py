"""Several who act at the same moment: the database decides, and nobody learns of the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from minzheng.kernel.access.worker import working
from minzheng.kernel.registry.api import confirmation, people
from tests.kernel.registry.residents import enter, number
from tests.people import VILLAGE_B, acting, put_down

ROUNDS = 25


def in_parallel(*acts: object) -> list[object]:
    """Each in a thread and a connection of its own, all let go together."""
    start = Barrier(len(acts))

    def run(act: object) -> object:
        try:
            start.wait()
            return act()  # type: ignore[operator]  # a function without arguments
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_towns_with_one_number_exactly_one_holds_it() -> None:
    """T-04, with both workers' rounds running into each other."""
    put_down()

    def entered(name: str, division: str | None, sequence: int) -> None:
        with acting(name) as clerk:
            if division is None:
                enter(clerk, sequence=sequence)
            else:
                enter(clerk, sequence=sequence, division=division)

    def settled() -> int:
        with working("job"):
            return confirmation.confirm_numbers()

    for sequence in range(1, 2 * ROUNDS, 2):
        in_parallel(
            lambda sequence=sequence: entered("town_clerk_a", None, sequence),
            lambda sequence=sequence: entered("town_clerk_b", VILLAGE_B, sequence),
        )
        in_parallel(settled, settled)
    with acting("county_officer") as officer:
        for sequence in range(1, 2 * ROUNDS, 2):
            rows = people.find_persons(officer, text=number(sequence)).rows
            states = [
                identity.state
                for row in rows
                for identity in people.person_file(officer, person=row.id).identities
            ]
            assert sorted(states) == ["confirmed", "disputed"]
