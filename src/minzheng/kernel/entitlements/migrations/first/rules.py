"""What the database itself refuses, whoever asks and however.

A line that is not the next one, that pays somebody whom the award does not cover, or past the end
of the award; an award that becomes another one's; a hold that is settled by whoever raised it.
"""

from django.db import migrations

from minzheng.kernel.entitlements.models.rows import with_award, without_award

CHILDREN = (
    "entitlements_awardline",
    "entitlements_cover",
    "entitlements_formerpayer",
    "entitlements_hold",
    "entitlements_payeechange",
)

_PERSONS = """
alter table entitlements_awardline
  add constraint award_line_recorder foreign key (recorded_by, recorded_by_person)
    references access_account (id, person),
  add constraint award_line_of_a_decision foreign key (decision)
    references casework_decision (id);
alter table entitlements_hold
  add constraint hold_raiser foreign key (raised_by, raised_by_person)
    references access_account (id, person),
  add constraint hold_confirmer foreign key (confirmed_by, confirmed_by_person)
    references access_account (id, person),
  add constraint hold_releaser foreign key (released_by, released_by_person)
    references access_account (id, person),
  add constraint hold_raised_by_a_person check (
    (raised_by is null) = (raised_by_person is null));
alter table entitlements_payeechange
  add constraint payee_change_proposer foreign key (proposed_by, proposed_by_person)
    references access_account (id, person),
  add constraint payee_change_settler foreign key (settled_by, settled_by_person)
    references access_account (id, person);
alter table entitlements_cover
  add constraint cover_months check (extract(day from lower(months)) = 1
    and (upper_inf(months) or extract(day from upper(months)) = 1));
"""
_WITHOUT_PERSONS = """
alter table entitlements_awardline
  drop constraint award_line_recorder, drop constraint award_line_of_a_decision;
alter table entitlements_hold
  drop constraint hold_raiser, drop constraint hold_confirmer, drop constraint hold_releaser,
  drop constraint hold_raised_by_a_person;
alter table entitlements_payeechange
  drop constraint payee_change_proposer, drop constraint payee_change_settler;
alter table entitlements_cover drop constraint cover_months;
"""

_LINES = """
create function entitlements_line_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  held record;
  last integer;
begin
  select a.end_month, a.start_month into held from entitlements_award a
    where a.id = new.award_id for update;
  if not found then
    raise exception 'a line belongs to an award' using errcode = 'check_violation',
      constraint = 'award_line_of_an_award';
  end if;
  select coalesce(max(l.sequence), 0) into last from entitlements_awardline l
    where l.award_id = new.award_id;
  if new.sequence <> last + 1 then
    raise exception 'lines are added one after the other' using errcode = 'check_violation',
      constraint = 'award_line_next';
  end if;
  if last = 0 and new.kind not in ('grant', 'taken_over', 'direct') then
    raise exception 'an award begins with a grant' using errcode = 'check_violation',
      constraint = 'award_line_begins';
  end if;
  if new.from_month < held.start_month then
    raise exception 'nothing is due before the first month' using errcode = 'check_violation',
      constraint = 'award_line_within';
  end if;
  if new.kind <> 'end' and held.end_month is not null
    and (new.to_month is null or new.to_month > held.end_month)
  then
    raise exception 'nothing is due after the last month' using errcode = 'check_violation',
      constraint = 'award_line_within';
  end if;
  if new.decision is not null and exists (
    select from casework_decision d where d.id = new.decision and d.outcome = 'refused')
  then
    raise exception 'a refusal pays nothing' using errcode = 'check_violation',
      constraint = 'award_line_of_a_grant';
  end if;
  if new.amount_fen > 0 and not exists (
    select from entitlements_cover c
    where c.award_id = new.award_id and c.months @> new.from_month)
  then
    raise exception 'what is paid is paid for somebody' using errcode = 'check_violation',
      constraint = 'award_line_covers_somebody';
  end if;
  return new;
end $$;
create trigger entitlements_line_guard before insert on entitlements_awardline
  for each row execute function entitlements_line_guard();
"""
_WITHOUT_LINES = """
drop trigger entitlements_line_guard on entitlements_awardline;
drop function entitlements_line_guard();
"""

_KEPT = """
create function entitlements_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  free text[] := string_to_array(tg_argv[0], ',');
begin
  if tg_op = 'DELETE' then
    raise exception '% is not deleted', tg_table_name using errcode = 'check_violation';
  end if;
  if to_jsonb(new) - free is distinct from to_jsonb(old) - free then
    raise exception '% is not rewritten', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger entitlements_award_kept before update or delete on entitlements_award
  for each row execute function entitlements_kept('division,label,person_id,payee_id,state,'
    'end_month,review_class,next_review,version');
create trigger entitlements_line_kept before update or delete on entitlements_awardline
  for each row execute function entitlements_kept('division,label');
create trigger entitlements_cover_kept before update or delete on entitlements_cover
  for each row execute function entitlements_kept('division,label,person_id,index,months');
create trigger entitlements_payer_kept before update or delete on entitlements_formerpayer
  for each row execute function entitlements_kept('division,label,payer');
create trigger entitlements_hold_kept before update or delete on entitlements_hold
  for each row execute function entitlements_kept('division,label,person_id,confirmed_by,'
    'confirmed_by_person,confirmed_by_name,confirmed_at,released_by,released_by_person,'
    'released_by_name,released_at,release_reason');
create trigger entitlements_payee_kept before update or delete on entitlements_payeechange
  for each row execute function entitlements_kept('division,label,state,settled_by,'
    'settled_by_person,settled_by_name,settled_at');
create function entitlements_hold_settled() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if old.released_at is not null
    and to_jsonb(new) - '{division,label}'::text[]
      is distinct from to_jsonb(old) - '{division,label}'::text[]
  then
    raise exception 'a hold that was lifted stays so' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger entitlements_hold_settled before update on entitlements_hold
  for each row execute function entitlements_hold_settled();
"""
_WITHOUT_KEPT = """
drop trigger entitlements_hold_settled on entitlements_hold;
drop function entitlements_hold_settled();
drop trigger entitlements_payee_kept on entitlements_payeechange;
drop trigger entitlements_hold_kept on entitlements_hold;
drop trigger entitlements_payer_kept on entitlements_formerpayer;
drop trigger entitlements_cover_kept on entitlements_cover;
drop trigger entitlements_line_kept on entitlements_awardline;
drop trigger entitlements_award_kept on entitlements_award;
drop function entitlements_kept();
"""

OPERATIONS = [
    *(migrations.RunSQL(with_award(each), without_award(each)) for each in CHILDREN),
    migrations.RunSQL(_PERSONS, _WITHOUT_PERSONS),
    migrations.RunSQL(_LINES, _WITHOUT_LINES),
    migrations.RunSQL(_KEPT, _WITHOUT_KEPT),
]
