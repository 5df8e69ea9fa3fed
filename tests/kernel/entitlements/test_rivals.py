"""Two who enrol one human being at the same moment: exactly one wins, in every round (T-04)."""

from uuid import UUID

import pytest

from minzheng.base.months import Month
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.access.worker import working
from minzheng.kernel.entitlements.api import due, holds, many
from minzheng.kernel.entitlements.ports import install_benefits
from tests.kernel.registry.residents import enter
from tests.kernel.registry.test_rivals import in_parallel
from tests.people import VILLAGE_A, VILLAGE_B, acting, put_down

BENEFIT = "elderly.old_age_allowance"
FIRST = Month(2027, 1)


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [25, pytest.param(500, marks=pytest.mark.exhaustive)])
@pytest.mark.django_db(transaction=True)
def test_of_two_files_under_one_number_exactly_one_is_paid_in_each_month(rounds: int) -> None:
    put_down()
    install_benefits(platform)
    with acting("town_clerk_a") as clerk:
        one = enter(clerk, division=VILLAGE_A)
    with acting("town_clerk_b") as clerk:
        other = enter(clerk, division=VILLAGE_B)

    def enrolled(person: UUID, month: Month) -> int:
        try:
            with working("test"):
                rows = [(person, None, 100)]
                return many.open_direct(
                    benefit=BENEFIT, month=month, rows=rows, reason="试验"
                ).count
        except Conflict as refused:
            assert not any(each in refused.message for each in ("张", "村", "街道", "20"))
            return 0

    for at in range(rounds):
        month = FIRST + at
        won = in_parallel(
            lambda month=month: enrolled(one, month), lambda month=month: enrolled(other, month)
        )
        assert set(won) == {0, 1}, (at, won)
    with working("test"):
        paid = [due.due(FIRST + at) for at in range(0, rounds, 5)]
    assert all(len(each) == 1 for each in paid)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hold_the_same_payments_one_does() -> None:
    put_down()
    install_benefits(platform)
    with acting("town_clerk_a") as clerk:
        person = enter(clerk, division=VILLAGE_A)
    with working("test"):
        many.open_direct(benefit=BENEFIT, month=FIRST, rows=[(person, None, 100)], reason="试验")

    def held() -> int:
        with acting("county_officer") as officer:
            since = clock.today()
            return len(
                holds.raise_hold(officer, kind="manual", since=since, source="举报", person=person)
            )

    assert sorted(in_parallel(held, held), key=str) == [0, 1]
