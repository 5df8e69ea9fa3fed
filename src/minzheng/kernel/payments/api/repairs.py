"""The repair queue: payments that came back, until they are paid or due no longer."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from minzheng.base.months import Month
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.commands import command, query
from minzheng.kernel.access.errors import Refused
from minzheng.kernel.payments import batching, repairing, voiding
from minzheng.kernel.payments.accounts import book_of, county_of
from minzheng.kernel.payments.models import Instruction
from minzheng.kernel.payments.return_results import RepairRow
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.payments.terms import terms_on
from minzheng.kernel.payments.viewing import ACCOUNT, line_rows
from minzheng.kernel.protection.keys import decrypt_many
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.protection.masking import mask_account
from minzheng.kernel.registry.api.listing import Page, one, page_of, seen

_STANDING = f"""
{repairing.CHAIN}
select i.id, b.number, coalesce(a.id <> i.account_id, false), r.times, a.id, a.bank, a.number
from returns r
join payments_instruction i on i.id = r.line
join payments_batch b on b.id = i.batch_id
left join registry_bankaccount a on a.person_id = i.payee_id and a.state = 'approved'
"""  # noqa: S608 - made of constants of our own


@query(permission="payment.read", action="payment.repairs")
def repairs(
    actor: Actor,
    *,
    division: str = "",
    label: str = "",
    after: str = "",
    limit: int = 50,
) -> Page[RepairRow]:
    """Returned payments in the order of ids, accounts masked. The queue of a division."""
    rows = _returned(division)
    if label:
        rows = rows.filter(label=label)
    return page_of(rows, ["pk"], after, limit, _rows)


@query(permission="payment.read", action="payment.repairs")
def returned_line(actor: Actor, *, line: UUID) -> RepairRow:
    """One of them. Raises `Conflict` where it is not, or no longer, `Unseen`."""
    row = one(Instruction.objects, line)
    voiding.require_returned(row)
    return _rows([row])[0]


@query(permission="payment.read")
def count_repairs(actor: Actor, *, most: int) -> int:
    """How many they are, counted up to a number: one query."""
    return _returned()[:most].count()


@command(permission="payment.prepare", action="payment.draft")
def draft_repair(
    actor: Actor, *, division: str, label: Label = Label.ORDINARY, lines: tuple[UUID, ...] = ()
) -> UUID:
    """A batch that pays returned lines again, to be checked and approved as any other.

    Without `lines`: all whose payee has another approved account by now. A line that is named is
    paid again whatever the account: the bank may have been mistaken. Raises `Refused`, `Unseen`.
    """
    if label not in actor.labels:
        raise Refused("您的岗位不能办理这类档案的发放。")
    with batching.in_words():
        row = repairing.drafted(actor, book_of(division).division, label, lines)
    batching.told(row, kind=str(row.kind), count=row.count, total_fen=row.total_fen)
    return row.pk


def _returned(division: str = "") -> "QuerySet[Instruction]":
    """Of people: what came back from a provider waits on the page of its settlement."""
    return seen(Instruction.objects, division).filter(state=LineState.RETURNED, settlement=None)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is known of a returned line beside itself."""

    batch_number: str
    ready: bool
    times: int
    account: UUID | None
    bank: str | None
    number: bytes


def _limits(divisions: set[str]) -> dict[str, int]:
    """How often a payment may come back, by division: the number is the county's."""
    today = clock.today()
    counties = {county_of(each) for each in divisions}
    limits = {each: terms_on(today, each).returns_before_visit for each in counties}
    return {each: limits[county_of(each)] for each in divisions}


def _rows(found: list[Instruction]) -> list[RepairRow]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [[each.pk for each in found]])
        standing = {line: _Standing(*rest) for line, *rest in cursor.fetchall()}
    limits = _limits({each.division for each in found})
    due = voiding.standings(each.pk for each in found)
    waiting = voiding.waiting(each.pk for each in found)
    in_force = [(each.account, bytes(each.number)) for each in standing.values() if each.account]
    numbers = dict(
        zip((each for each, _ in in_force), decrypt_many(*ACCOUNT, in_force), strict=True)
    )
    return [
        RepairRow(
            id=row.pk,
            batch=row.batch_id,
            batch_number=(now := standing[row.pk]).batch_number,
            division=row.division,
            benefit=shown.benefit,
            benefit_title=shown.benefit_title,
            payee=row.payee_id,
            holder=shown.holder,
            bank=shown.bank,
            account=shown.account,
            period=Month.of(row.period),
            amount_fen=row.amount_fen,
            returned_on=row.settled_on,
            reason=row.outcome_reason,
            times=now.times,
            often=now.times > limits[row.division],
            ready=now.ready,
            bank_now=now.bank or "",
            account_now=mask_account(numbers[now.account]) if now.account else "",
            lapsed=row.pk in due and due[row.pk].lapsed,
            standing=due[row.pk].text if row.pk in due else "",
            voiding=waiting.get(row.pk),
        )
        for row, shown in zip(found, line_rows(found), strict=True)
    ]
