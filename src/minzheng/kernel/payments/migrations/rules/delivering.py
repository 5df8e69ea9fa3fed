"""What is given and used, as the database sees it: never a fen beyond the month, never twice.

The row of the delivery is locked by whoever uses it: of two providers at once one waits, and then
finds what is left.
"""

from django.db import migrations

_DELIVERIES = """
create function payments_delivery_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division,label,person_id,household_id,state,amount_fen,line_id}'::text[];
begin
  if pg_trigger_depth() > 1 then own := own || 'used_fen'::text; end if;
  if tg_op = 'DELETE' or to_jsonb(new) - own is distinct from to_jsonb(old) - own
    or new.amount_fen < old.amount_fen or (old.state, new.state) = ('expired', 'open')
  then
    raise exception 'what was given is not rewritten' using errcode = 'check_violation',
      constraint = 'delivery_kept';
  end if;
  if new.amount_fen = old.amount_fen then return new; end if;
  if new.amount_fen > coalesce((select d.amount_fen from entitlements_due(new.month) d
      where d.award = new.award_id and d.form <> 'cash' and not d.held), 0)
  then
    raise exception 'no more is given than is due' using errcode = 'check_violation',
      constraint = 'delivery_due';
  end if;
  return new;
end $$;
create trigger payments_delivery_guard before update or delete on payments_delivery
  for each row execute function payments_delivery_guard();

-- By statement: a month of a city is ordered at once.
create function payments_deliveries_added() returns trigger language plpgsql
set search_path = pg_catalog, public set enable_nestloop = off as $$
begin
  if exists (select from added where used_fen <> 0 or state <> 'open') then
    raise exception 'a delivery begins unused' using errcode = 'check_violation',
      constraint = 'delivery_kept';
  end if;
  if exists (
    with due as materialized (
      select d.* from (select distinct month from added) m
      cross join lateral entitlements_due(m.month) d
      where d.form <> 'cash' and not d.held
    )
    select from added a
    left join due d on (d.award, d.month, d.benefit) = (a.award_id, a.month, a.benefit)
    where a.amount_fen > coalesce(d.amount_fen, 0))
  then
    raise exception 'no more is given than is due' using errcode = 'check_violation',
      constraint = 'delivery_due';
  end if;
  return null;
end $$;
create trigger payments_deliveries_added after insert on payments_delivery
  referencing new table as added for each statement execute function payments_deliveries_added();
"""
_WITHOUT_DELIVERIES = """
drop trigger payments_deliveries_added on payments_delivery;
drop function payments_deliveries_added();
drop trigger payments_delivery_guard on payments_delivery;
drop function payments_delivery_guard();
"""

