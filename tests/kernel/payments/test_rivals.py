"""Two at once: the same money is ordered once, one file is made (R-04)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection

from minzheng.base.errors import MinzhengError
from minzheng.kernel.access import clock
from minzheng.kernel.access.worker import working
from minzheng.kernel.payments.api import batches
from minzheng.kernel.payments.models import BankFile, Instruction, Journal, Receivable
from minzheng.kernel.payments.states import LIVE
from tests.kernel.payments.owing import died_late, proposed
from tests.kernel.payments.payroll import NOON, NOVEMBER, approved, awarded, draft, frozen, resident
from tests.people import COUNTY, acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]

RIVALS = 4


def at_once(act: Callable[[], object]) -> list[object]:
    """What each of several threads got: a result, or the sentence of a refusal."""

    def alone(_: int) -> object:
        try:
            with clock.standing_at(NOON):
                return act()
        except MinzhengError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(RIVALS) as pool:
        return list(pool.map(alone, range(RIVALS)))


def results(answers: list[object]) -> list[object]:
    """Those that were not refused."""
    return [each for each in answers if not isinstance(each, MinzhengError)]


def test_one_of_many_drafts_orders_the_money() -> None:
    awarded(resident(1), 30_000)

    def act() -> UUID:
        with acting("county_officer") as officer:
            return batches.draft_batch(officer, division=COUNTY, month=NOVEMBER)

    assert len(results(at_once(act))) == 1
    with working("test"):
        assert Instruction.objects.filter(state__in=LIVE).count() == 1


def test_one_of_many_freezes_posts() -> None:
    awarded(resident(1), 30_000)
    batch = approved(draft())

    def act() -> bool:
        with acting("finance") as finance:
            batches.freeze_batch(finance, batch=batch)
        return True

    assert results(at_once(act)) == [True]
    with working("test"):
        assert Journal.objects.filter(kind="order").count() == 1


def test_many_who_ask_for_the_file_get_the_same_one() -> None:
    awarded(resident(1), 30_000)
    batch = frozen(draft())

    def act() -> UUID:
        with acting("finance") as finance:
            return batches.write_file(finance, batch=batch)

    answers = at_once(act)
    with working("test"):
        [file] = BankFile.objects.filter(batch_id=batch)
    assert answers == [file.pk] * RIVALS


def test_one_of_many_claims_asks_the_money_back() -> None:
    _, award = died_late()
    assert len(results(at_once(lambda: proposed(award)))) == 1
    with working("test"):
        assert [each.amount_fen for each in Receivable.objects.all()] == [60_002]
