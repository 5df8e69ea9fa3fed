"""For residents: what was paid to them, and to those for whom they look; permission `own.cases`.

Row security for residents decides whose. The queries name the persons and households as well: an
officer at the door sees his whole village by row security.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from minzheng.base.months import Month
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import query, touched
from minzheng.kernel.access.errors import Refused, Unseen
from minzheng.kernel.casework.api.own import my_decision_letter
from minzheng.kernel.entitlements.api import due
from minzheng.kernel.entitlements.api import own as entitled
from minzheng.kernel.payments import viewing
from minzheng.kernel.payments.api.statements import FIRST_YEAR, LAST_YEAR, MOST
from minzheng.kernel.payments.cash import TITLE, CashPayment, cash_of_year
from minzheng.kernel.payments.models import Instalment, Instruction, Receivable
from minzheng.kernel.payments.models.recovery import ReceivableState
from minzheng.kernel.payments.own_results import (
    CASH,
    OwnDebt,
    OwnExplained,
    OwnInstalment,
    OwnPayment,
    OwnYear,
)
from minzheng.kernel.payments.proving import Recipient, proof
from minzheng.kernel.payments.results import LineRow
from minzheng.kernel.payments.states import Component, LineState
from minzheng.kernel.registry.api.own import own_names, own_number, own_person

__all__ = [
    "OwnDebt",
    "OwnExplained",
    "OwnPayment",
    "OwnYear",
    "debts_of_me",
    "explain_mine",
    "proof_of_me",
    "waiting_of_me",
    "year_of_me",
]

SHOWN = Q(state__in=(LineState.PAID, LineState.RETURNED, LineState.VOIDED)) | Q(
    state=LineState.PENDING, repairs__isnull=False
)
"""What reached or missed its account, was given up, or is on its way again. A line that waits in a
draft may still be struck out: nobody is told of it."""

SOMEBODY = "家人"
"""Whose money one is paid without being shown the file."""

ACCOUNT_WORDS: Mapping[str, str] = {
    "cooling": "领款账户刚变更，为了您的资金安全要等几天，到期以后一起补发。",
    "account": "领款账户没有登记或者还没有核对。请带身份证和银行卡（存折）到镇（街道）或"
    "村（社区）办理，办好以后一起补发。",
}


@query(permission="own.cases", action="payment.own")
def year_of_me(actor: Actor, *, year: int) -> OwnYear:
    """The payments that a bank dealt with in a year, and those that are repeated now.

    Raises `Refused` for what is no year.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("年份不合理，请核对。")
    within = Q(settled_on__gte=date(year, 1, 1), settled_on__lte=date(year, 12, 31)) | Q(
        settled_on=None, period__gte=date(year, 1, 1), period__lte=date(year, 12, 1)
    )
    rows = list(_own(actor).filter(within).order_by("-period", "-pk")[:MOST])
    cash = cash_of_year(year, persons=actor.own.persons)
    touched("list", None, payload={"year": year, "count": len(rows) + len(cash)})
    names = own_names(actor)
    payments = [*_shown(actor, rows, names), *(_in_cash(each, names) for each in cash)]
    found = sorted(payments, key=lambda each: (each.month, each.period), reverse=True)
    paid = sum(each.amount_fen for each in found if each.state == LineState.PAID)
    return OwnYear(year, tuple(found), paid, sum(each.amount_fen for each in cash))


@query(permission="own.cases", action="payment.own")
def explain_mine(actor: Actor, *, payment: UUID) -> OwnExplained:
    """Why a payment was made, and why so much. Raises `Unseen`."""
    row = _own(actor).filter(pk=payment).first()
    if row is None or row.award_id is None or row.line_id is None:
        raise Unseen
    touched("payment_instruction", row.pk)
    period = Month.of(row.period)
    beside = _own(actor).filter(award_id=row.award_id, period=row.period)
    rows = [row, *beside.exclude(pk=row.pk).order_by("pk")]
    own, *others = _shown(actor, rows, own_names(actor))
    line = entitled.line_of_me(actor, row.line_id)
    dues = due.due_of(row.award_id, period, period)
    return OwnExplained(
        payment=own,
        award=entitled.award_of_me(actor, row.award_id),
        line=line,
        letter=my_decision_letter(actor, line.decision) if line and line.decision else None,
        due_fen=sum(each.amount_fen for each in dues),
        others=tuple(others),
    )


