"""What towns paid out of their floats, as those see it who may see the case that it was for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from minzheng.base.months import Month
from minzheng.kernel.payments.viewing import title_of

TITLE = "现金"


@dataclass(frozen=True, slots=True)
class CashPayment:
    """Aid that was put into somebody's hand; `person` is whom it was for, a household has none."""

    id: UUID
    case: UUID
    benefit: str
    benefit_title: str
    amount_fen: int
    on: date
    person: UUID | None

    @property
    def month(self) -> Month:
        """In which month it was paid."""
        return Month.of(self.on)


def cash_of_year(
    year: int, *, persons: Iterable[UUID] = (), households: Iterable[UUID] = ()
) -> tuple[CashPayment, ...]:
    """What cases of some persons or households got in a year, the latest first: one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select movement, opened_by, benefit, amount_fen, moved_on, person"
            " from public.payments_in_cash(%s, %s, %s, %s) order by moved_on desc, movement desc",
            [list(persons), list(households), date(year, 1, 1), date(year, 12, 31)],
        )
        return tuple(
            CashPayment(movement, case, benefit, title_of(benefit), fen, on, person)
            for movement, case, benefit, fen, on, person in cursor.fetchall()
        )
