"""A recipient's statement: what was ordered for a person or a household in a year, and its fate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments import viewing
from minzheng.kernel.payments.cash import CashPayment, cash_of_year
from minzheng.kernel.payments.models import Instruction
from minzheng.kernel.payments.proving import Recipient, proof
from minzheng.kernel.payments.results import LineRow
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.protection.masking import mask_identity
from minzheng.kernel.registry.api.enrolling import heads_of
from minzheng.kernel.registry.api.parties import number_of
from minzheng.kernel.registry.api.places import place_of_household, place_of_person

__all__ = ["CashPayment", "Statement", "statement", "statement_proof"]

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST = 500


@dataclass(frozen=True, slots=True)
class Statement:
    """The payments for the months of a year, the latest first, and what reached the account.

    `cash` is what towns paid out of their floats in that year.
    """

    year: int
    lines: tuple[LineRow, ...]
    paid_fen: int
    cash: tuple[CashPayment, ...]

    @property
    def cash_fen(self) -> int:
        """What was paid in cash."""
        return sum(each.amount_fen for each in self.cash)


@query(permission="award.read", action="payment.read")
def statement(
    actor: Actor, *, year: int, person: UUID | None = None, household: UUID | None = None
) -> Statement:
    """What was paid to or for a person, or to a household. Raises `Unseen`, `Refused`.

    Payments that were given up do not count; a returned one stands beside the one that repeats it.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("年份不合理，请核对。")
    if person is not None:
        place, whose = place_of_person(person), Q(payee_id=person) | Q(person_id=person)
        touched("person", person, place.division, place.label, payload={"payments": year})
    elif household is not None:
        place, whose = place_of_household(household), Q(household_id=household)
        touched("household", household, place.division, place.label, payload={"payments": year})
    else:
        raise Refused("请指定一个家庭或者一个人。")
    rows = Instruction.objects.filter(
        whose, period__gte=date(year, 1, 1), period__lte=date(year, 12, 1)
    ).exclude(state=LineState.CANCELLED)
    lines = viewing.line_rows(list(rows.order_by("-period", "benefit", "-pk")[:MOST]))
    paid = sum(each.amount_fen for each in lines if each.state == LineState.PAID)
    cash = cash_of_year(
        year,
        persons=[person] if person is not None else [],
        households=[household] if person is None and household is not None else [],
    )
    return Statement(year, tuple(lines), paid, cash)


@query(permission="award.read", action="payment.prove")
def statement_proof(
    actor: Actor, *, year: int, person: UUID | None = None, household: UUID | None = None
) -> bytes:
    """The same year as a paper for whoever asks for one, a PDF. Raises `Unseen`, `Refused`."""
    found = statement(actor, year=year, person=person, household=household)
    return proof(_recipient(person, household), year, found.lines, found.cash)


def _recipient(person: UUID | None, household: UUID | None) -> Recipient:
    """By whose name the paper is known."""
    if person is not None:
        known = number_of(person)
        place = place_of_person(person)
        return Recipient(known.name, mask_identity(known.number), place.division)
    if household is None:
        raise Refused("请指定一个家庭或者一个人。")
    head = heads_of([household]).get(household, "")
    return Recipient(f"{head}家庭", "", place_of_household(household).division)
