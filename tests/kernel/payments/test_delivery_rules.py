"""What the database refuses about vouchers and providers: raw SQL as the application's role."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from minzheng.kernel.access import clock
from minzheng.kernel.payments.api import providers
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.payments.giving import (
    DECEMBER_NOON,
    FULL,
    approved_provider,
    borne_by_funds,
    drafted,
    settled,
    used,
    voucher,
)
from tests.kernel.payments.payroll import NOON, frozen, lines_of, resident
from tests.kernel.payments.raw import refused, run
from tests.people import account_id, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

USED = """
insert into payments_redemption (id, division, label, delivery_id, provider_id, mode, content,
  price_fen, amount_fen, used_on, voucher, recorded_by, recorded_person, recorded_at)
select %(id)s, d.division, d.label, d.id, %(provider)s, 'home', 'X', %(fen)s, %(fen)s, %(on)s,
  'X', a.id, a.person, now()
from payments_delivery d join access_account a on a.id = %(by)s where d.id = %(delivery)s
"""


def enter(delivery: UUID, provider: UUID, fen: int, on: str = "2026-11-10") -> dict[str, object]:
    """What names a redemption in raw SQL."""
    return {
        "id": uuid7(),
        "delivery": delivery,
        "provider": provider,
        "fen": fen,
        "on": on,
        "by": account_id("finance"),
    }


def test_not_a_fen_beyond_the_month_nor_a_day_beyond_its_end() -> None:
    delivery, provider = voucher(), approved_provider()
    refused("redemption_due", USED, **enter(delivery, provider, FULL + 1))
    refused("redemption_in_time", USED, **enter(delivery, provider, 1, "2026-12-01"))
    refused("redemption_in_time", USED, **enter(delivery, provider, 1, "2026-10-31"))
    refused("redemption_provider", USED, **enter(delivery, uuid7(), 1))
    assert run(USED, **enter(delivery, provider, FULL - 1, "2026-11-30")) == 1
    refused("redemption_due", USED, **enter(delivery, provider, 2))
    assert run(USED, **enter(delivery, provider, 1)) == 1
    refused("redemption_due", USED, **enter(delivery, provider, 1))


def test_not_a_day_after_death() -> None:
    delivery, provider = voucher(), approved_provider()
    run(
        "update registry_person set death_date = '2026-11-09' where id ="
        " (select person_id from payments_delivery where id = %(delivery)s)",
        delivery=delivery,
    )
    refused("redemption_not_after_the_end", USED, **enter(delivery, provider, 1))
    assert run(USED, **enter(delivery, provider, 1, "2026-11-09")) == 1


def test_what_was_given_and_used_is_not_rewritten() -> None:
    delivery, provider = voucher(), approved_provider()
    used(delivery, provider, 100_00)
    for statement in (
        "update payments_delivery set used_fen = 0",
        "update payments_delivery set amount_fen = amount_fen - 1",
        "update payments_delivery set valid_until = valid_until + 1",
        "delete from payments_delivery",
    ):
        refused("delivery_kept", statement)
    refused("delivery_due", "update payments_delivery set amount_fen = amount_fen + 1")
    refused("redemption_kept", "update payments_redemption set amount_fen = 1")
    refused("redemption_kept", "delete from payments_redemption")
    refused(
        "delivery_once",
        "insert into payments_delivery select (jsonb_populate_record(d, jsonb_build_object("
        "'id', %(id)s::text, 'used_fen', 0))).* from payments_delivery d",
        id=str(uuid7()),
    )


def test_a_second_settlement_of_the_same_use_and_a_second_payment_are_refused() -> None:
    borne_by_funds()
    used(voucher(), approved_provider(), 100_00)
    with clock.standing_at(DECEMBER_NOON):
        settled()
        refused("redemption_settled_once", "update payments_redemption set settlement_id = null")
        refused("settlement_kept", "update payments_settlement set amount_fen = amount_fen + 1")
        batch = drafted()
        again = (
            "insert into payments_instruction select (jsonb_populate_record(i, jsonb_build_object("
            "'id', %(id)s::text, 'end_to_end_id', 'X', 'sequence', 2, 'state', %(state)s::text,"
            " 'hold_reason', 'X', 'amount_fen',"
            " i.amount_fen + %(more)s::int))).* from payments_instruction i"
        )
        refused("instruction_settlement_once", again, id=str(uuid7()), more=0, state="pending")
        refused("instruction_of_a_settlement", again, id=str(uuid7()), more=1, state="held")
        refused("instruction_kept", "update payments_instruction set settlement_id = null")
        refused(
            "settlement_ordered", "update payments_settlement set state='withdrawn', reason='X'"
        )
        frozen(batch)
        (line,) = lines_of(batch)
        assert line.state == "pending"


def test_no_one_approves_what_he_proposed_under_another_account() -> None:
    approved_provider()
    with acting("county_officer") as officer:
        row = providers.list_providers(officer).rows[0]
        providers.propose_account(
            officer, provider=row.id, bank="农商行", holder=row.name, number="6217000010009999"
        )
    refused(
        "provider_account_two_persons",
        "update payments_provideraccount set state = 'approved', approved_by = %(by)s,"
        " approved_person = proposed_person, approved_at = now(), usable_from = current_date"
        " where state = 'proposed'",
        by=account_id("county_approver"),
    )
    refused("provider_kept", "update payments_provider set approved_by = proposed_by")
    refused("provider_kept", "update payments_provider set to_month = '2027-01-01'")


def test_a_line_of_a_provider_never_pays_a_person() -> None:
    borne_by_funds()
    used(voucher(), approved_provider(), 100_00)
    person = resident(9)
    with clock.standing_at(DECEMBER_NOON):
        settled()
        batch = drafted()
        refused(
            "instruction_for_an_award_or_a_provider",
            "update payments_instruction set payee_id = %(person)s where batch_id = %(batch)s",
            person=person,
            batch=batch,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_providers_at_once_exactly_one_wins() -> None:
    delivery = voucher()
    both = (approved_provider(), approved_provider("青龙护理院", "MJ509999", "621700001000765"))

    def whole(provider: UUID) -> int:
        try:
            with clock.standing_at(NOON):
                return run(USED, **enter(delivery, provider, FULL))
        except DatabaseError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(whole, both)) == [0, 1]
    with acting("finance"), connection.cursor() as cursor:
        cursor.execute("select count(*), sum(amount_fen)::bigint from payments_redemption")
        assert cursor.fetchone() == (1, FULL)
