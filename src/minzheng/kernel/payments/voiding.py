"""Giving up what came back and is not due: the books owe it no longer, the funds have it back.

A line that is still due is paid again, to the account of today; giving it up would only have the
next payroll order it anew. What lapsed is what is beyond what is due for its month, or whose file
another county pays by now: there, and here for the rest of a month, the next payroll orders what
is due and was not paid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from minzheng.base.money import apportioned, format_yuan
from minzheng.kernel.access import clock
from minzheng.kernel.access.actor import Actor
from minzheng.kernel.access.errors import Conflict
from minzheng.kernel.payments import posting
from minzheng.kernel.payments.accounts import account_in
from minzheng.kernel.payments.drafting import alone_in
from minzheng.kernel.payments.models import (
    AccountKind,
    Instruction,
    JournalKind,
    Voiding,
    VoidingState,
)
from minzheng.kernel.payments.posting import EntryDraft, JournalDraft
from minzheng.kernel.payments.return_results import PartBack
from minzheng.kernel.payments.states import LineState
from minzheng.kernel.protection.identifiers import uuid7
from minzheng.kernel.protection.labels import Label
from minzheng.kernel.registry.api.listing import one

_LAPSED = "select line, moved, due_fen, ordered_fen from payments_lapsed(%s)"
_BORNE = """
with recursive chain as (
  select i.id as line, i.benefit, i.batch_id, i.repairs from payments_instruction i
  where i.id = %(line)s or i.id in (
    select v.instruction_id from payments_voiding v where v.state = 'approved')
  union all
  select c.line, c.benefit, o.batch_id, o.repairs
  from chain c join payments_instruction o on o.id = c.repairs
), ordered as (
  select line, benefit, batch_id from chain where repairs is null
), back as (
  select a.fund_id, x.amount_fen
  from ordered o join ordered g on (g.batch_id, g.benefit) = (o.batch_id, o.benefit)
  join payments_entry p on p.instruction_id = g.line
  join payments_journal j on j.id = p.journal_id and j.kind = 'voiding'
  join payments_entry x on x.journal_id = j.id
  join payments_ledgeraccount a on a.id = x.account_id and a.kind = 'expense'
  where o.line = %(line)s
)
select f.fund_id, u.title, (f.amount_fen + coalesce(sum(b.amount_fen), 0))::bigint
from ordered o
join payments_batchfund f on (f.batch_id, f.benefit) = (o.batch_id, o.benefit)
join payments_fund u on u.id = f.fund_id
left join back b on b.fund_id = f.fund_id
where o.line = %(line)s
group by f.fund_id, u.title, u.code, f.amount_fen order by u.code
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a returned line: whether its file is another county's, else what is due and ordered.

    In fen, for its month; `ordered_fen` holds the line itself.
    """

    moved: bool
    due_fen: int | None
    ordered_fen: int | None

    @property
    def beyond_fen(self) -> int:
        """What was ordered here beyond what is due."""
        return max(0, (self.ordered_fen or 0) - (self.due_fen or 0))

    @property
    def lapsed(self) -> bool:
        """Whether it is not wholly due here any more."""
        return self.moved or self.beyond_fen > 0

    @property
    def text(self) -> str:
        """A sentence for whoever decides."""
        if self.moved:
            return "档案已迁到外县，仍应发的由迁入地编制"
        due, ordered = format_yuan(self.due_fen or 0), format_yuan(self.ordered_fen or 0)
        told = f"该月现应发{due}元，连同本笔已编制{ordered}元"
        return f"{told}，多出{format_yuan(self.beyond_fen)}元" if self.beyond_fen else told


def standings(lines: Iterable[UUID]) -> Mapping[UUID, Standing]:
    """Of some lines within the scope, by line: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAPSED, [list(lines)])
        return {line: Standing(*rest) for line, *rest in cursor.fetchall()}


def waiting(lines: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """The proposals that wait, by the line that each would give up: one query."""
    rows = Voiding.objects.filter(instruction__in=list(lines), state=VoidingState.PROPOSED)
    return dict(rows.values_list("instruction_id", "pk"))


def returned(instruction: UUID) -> Instruction:
    """A returned line of a person, locked. Raises `Conflict` for any other, `Unseen`."""
    row = one(Instruction.objects.select_related("batch__book"), instruction, lock=True)
    require_returned(row)
    return row


def require_returned(row: Instruction) -> None:
    """Raises `Conflict` where a line is not in the repair queue."""
    if row.state != LineState.RETURNED or row.settlement_id is not None:
        raise Conflict("这笔发放不在退汇待处理之列，或者已经处理，请刷新后再看。")


def require_lapsed(row: Instruction) -> Standing:
    """Raises `Conflict` where it is still wholly due: then it is paid again."""
    standing = standings([row.pk]).get(row.pk)
    if standing is None or not standing.lapsed:
        told = f"（{standing.text}）" if standing else ""
        raise Conflict(f"这笔发放仍应发给领款人{told}，请变更账户并复核后重发，不能作废。")
    return standing


def void(actor: Actor, row: Instruction) -> None:
    """Nothing is owed for it any more, and what was spent is so much less, fund by fund."""
    book = row.batch.book
    # Of two that are voided at once, each sees what the funds had back for the other.
    alone_in(book.division)
    journal = posting.begin(
        actor,
        JournalDraft(
            id=uuid7(),
            book=book,
            kind=JournalKind.VOIDING,
            ref=row.batch.number,
            memo=f"退汇作废：{row.end_to_end_id}",
            business_date=clock.today(),
            label=Label(row.batch.label),
        ),
    )
    payable = account_in(book, AccountKind.PAYABLE)
    entries = [EntryDraft(payable, row.amount_fen, instruction=row.pk)]
    entries += [
        EntryDraft(account_in(book, AccountKind.EXPENSE, each.fund), -each.amount_fen)
        for each in parts_back(row)
    ]
    posting.add(journal, entries)
    row.state = LineState.VOIDED
    row.save(update_fields=["state"])
    posting.settled()


def parts_back(row: Instruction) -> tuple[PartBack, ...]:
    """What each fund has back: as they bore the benefit in the batch that first ordered the money.

    What they have had back for others counts, so that no fund has back more than it bore.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BORNE, {"line": row.pk})
        borne = cursor.fetchall()
    amounts = apportioned(row.amount_fen, [left for _, _, left in borne])
    parts = zip(borne, amounts, strict=True)
    return tuple(PartBack(fund, title, amount) for (fund, title, _), amount in parts if amount)
