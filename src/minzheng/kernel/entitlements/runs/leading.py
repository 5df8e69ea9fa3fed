"""What follows from the differences of a run: leads, set by set; none of them changes an award.

A lead has the identifier of its difference. One that waits is not opened again, one that somebody
dismissed not for a year while nothing has changed, and none where a case is running. What a later
run no longer finds is settled by itself.
"""

from datetime import timedelta
from typing import Any

from django.db import connection

from minzheng.base.months import Month
from minzheng.catalogue.benefits import Benefit
from minzheng.kernel.access import clock
from minzheng.kernel.casework.api.running import running_cases
from minzheng.kernel.entitlements.models import LeadKind
from minzheng.kernel.entitlements.models.runs import DIFFERENCE_KINDS, Run, RunDifference
from minzheng.kernel.entitlements.ports import benefits
from minzheng.kernel.entitlements.runs.wording import reason_text
from minzheng.kernel.registry.api.freezing import rules

DISMISSED_FOR = timedelta(days=365)

_SETTLE = """
update entitlements_lead l
set state = 'settled', settled_at = %(now)s, settled_because = %(because)s
where l.state = 'open' and l.run is not null and l.month <= %(month)s
  and l.kind = any(%(kinds)s)
  and not exists (
    select from entitlements_rundifference d
    where d.run_id = %(run)s and d.kind = l.kind and d.benefit = l.benefit
      and coalesce(d.household_id, d.person_id) = coalesce(l.household_id, l.person_id))
"""

# What only a changed number raises is re-rated, without anybody looking.
_OPEN = """
insert into entitlements_lead (id, division, label, kind, benefit, household_id, person_id, month,
  run, award, now_fen, then_fen, reason_code, reason, item, state, opened_at, taken_by_name,
  settled_because)
select d.id, d.division, d.label, d.kind, d.benefit, d.household_id, d.person_id, %(month)s,
  d.run_id, d.award, d.now_fen, d.then_fen, d.reason_code, coalesce(r.text, ''),
  coalesce(i.item, ''), 'open', %(now)s, '', ''
from entitlements_rundifference d
left join unnest(%(reason_kinds)s::text[], %(codes)s::text[], %(texts)s::text[])
  as r(kind, code, text) on r.kind = d.kind and r.code = d.reason_code
left join unnest(%(kinds_of)s::text[], %(benefits)s::text[], %(items)s::text[])
  as i(kind, benefit, item) on i.kind = d.kind and i.benefit = d.benefit
where d.run_id = %(run)s and not (d.kind = 'undecided' and d.award is null)
  and not (d.reason_code = 'number' and d.then_fen > d.now_fen)
  and not exists (
    select from entitlements_lead l
    where l.kind = d.kind and l.benefit = d.benefit
      and coalesce(l.household_id, l.person_id) = coalesce(d.household_id, d.person_id)
      and (l.state in ('open', 'taken') or l.state = 'dismissed' and l.settled_at > %(since)s
        and l.then_fen is not distinct from d.then_fen
        and l.now_fen is not distinct from d.now_fen))
  and not exists (
    select from unnest(%(running)s::text[], %(subjects)s::uuid[]) as c(item, subject)
    where c.item = i.item and c.subject = coalesce(d.household_id, d.person_id))
on conflict do nothing
"""


def follow(run: Run) -> int:
    """Settle and open leads in the transaction that is open; answers how many were opened."""
    month = Month.of(run.month)
    named: dict[str, Any] = {
        "run": run.pk,
        "month": run.month,
        "now": clock.now(),
        "kinds": [each.value for each in DIFFERENCE_KINDS],
        "because": f"{month}全量测算已无差异",
        "since": clock.now() - DISMISSED_FOR,
    }
    with connection.cursor() as cursor:
        # The planner has not met the rows of this run yet, and would compare each with each.
        cursor.execute("set local enable_nestloop = off")
        cursor.execute(_SETTLE, named)
        cursor.execute(_OPEN, named | _reasons(run) | _items())
        opened = int(cursor.rowcount)
        cursor.execute("set local enable_nestloop = on")
        return opened


def item_of(benefit: Benefit, kind: str) -> str:
    """The service item by which somebody settles a lead; "" where none is declared."""
    if kind == LeadKind.UNCOVERED:
        return benefit.application_item
    if kind == LeadKind.LAPSED:
        return benefit.ending_item
    return benefit.change_item or benefit.application_item


def _items() -> dict[str, Any]:
    """Items by kind and benefit, and the cases of these items that are running."""
    found = [
        (kind.value, benefit.rule, item_of(benefit, kind))
        for benefit in benefits().values()
        for kind in DIFFERENCE_KINDS
    ]
    running = running_cases(item for _, _, item in found if item)
    return {
        "kinds_of": [kind for kind, _, _ in found],
        "benefits": [rule for _, rule, _ in found],
        "items": [item for _, _, item in found],
        "running": [item for item, _ in running],
        "subjects": [subject for _, subject in running],
    }


def _reasons(run: Run) -> dict[str, Any]:
    rulebook = rules().rulebook
    rows = RunDifference.objects.filter(run=run).values_list("kind", "reason_code").distinct()
    found = [(kind, code, reason_text(rulebook, kind, code)) for kind, code in rows]
    return {
        "reason_kinds": [kind for kind, _, _ in found],
        "codes": [code for _, code, _ in found],
        "texts": [text for _, _, text in found],
    }