@query(permission="own.cases", action="payment.prove")
def proof_of_me(actor: Actor, *, year: int) -> bytes:
    """What reached the person, or the person's household, in a year: as a paper, a PDF.

    Raises `Refused` for what is no year, `Unseen` where nobody's matters are handled.
    """
    person = own_person(actor)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("年份不合理，请核对。")
    whose = Q(payee_id=person.id) | Q(person_id=person.id)
    rows = Instruction.objects.filter(
        whose | Q(household_id__in=actor.own.households),
        state=LineState.PAID,
        period__gte=date(year, 1, 1),
        period__lte=date(year, 12, 1),
    )
    touched("person", person.id, person.division, person.label, payload={"proof": year})
    lines = viewing.line_rows(list(rows.order_by("-period", "-pk")[:MOST]))
    cash = cash_of_year(year, persons=[person.id])
    return proof(Recipient(person.name, own_number(actor), person.division), year, lines, cash)


@query(permission="own.cases")
def waiting_of_me(actor: Actor, *, awards: Iterable[UUID]) -> Mapping[UUID, str]:
    """Which of one's awards were not paid out because of the account, in words: one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select award, why from public.payments_own_waiting(%s)", [sorted(awards, key=str)]
        )
        return {award: ACCOUNT_WORDS[why] for award, why in cursor.fetchall()}


@query(permission="own.cases", action="payment.own")
def debts_of_me(actor: Actor) -> tuple[OwnDebt, ...]:
    """What the person whose matters are handled is to pay back: three queries."""
    person = own_person(actor).id
    owed = Receivable.objects.filter(
        debtor_id=person, state__in=(ReceivableState.CONFIRMED, ReceivableState.SETTLED)
    )
    rows = list(owed.order_by("-pk"))
    touched("list", None, payload={"debts": [str(each.pk) for each in rows]})
    plans = _plans(rows) if rows else {}
    return tuple(
        OwnDebt(
            id=each.pk,
            benefit_title=viewing.title_of(each.benefit),
            ground_title=each.get_ground_display(),
            settled=each.state == ReceivableState.SETTLED,
            amount_fen=each.amount_fen,
            received_fen=each.received_fen,
            written_off_fen=each.written_off_fen,
            instalments=plans.get(each.pk, ()),
        )
        for each in rows
    )


def _own(actor: Actor) -> QuerySet[Instruction]:
    own = actor.own
    whose = Q(payee_id__in=own.persons) | Q(person_id__in=own.persons)
    rows = Instruction.objects.filter(SHOWN, award_id__isnull=False)
    return rows.filter(whose | Q(household_id__in=own.households))


def _in_cash(each: CashPayment, names: Mapping[UUID, str]) -> OwnPayment:
    return OwnPayment(
        id=each.id,
        benefit=each.benefit,
        benefit_title=each.benefit_title,
        whose=names.get(each.person, SOMEBODY) if each.person else "",
        period=each.month,
        component=Component.REGULAR,
        component_title=TITLE,
        amount_fen=each.amount_fen,
        state=CASH,
        again=False,
        settled_on=each.on,
        bank="",
        account="",
        case=each.case,
    )


def _shown(actor: Actor, rows: list[Instruction], names: Mapping[UUID, str]) -> list[OwnPayment]:
    return [
        _payment(row, line, row.payee_id in actor.own.persons, names)
        for row, line in zip(rows, viewing.line_rows(rows), strict=True)
    ]


def _payment(row: Instruction, line: LineRow, known: bool, names: Mapping[UUID, str]) -> OwnPayment:
    return OwnPayment(
        id=row.pk,
        benefit=row.benefit,
        benefit_title=line.benefit_title,
        whose=names.get(row.person_id, SOMEBODY) if row.person_id else "",
        period=line.period,
        component=row.component,
        component_title=line.component_title,
        amount_fen=row.amount_fen,
        state=row.state,
        again=row.repairs is not None,
        settled_on=row.settled_on,
        bank=row.bank if known else "",
        account=line.account if known else "",
        outcome_reason=row.outcome_reason,
    )


def _plans(rows: list[Receivable]) -> dict[UUID, tuple[OwnInstalment, ...]]:
    """The plan that holds: a later one takes the place of the one before."""
    parts = Instalment.objects.filter(receivable__in=rows).order_by("receivable", "-plan", "number")
    found = {}
    for receivable, of_one in groupby(parts, key=lambda each: each.receivable_id):
        _, latest = next(groupby(of_one, key=lambda each: each.plan))
        found[receivable] = tuple(
            OwnInstalment(each.number, each.due_on, each.amount_fen) for each in latest
        )
    return found
