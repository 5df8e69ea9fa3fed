"""A town's float and what is paid out of it, for the tests."""

from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from minzheng.base.months import Month
from minzheng.config.platform import platform
from minzheng.kernel.access import clock
from minzheng.kernel.casework import ports as casework
from minzheng.kernel.payments.api import floats, funds, imprest
from minzheng.kernel.protection.identifiers import uuid7
from tests.kernel.casework.matters import opened
from tests.kernel.payments.payroll import (
    awarded,
    resident,
)
from tests.kernel.registry.residents import enter, home_of
from tests.people import COUNTY, TOWN_A, account_id, acting

AID = "temporary_assistance.small_fast"
TODAY = date(2026, 11, 10)
LIMIT, WARN = 1_000_000, 200_000


def kept(division: str = TOWN_A, custodian: str = "town_clerk_a") -> UUID:
    """The float of a town, empty."""
    with acting("finance") as finance:
        return imprest.open_float(
            finance,
            division=division,
            limit_fen=LIMIT,
            warn_fen=WARN,
            custodian=account_id(custodian),
        )


def filled(fen: int = LIMIT) -> UUID:
    """A float with money."""
    chosen = kept()
    topped(chosen, fen)
    return chosen


def topped(chosen: UUID, fen: int, movement: UUID | None = None) -> UUID:
    """Money goes to the town."""
    with acting("finance") as finance:
        return imprest.top_up(
            finance,
            imprest=chosen,
            movement=movement or uuid7(),
            amount_fen=fen,
            on=clock.today(),
            voucher="拨1",
        )


def urgent(sequence: int = 1, name: str = "张三丰") -> UUID:
    """A case of quick small aid."""
    casework.install_items(platform)
    with acting("town_clerk_a") as clerk:
        home = home_of(clerk, enter(clerk, name, sequence=sequence))
        return opened(clerk, home, "temporary_assistance.quick")


def spent(chosen: UUID, case: UUID, fen: int, movement: UUID | None = None) -> UUID:
    """The clerk pays in cash."""
    with acting("town_clerk_a") as clerk:
        return imprest.spend(
            clerk,
            imprest=chosen,
            movement=movement or uuid7(),
            case=case,
            benefit=AID,
            amount_fen=fen,
            on=clock.today(),
            voucher="领1",
        )


def decided(case: UUID, fen: int) -> UUID:
    """An award of November by that case."""
    return awarded(resident(50), fen, benefit=AID, case=case)


def borne() -> None:
    """The county bears the aid: half and half."""
    with acting("finance") as finance:
        own, given = (each.id for each in funds.funds(finance, division=COUNTY))
        funds.set_shares(
            finance,
            benefit=AID,
            division=COUNTY,
            from_month=Month(2026, 1),
            shares={own: 500, given: 500},
        )


def row(chosen: UUID) -> floats.FloatRow:
    """As the clerk sees it."""
    with acting("town_clerk_a") as clerk:
        return next(each for each in floats.floats(clerk) if each.id == chosen)


def count(chosen: UUID, fen: int, note: str = "", by: str = "town_approver_a") -> None:
    """Somebody counts."""
    with acting(by) as counter:
        imprest.count_float(counter, imprest=chosen, counted_fen=fen, on=clock.today(), note=note)


def refused(rule: str, statement: str, **named: object) -> None:
    """It is refused by that rule, as the application's role."""
    with (
        pytest.raises(DatabaseError) as caught,
        acting("finance"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, named)  # type: ignore[arg-type]  # values of columns
    cause = caught.value.__cause__
    assert cause is not None
    assert cause.diag.constraint_name == rule, cause  # type: ignore[attr-defined]  # psycopg's
