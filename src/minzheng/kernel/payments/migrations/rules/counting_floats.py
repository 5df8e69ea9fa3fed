"""What a town paid out of its float counts as paid, where it is asked what was overpaid.

As in `payments_ordered`: for the case and the benefit of an award, in its first month.
"""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules.recovering import CLAIM_GUARD, OVERPAID

_FROM_LINES = """
    select i.award_id, min(i.benefit) as benefit, (array_agg(i.payee_id order by i.id desc))[1]
      as payee, i.period, sum(i.amount_fen)::bigint as fen
    from payments_instruction i join entitlements_award a on a.id = i.award_id
    where i.state = 'paid' and i.period between first_month and last_month
    group by i.award_id, i.period
"""
_FROM_BOTH = """
    select p.award_id, min(p.benefit) as benefit, (array_agg(p.payee order by p.turn desc))[1]
      as payee, p.period, sum(p.fen)::bigint as fen
    from (
      select i.award_id, i.benefit, i.payee_id as payee, i.period, i.amount_fen as fen,
        i.id as turn
      from payments_instruction i join entitlements_award a on a.id = i.award_id
      where i.state = 'paid' and i.period between first_month and last_month
      union all
      select a.id, a.benefit, a.payee_id, a.start_month, -m.amount_fen, m.id
      from payments_imprestmovement m
      join entitlements_award a on a."case" = m.case_id and a.benefit = m.benefit
      where a.start_month between first_month and last_month
    ) p group by p.award_id, p.period
"""
_LINES_OF_ONE = """
  select coalesce(sum(i.amount_fen), 0) into paid from payments_instruction i
    where i.award_id = new.award_id and i.period = new.period and i.state = 'paid';
"""
_FLOATS_OF_ONE = """
  select paid - coalesce(sum(m.amount_fen), 0) into paid from payments_imprestmovement m
    join entitlements_award a on a."case" = m.case_id and a.benefit = m.benefit
    where a.id = new.award_id and a.start_month = new.period;
"""


def _anew(text: str) -> str:
    return text.replace("create function", "create or replace function")


_OVERPAID, _GUARD = _anew(OVERPAID), _anew(CLAIM_GUARD)

OPERATIONS = [
    migrations.RunSQL(_OVERPAID.replace(_FROM_LINES, _FROM_BOTH), _OVERPAID),
    migrations.RunSQL(_GUARD.replace(_LINES_OF_ONE, _LINES_OF_ONE + _FLOATS_OF_ONE), _GUARD),
]
