"""Providers, their accounts and settlements, as the database sees them."""

from django.db import migrations

_PROVIDERS = """
create function payments_provider_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division}'::text[];
begin
  if tg_op = 'DELETE' or tg_op = 'INSERT' and new.state <> 'proposed' then
    raise exception 'a provider begins as proposed, and is ended' using errcode = 'check_violation',
      constraint = 'provider_kept';
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if (old.state, new.state) in (('proposed', 'approved'), ('proposed', 'rejected')) then
    own := own || '{state,reason,approved_by,approved_person,approved_at}'::text[];
  elsif (old.state, new.state) = ('approved', 'ended') then
    own := own || '{state,reason,to_month}'::text[];
  end if;
  if to_jsonb(new) - own is distinct from to_jsonb(old) - own then
    raise exception 'what was proposed is approved or not' using errcode = 'check_violation',
      constraint = 'provider_kept';
  end if;
  return new;
end $$;
create trigger payments_provider_guard before insert or update or delete on payments_provider
  for each row execute function payments_provider_guard();
alter table payments_provider
  add constraint provider_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint provider_approver foreign key (approved_by, approved_person)
    references access_account (id, person);

create function payments_provider_account_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division}'::text[];
begin
  if tg_op = 'DELETE' or tg_op = 'INSERT' and new.state <> 'proposed' then
    raise exception 'an account begins as proposed' using errcode = 'check_violation',
      constraint = 'provider_account_kept';
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if old.state = 'proposed' and new.state in ('approved', 'rejected') then
    own := own || '{state,approved_by,approved_person,approved_at,usable_from}'::text[];
    if new.state = 'rejected' then own := own || '{reason}'::text[]; end if;
  elsif (old.state, new.state) = ('approved', 'superseded') then
    own := own || '{state}'::text[];
  end if;
  if to_jsonb(new) - own is distinct from to_jsonb(old) - own then
    raise exception 'a version of an account is not rewritten' using errcode = 'check_violation',
      constraint = 'provider_account_kept';
  end if;
  return new;
end $$;
create trigger payments_provider_account_guard
  before insert or update or delete on payments_provideraccount
  for each row execute function payments_provider_account_guard();
alter table payments_provideraccount
  add constraint provider_account_proposer foreign key (proposed_by, proposed_person)
    references access_account (id, person),
  add constraint provider_account_approver foreign key (approved_by, approved_person)
    references access_account (id, person);
"""
_WITHOUT_PROVIDERS = """
alter table payments_provideraccount drop constraint provider_account_proposer,
  drop constraint provider_account_approver;
drop trigger payments_provider_account_guard on payments_provideraccount;
drop function payments_provider_account_guard();
alter table payments_provider drop constraint provider_proposer,
  drop constraint provider_approver;
drop trigger payments_provider_guard on payments_provider;
drop function payments_provider_guard();
"""

_SETTLEMENTS = """
create function payments_settlement_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  own text[] := '{division}'::text[];
begin
  if tg_op = 'DELETE' or tg_op = 'INSERT' and new.state <> 'prepared' then
    raise exception 'a settlement begins as prepared, and is withdrawn'
      using errcode = 'check_violation', constraint = 'settlement_kept';
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if (old.state, new.state) = ('prepared', 'agreed') then
    own := own || '{state,agreed_name,agreed_on,agreed_by,agreed_person}'::text[];
  elsif old.state <> 'withdrawn' and new.state = 'withdrawn' then
    own := own || '{state,reason}'::text[];
  end if;
  if to_jsonb(new) - own is distinct from to_jsonb(old) - own then
    raise exception 'a settlement is agreed to or withdrawn, not rewritten'
      using errcode = 'check_violation', constraint = 'settlement_kept';
  end if;
  if old.state = 'prepared' and new.state = 'agreed' and
    (select (count(*), coalesce(sum(r.amount_fen), 0), coalesce(sum(r.price_fen), 0))
      from payments_redemption r where r.settlement_id = new.id)
    is distinct from (new.count::bigint, new.amount_fen::numeric, new.price_fen::numeric)
  then
    raise exception 'a settlement is the sum of its redemptions' using errcode = 'check_violation',
      constraint = 'settlement_adds_up';
  end if;
  if old.state <> new.state and new.state = 'withdrawn' and exists (
    select from payments_instruction i where i.settlement_id = new.id
      and i.state not in ('held', 'cancelled'))
  then
    raise exception 'what is in a batch is not withdrawn' using errcode = 'check_violation',
      constraint = 'settlement_ordered';
  end if;
  return new;
end $$;
create trigger payments_settlement_guard before insert or update or delete on payments_settlement
  for each row execute function payments_settlement_guard();
alter table payments_settlement
  add constraint settlement_preparer foreign key (prepared_by, prepared_person)
    references access_account (id, person),
  add constraint settlement_agreer foreign key (agreed_by, agreed_person)
    references access_account (id, person);
"""
_WITHOUT_SETTLEMENTS = """
alter table payments_settlement drop constraint settlement_preparer,
  drop constraint settlement_agreer;
drop trigger payments_settlement_guard on payments_settlement;
drop function payments_settlement_guard();
"""

OPERATIONS = [
    migrations.RunSQL(_PROVIDERS, _WITHOUT_PROVIDERS),
    migrations.RunSQL(_SETTLEMENTS, _WITHOUT_SETTLEMENTS),
]