_USED = """
create function payments_require_usable(d payments_delivery, used payments_redemption)
returns void language plpgsql set search_path = pg_catalog, public as $$
declare
  left_fen bigint;
begin
  if d.state <> 'open' or used.used_on not between d.month and d.valid_until then
    raise exception 'it is good in its time alone' using errcode = 'check_violation',
      constraint = 'redemption_in_time';
  end if;
  if exists (
    select from registry_person p where p.id = d.person_id and p.death_date < used.used_on)
    or exists (select from payments_last_months(array[d.award_id]) l where d.month > l.last_month)
  then
    raise exception 'nothing is given after death or end' using errcode = 'check_violation',
      constraint = 'redemption_not_after_the_end';
  end if;
  select x.amount_fen into left_fen from entitlements_due(d.month) x
    where x.award = d.award_id and not x.held;
  if d.used_fen + used.amount_fen > least(d.amount_fen, coalesce(left_fen, 0)) then
    raise exception 'no more is used than is due' using errcode = 'check_violation',
      constraint = 'redemption_due';
  end if;
  if not exists (
    select from payments_provider p
    where p.id = used.provider_id and p.benefit = d.benefit and p.state in ('approved', 'ended')
      and p.division = left(used.division, 6) and p.from_month <= used.used_on
      and (p.to_month is null or p.to_month + interval '1 month' > used.used_on))
  then
    raise exception 'the county has not approved this provider' using errcode = 'check_violation',
      constraint = 'redemption_provider';
  end if;
end $$;

create function payments_redemption_counts() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  d payments_delivery;
  taken_back payments_redemption;
begin
  select * into d from payments_delivery g where g.id = new.delivery_id for update;
  if d.id is null or d.label <> new.label or new.settlement_id is not null then
    raise exception 'something is used of a delivery that is there'
      using errcode = 'check_violation', constraint = 'redemption_of_a_delivery';
  end if;
  if new.reverses is null then
    if d.division <> new.division then
      raise exception 'it is entered where the file lies' using errcode = 'check_violation',
        constraint = 'redemption_of_a_delivery';
    end if;
    perform payments_require_usable(d, new);
  else
    select * into taken_back from payments_redemption r where r.id = new.reverses;
    if taken_back.reverses is not null or (taken_back.delivery_id, taken_back.provider_id,
        taken_back.division, -taken_back.amount_fen, -taken_back.price_fen)
      is distinct from (new.delivery_id, new.provider_id, new.division, new.amount_fen,
        new.price_fen)
    then
      raise exception 'a reversal takes back what was used' using errcode = 'check_violation',
        constraint = 'redemption_reverses';
    end if;
  end if;
  update payments_delivery g set used_fen = g.used_fen + new.amount_fen where g.id = d.id;
  return new;
end $$;
create trigger payments_redemption_counts before insert on payments_redemption
  for each row execute function payments_redemption_counts();

create function payments_redemption_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{label,division,settlement_id}'::text[];
begin
  if tg_op = 'DELETE' or to_jsonb(new) - own is distinct from to_jsonb(old) - own then
    raise exception 'what was used is taken back, not rewritten' using errcode = 'check_violation',
      constraint = 'redemption_kept';
  end if;
  if new.settlement_id is not distinct from old.settlement_id then return new; end if;
  if old.settlement_id is not null and (new.settlement_id is not null or not exists (
    select from payments_settlement s where s.id = old.settlement_id and s.state = 'withdrawn'))
  then
    raise exception 'what is settled stays settled' using errcode = 'check_violation',
      constraint = 'redemption_settled_once';
  end if;
  if new.settlement_id is not null and (not exists (
      select from payments_settlement s where s.id = new.settlement_id and s.state = 'prepared'
        and (s.provider_id, s.label) = (new.provider_id, new.label))
    or exists (select from payments_dispute q
      where q.redemption_id = new.id and q.outcome = 'open'))
  then
    raise exception 'a settlement takes what its provider gave and nobody disputes'
      using errcode = 'check_violation', constraint = 'redemption_to_settle';
  end if;
  return new;
end $$;
create trigger payments_redemption_guard before update or delete on payments_redemption
  for each row execute function payments_redemption_guard();
alter table payments_redemption
  add constraint redemption_with_delivery foreign key (delivery_id, label)
    references payments_delivery (id, label) on update cascade on delete restrict,
  add constraint redemption_recorder foreign key (recorded_by, recorded_person)
    references access_account (id, person);
"""
_WITHOUT_USED = """
alter table payments_redemption drop constraint redemption_with_delivery,
  drop constraint redemption_recorder;
drop trigger payments_redemption_guard on payments_redemption;
drop function payments_redemption_guard();
drop trigger payments_redemption_counts on payments_redemption;
drop function payments_redemption_counts();
drop function payments_require_usable(payments_delivery, payments_redemption);
"""

_DISPUTES = """
create function payments_dispute_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{label,division}'::text[];
begin
  if tg_op = 'UPDATE' and old.outcome = 'open' then
    own := own || '{outcome,finding,settled_by,settled_person,settled_at}'::text[];
  end if;
  if tg_op = 'DELETE' or to_jsonb(new) - own is distinct from to_jsonb(old) - own then
    raise exception 'a dispute is settled once' using errcode = 'check_violation',
      constraint = 'dispute_kept';
  end if;
  if new.outcome = 'upheld' and old.outcome = 'open' and not exists (
    select from payments_redemption r where r.reverses = new.redemption_id)
  then
    raise exception 'what was wrong is taken back' using errcode = 'check_violation',
      constraint = 'dispute_reversed';
  end if;
  return new;
end $$;
create trigger payments_dispute_guard before update or delete on payments_dispute
  for each row execute function payments_dispute_guard();
alter table payments_dispute
  add constraint dispute_with_redemption foreign key (redemption_id, label)
    references payments_redemption (id, label) on update cascade on delete restrict,
  add constraint dispute_raiser foreign key (raised_by, raised_person)
    references access_account (id, person),
  add constraint dispute_settler foreign key (settled_by, settled_person)
    references access_account (id, person);
"""
_WITHOUT_DISPUTES = """
alter table payments_dispute drop constraint dispute_with_redemption,
  drop constraint dispute_raiser, drop constraint dispute_settler;
drop trigger payments_dispute_guard on payments_dispute;
drop function payments_dispute_guard();
"""

OPERATIONS = [
    migrations.RunSQL(_DELIVERIES, _WITHOUT_DELIVERIES),
    migrations.RunSQL(_USED, _WITHOUT_USED),
    migrations.RunSQL(_DISPUTES, _WITHOUT_DISPUTES),
]
