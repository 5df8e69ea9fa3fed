"""What a town paid out of its float counts as paid, where it is asked what was overpaid.

As in `payments_ordered`: for the case and the benefit of an award, in its first month.
"""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules.recovering import CLAIM_GUARD, OVERPAID

_OVERPAID = """
-- By award and month: what was paid here, what is due, what is claimed already. Of awards that the
-- caller does not see, nothing is said: their due would look like nothing.
create or replace function payments_overpaid(first_month date, last_month date)
returns table (award uuid, benefit text, payee uuid, period date, due_fen bigint, paid_fen bigint,
  claimed_fen bigint)
language plpgsql stable set search_path = pg_catalog, public set enable_nestloop = off as $$
#variable_conflict use_column
begin
  return query
  with paid as materialized (
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
  ), due as materialized (
    select d.award, d.month, sum(d.amount_fen)::bigint as fen
    from entitlements_due_between(first_month, last_month) d group by 1, 2
  ), ends as materialized (
    select * from payments_last_months(array(select distinct award_id from paid))
  ), claimed as materialized (
    select m.award_id, m.period, sum(m.amount_fen)::bigint as fen
    from payments_receivablemonth m join payments_receivable r on r.id = m.receivable_id
    where r.state <> 'withdrawn' and m.period between first_month and last_month
    group by 1, 2
  ), measured as (
    select p.*, case when e.last_month < p.period then 0 else coalesce(d.fen, 0) end as due_fen,
      coalesce(c.fen, 0) as claimed_fen
    from paid p
    left join due d on (d.award, d.month) = (p.award_id, p.period)
    left join ends e on e.award = p.award_id
    left join claimed c on (c.award_id, c.period) = (p.award_id, p.period)
  )
  select award_id, benefit, payee, period, due_fen, fen, claimed_fen from measured
  where fen > due_fen + claimed_fen;
end $$;
"""

COUNTED_CLAIM_GUARD = """
create or replace function payments_claim_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  paid bigint;
  due bigint;
  claimed bigint;
begin
  perform from payments_receivable r where r.award_id = new.award_id for update;
  select coalesce(sum(i.amount_fen), 0) into paid from payments_instruction i
    where i.award_id = new.award_id and i.period = new.period and i.state = 'paid';

  select paid - coalesce(sum(m.amount_fen), 0) into paid from payments_imprestmovement m
    join entitlements_award a on a."case" = m.case_id and a.benefit = m.benefit
    where a.id = new.award_id and a.start_month = new.period;
  select coalesce(sum(d.amount_fen), 0) into due from entitlements_due(new.period) d
    where d.award = new.award_id;
  if exists (
    select from payments_last_months(array[new.award_id]) l where l.last_month < new.period)
  then
    due := 0;
  end if;
  -- The row itself is among what is claimed already.
  select sum(m.amount_fen) into claimed from payments_receivablemonth m
    join payments_receivable r on r.id = m.receivable_id
    where m.award_id = new.award_id and m.period = new.period and r.state <> 'withdrawn';
  if (new.paid_fen, new.due_fen) <> (paid, due) or claimed > paid - due then
    raise exception 'no more is claimed than was overpaid' using errcode = 'check_violation',
      constraint = 'receivable_month_overpaid';
  end if;
  return new;
end $$;
"""


def _again(text: str) -> str:
    return text.replace("create function", "create or replace function")


OPERATIONS = [
    migrations.RunSQL(_OVERPAID, _again(OVERPAID)),
    migrations.RunSQL(COUNTED_CLAIM_GUARD, _again(CLAIM_GUARD)),
]
