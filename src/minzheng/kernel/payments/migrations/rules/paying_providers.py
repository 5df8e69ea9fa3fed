"""Lines that pay a provider: one for a settlement, to its approved account, never beside awards.

`payments_require_payable` and `payments_require_posted` are made anew, with a branch for batches of
providers; what holds of all others stays as `approving` wrote it.
"""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules import approving

_LINES = """
create function payments_provider_lines_added() returns trigger language plpgsql
set search_path = pg_catalog, public set enable_nestloop = off as $$
begin
  if exists (
    select from (select batch_id, settlement_id is not null as provider from added group by 1, 2) a
    join payments_batch b on b.id = a.batch_id where (b.kind = 'provider') <> a.provider)
    or exists (
      select from added a left join payments_settlement s on s.id = a.settlement_id
      where a.settlement_id is not null and (s.state is distinct from 'agreed'
        or (s.division, s.label, s.amount_fen, s.month)
          <> (a.division, a.label, a.amount_fen, a.period)))
    or exists (
      select from added a join payments_instruction o on o.id = a.repairs
      where o.settlement_id is distinct from a.settlement_id)
  then
    raise exception 'a provider is paid what it has agreed to' using errcode = 'check_violation',
      constraint = 'instruction_of_a_settlement';
  end if;
  return null;
end $$;
create trigger payments_provider_lines_added after insert on payments_instruction
  referencing new table as added
  for each statement execute function payments_provider_lines_added();

create function payments_line_settlement_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if new.settlement_id is distinct from old.settlement_id then
    raise exception 'what is to be paid is not rewritten' using errcode = 'check_violation',
      constraint = 'instruction_kept';
  end if;
  return new;
end $$;
create trigger payments_line_settlement_kept before update of settlement_id
  on payments_instruction for each row execute function payments_line_settlement_kept();
"""
_WITHOUT_LINES = """
drop trigger payments_line_settlement_kept on payments_instruction;
drop function payments_line_settlement_kept();
drop trigger payments_provider_lines_added on payments_instruction;
drop function payments_provider_lines_added();
"""

_PAYABLE = """
create function payments_require_provider_payable(b payments_batch)
returns void language plpgsql set search_path = pg_catalog, public as $$
begin
  if exists (
    select from payments_instruction i
    left join payments_settlement s on s.id = i.settlement_id
    left join payments_provider p on p.id = s.provider_id
    left join payments_provideraccount a on a.id = i.account_id
    where i.batch_id = b.id and i.state = 'pending' and (
      a.id is null or a.state <> 'approved' or a.usable_from > b.frozen_on
      or a.organisation_id is distinct from p.organisation_id or a.division <> b.division
      or a.index <> i.account_index or a.holder <> i.holder))
  then
    raise exception 'money goes to accounts that are approved and past their cooling-off'
      using errcode = 'check_violation', constraint = 'payment_batch_accounts';
  end if;
  if exists (
    select from payments_instruction i left join payments_settlement s on s.id = i.settlement_id
    where i.batch_id = b.id and i.state = 'pending'
      and (s.state is distinct from 'agreed' or s.amount_fen <> i.amount_fen))
  then
    raise exception 'no more is paid than was agreed' using errcode = 'check_violation',
      constraint = 'payment_batch_due';
  end if;
end $$;
"""
_FIRST_CHECK = (
    "  if exists (\n    select from payments_instruction i left join registry_bankaccount a"
)
_BRANCH = """  if b.kind = 'provider' then
    perform payments_require_provider_payable(b);
    perform payments_require_posted(b);
    return;
  end if;
"""
_KIND = "j.kind = 'order')"
_KIND_OF_BATCH = "j.kind = case b.kind when 'provider' then 'provider' else 'order' end)"


def _anew(text: str) -> str:
    return text.replace("create function", "create or replace function")


_BEFORE = _anew(approving.PAYABLE)
_AFTER = _BEFORE.replace(_FIRST_CHECK, _BRANCH + _FIRST_CHECK).replace(_KIND, _KIND_OF_BATCH)

OPERATIONS = [
    migrations.RunSQL(_LINES, _WITHOUT_LINES),
    migrations.RunSQL(_PAYABLE, "drop function payments_require_provider_payable(payments_batch);"),
    migrations.RunSQL(_AFTER, _BEFORE),
]
