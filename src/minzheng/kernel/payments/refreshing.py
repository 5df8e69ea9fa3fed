"""Measuring a batch's lines again: in a draft both ways, at the freeze only towards holding.

What the approver saw held stays held, whatever has become of it since: the next batch pays it.
"""

from datetime import date
from typing import Any

from minzheng.kernel.access import clock
from minzheng.kernel.payments.delivering import paying
from minzheng.kernel.payments.measuring import (
    ABOUT_MONEY,
    ABOUT_THE_ACCOUNT,
    ABOUT_THE_DAY,
    ABOUT_THE_DRAFT,
    JOINS,
    KNOWN,
    by_hashing,
)
from minzheng.kernel.payments.models import Batch
from minzheng.kernel.payments.states import BatchKind, LineState

_REFRESH = f"""
with {KNOWN}, judged as (
  select i.id, a.id as account_id, a.bank, a.holder, a.number, a.index,
    case {ABOUT_MONEY} {ABOUT_THE_DRAFT} {ABOUT_THE_ACCOUNT} {ABOUT_THE_DAY} else '' end as reason
  from mine i {JOINS}
)
update payments_instruction i
set state = case j.reason when '' then 'pending' else 'held' end, hold_reason = j.reason,
  account_id = j.account_id, bank = coalesce(j.bank, ''), holder = coalesce(j.holder, ''),
  number = j.number, account_index = j.index
from judged j
where j.id = i.id and (i.hold_reason, i.account_id, i.holder)
  is distinct from (j.reason, j.account_id, coalesce(j.holder, ''))
"""  # noqa: S608 - made of constants of our own
_HOLD = f"""
with {KNOWN}, judged as (
  select i.id,
    case {ABOUT_MONEY} {ABOUT_THE_DRAFT} {ABOUT_THE_ACCOUNT}
    when a.id <> i.account_id or a.holder <> i.holder then 'account_changed'
    {ABOUT_THE_DAY} else '' end as reason
  from mine i {JOINS}
)
update payments_instruction i set state = 'held', hold_reason = j.reason
from judged j where j.id = i.id and j.reason <> ''
"""  # noqa: S608 - made of constants of our own


def refresh(row: Batch, on: date | None = None) -> int:
    """Take the accounts and holds of today into a draft; how many lines changed."""
    statement = paying.REFRESH if row.kind == BatchKind.PROVIDER else _REFRESH
    return _run(statement, row, [LineState.PENDING, LineState.HELD], on)


def hold(row: Batch, on: date | None = None) -> int:
    """Hold what must not be paid any more; how many lines."""
    statement = paying.HOLD if row.kind == BatchKind.PROVIDER else _HOLD
    return _run(statement, row, [LineState.PENDING], on)


def _run(statement: str, row: Batch, states: list[LineState], on: date | None) -> int:
    named: dict[str, Any] = {
        "batch": row.pk,
        "states": [each.value for each in states],
        "on": on or clock.today(),
    }
    with by_hashing() as cursor:
        cursor.execute(statement, named)
        return int(cursor.rowcount)
