"""What is due, as functions that run with the rights of whoever asks: row security holds."""

from django.db import migrations

_COLUMNS = """(
  award uuid, month date, line uuid, sequence integer, kind text, benefit text, form text,
  payer text, division text, label text, household uuid, person uuid, payee uuid,
  amount_fen bigint, held boolean)"""

_DUE = f"""
create function entitlements_due(due_month date) returns table {_COLUMNS}
language sql stable security invoker as $$
  select a.id, $1, l.id, l.sequence, l.kind, a.benefit, a.form,
    coalesce(f.payer, a.division), a.division, a.label, a.household_id, a.person_id, a.payee_id,
    l.amount_fen,
    exists (
      select from entitlements_hold h
      where h.award_id = a.id and h.released_at is null and h.from_month <= $1)
  from entitlements_award a
  cross join lateral (
    select n.id, n.sequence, n.kind, n.amount_fen from entitlements_awardline n
    where n.award_id = a.id and n.from_month <= $1 and (n.to_month is null or n.to_month >= $1)
    order by n.sequence desc limit 1) l
  left join entitlements_formerpayer f
    on f.award_id = a.id and $1 between f.from_month and f.to_month
  where a.start_month <= $1 and (a.end_month is null or a.end_month >= $1) and l.amount_fen > 0
$$;
create function entitlements_due_between(first date, last date) returns table {_COLUMNS}
language sql stable security invoker as $$
  select d.* from generate_series($1::timestamp, $2::timestamp, interval '1 month') m
  cross join lateral entitlements_due(m::date) d
$$;
"""  # noqa: S608 - the columns are written above
_WITHOUT_DUE = """
drop function entitlements_due_between(date, date);
drop function entitlements_due(date);
"""

OPERATIONS = [migrations.RunSQL(_DUE, _WITHOUT_DUE)]
