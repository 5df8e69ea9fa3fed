"""What the database refuses about numbers that officers set, whoever asks and however."""

from django.db import migrations

_PERSONS = """
alter table entitlements_numberproposal
  add constraint number_proposal_proposer foreign key (proposed_by, proposed_by_person)
    references access_account (id, person),
  add constraint number_proposal_settler foreign key (settled_by, settled_by_person)
    references access_account (id, person),
  add constraint number_proposal_simulated foreign key (simulation)
    references entitlements_numbersimulation (id);
alter table entitlements_awardline
  add constraint award_line_of_a_rerating foreign key (rerating)
    references entitlements_rerating (id);
"""
_WITHOUT_PERSONS = """
alter table entitlements_awardline drop constraint award_line_of_a_rerating;
alter table entitlements_numberproposal
  drop constraint number_proposal_proposer, drop constraint number_proposal_settler,
  drop constraint number_proposal_simulated;
"""

_KEPT = """
create function entitlements_proposal_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' then
      raise exception 'a number is proposed first' using errcode = 'check_violation',
        constraint = 'number_proposal_begins';
    end if;
    return new;
  end if;
  if old.state <> 'proposed' then
    raise exception 'what was settled stays so' using errcode = 'check_violation',
      constraint = 'number_proposal_settled';
  end if;
  if new.state = 'approved' and not exists (
    select from entitlements_numbersimulation s
    where s.id = new.simulation and s.proposal_id = new.id and s.state = 'finished')
  then
    raise exception 'who approves has seen what it costs' using errcode = 'check_violation',
      constraint = 'number_proposal_of_its_simulation';
  end if;
  return new;
end $$;
create trigger entitlements_proposal_guard before insert or update on entitlements_numberproposal
  for each row execute function entitlements_proposal_guard();
create trigger entitlements_proposal_kept before update or delete on entitlements_numberproposal
  for each row execute function entitlements_kept('state,simulation,settled_by,'
    'settled_by_person,settled_by_name,settled_at,opinion');
create function entitlements_simulation_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if old.state = 'finished' then
    raise exception 'what was simulated stays so' using errcode = 'check_violation',
      constraint = 'number_simulation_stays';
  end if;
  return new;
end $$;
create trigger entitlements_simulation_guard before update on entitlements_numbersimulation
  for each row execute function entitlements_simulation_guard();
create trigger entitlements_simulation_kept before update or delete
  on entitlements_numbersimulation for each row execute function entitlements_kept(
    'state,run_id,done,persons,finished_at,failure,edition,result');
"""
_WITHOUT_KEPT = """
drop trigger entitlements_simulation_kept on entitlements_numbersimulation;
drop trigger entitlements_simulation_guard on entitlements_numbersimulation;
drop function entitlements_simulation_guard();
drop trigger entitlements_proposal_kept on entitlements_numberproposal;
drop trigger entitlements_proposal_guard on entitlements_numberproposal;
drop function entitlements_proposal_guard();
"""

_RERATED = """
create function entitlements_rerating_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (
    select from entitlements_numberproposal p
    where p.id = new.proposal_id and p.state = 'approved' and p.valid_from = new.month)
  then
    raise exception 'awards are re-rated by a number in force' using
      errcode = 'check_violation', constraint = 'rerating_of_an_approved_number';
  end if;
  return new;
end $$;
create trigger entitlements_rerating_guard before insert on entitlements_rerating
  for each row execute function entitlements_rerating_guard();
create trigger entitlements_rerating_kept before update or delete on entitlements_rerating
  for each row execute function entitlements_kept(
    'state,run_id,done,persons,ordered_at,finished_at,failure,counts');
create function entitlements_line_uprates() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  before bigint;
begin
  select l.amount_fen into before from entitlements_awardline l
    where l.award_id = new.award_id and l.from_month <= new.from_month
      and (l.to_month is null or l.to_month >= new.from_month)
    order by l.sequence desc limit 1;
  if before is null or before = 0 or new.amount_fen <= before then
    raise exception 'a number alone only raises what is due' using
      errcode = 'check_violation', constraint = 'award_line_uprates';
  end if;
  if new.from_month < (
    select r.month from entitlements_rerating r where r.id = new.rerating)
  then
    raise exception 'nothing is raised before the number holds' using
      errcode = 'check_violation', constraint = 'award_line_uprates';
  end if;
  return new;
end $$;
create trigger entitlements_line_uprates before insert on entitlements_awardline
  for each row when (new.kind = 'uprating') execute function entitlements_line_uprates();
"""
_WITHOUT_RERATED = """
drop trigger entitlements_line_uprates on entitlements_awardline;
drop function entitlements_line_uprates();
drop trigger entitlements_rerating_kept on entitlements_rerating;
drop trigger entitlements_rerating_guard on entitlements_rerating;
drop function entitlements_rerating_guard();
"""

_IDS = """
-- Version 7 of RFC 9562, by the millisecond: ids of rows that one statement makes by the thousand.
create function entitlements_new_id() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
    substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
    from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;
"""

OPERATIONS = [
    migrations.RunSQL(_IDS, "drop function entitlements_new_id()"),
    migrations.RunSQL(_PERSONS, _WITHOUT_PERSONS),
    migrations.RunSQL(_KEPT, _WITHOUT_KEPT),
    migrations.RunSQL(_RERATED, _WITHOUT_RERATED),
]
