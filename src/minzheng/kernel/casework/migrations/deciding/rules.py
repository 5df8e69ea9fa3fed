"""What the database itself refuses, whoever asks and however.

A cut or an ending without a hearing, a decision by whoever investigated, a decision that is
rewritten, a date that is not the day on which it was made.
"""

from django.db import migrations

from minzheng.kernel.casework.models.rows import with_case, without_case

CHILDREN = (
    "casework_decision",
    "casework_suspicion",
    "casework_countydraw",
    "casework_hearing",
    "casework_letter",
    "casework_delivery",
)

_PERSONS = """
alter table casework_decision
  add constraint decision_decider foreign key (decided_by, decided_by_person)
    references access_account (id, person),
  add constraint decision_on_its_day check (
    decided_on = (decided_at at time zone 'Asia/Shanghai')::date);
alter table casework_hearing
  add constraint hearing_recorder foreign key (recorded_by, recorded_by_person)
    references access_account (id, person);
alter table casework_pacealert
  add constraint pace_alert_settler foreign key (settled_by, settled_by_person)
    references access_account (id, person);
"""
_WITHOUT_PERSONS = """
alter table casework_decision
  drop constraint decision_decider, drop constraint decision_on_its_day;
alter table casework_hearing drop constraint hearing_recorder;
alter table casework_pacealert drop constraint pace_alert_settler;
"""

_GUARD = """
create function casework_decision_guard() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
declare
  held record;
  running bigint;
begin
  select c.household_id, c.subject_id into held from casework_case c
    where c.id = new.case_id for update;
  if exists (
    select from casework_task t
    where t.case_id = new.case_id and t.state = 'done'
      and t.permission in ('case.handle', 'case.opinion', 'visit.record', 'check.order')
      and (t.done_by = new.decided_by or t.done_by_person = new.decided_by_person))
  then
    raise exception 'whoever investigated or proposed does not decide'
      using errcode = 'check_violation', constraint = 'decision_four_eyes';
  end if;
  -- What ran before is what the last decision about the same benefit of the same file left behind.
  select case when d.outcome in ('granted', 'changed', 'unchanged') then d.amount_fen end
    into running
    from casework_decision d join casework_case c on c.id = d.case_id
    where d.award = new.award and d.outcome <> 'refused'
      and (c.household_id = held.household_id or c.subject_id = held.subject_id)
    order by d.decided_at desc, d.id desc limit 1;
  if running is not null and new.outcome in ('changed', 'ended', 'unchanged')
    and new.before_fen is distinct from running
  then
    raise exception 'the amount before is that of the last decision'
      using errcode = 'check_violation', constraint = 'decision_before';
  end if;
  if new.outcome = 'unchanged' and new.amount_fen is distinct from new.before_fen then
    raise exception 'what is unchanged keeps its amount'
      using errcode = 'check_violation', constraint = 'decision_unchanged';
  end if;
  if new.outcome = 'changed' and (new.amount_fen is null) <> (new.before_fen is null) then
    raise exception 'a change says from which amount to which'
      using errcode = 'check_violation', constraint = 'decision_change_has_amounts';
  end if;
  new.lowers := new.outcome = 'ended'
    or (new.outcome in ('granted', 'changed')
      and coalesce(new.amount_fen, 0) < coalesce(running, new.before_fen, 0));
  if new.lowers and not exists (
    select from casework_hearing h
    where h.case_id = new.case_id and h.outcome in ('heard', 'waived', 'expired')
      and h.recorded_by_person is distinct from new.decided_by_person
      and h.closed_on <= new.decided_on
      and (h.outcome_proposed = 'ended'
        or (new.outcome <> 'ended' and new.amount_fen >= h.amount_proposed)))
  then
    raise exception 'nothing is cut or stopped before the household was heard'
      using errcode = 'check_violation', constraint = 'decision_after_hearing';
  end if;
  return new;
end $$;
create trigger casework_decision_guard before insert on casework_decision
  for each row execute function casework_decision_guard();
"""
_WITHOUT_GUARD = """
drop trigger casework_decision_guard on casework_decision;
drop function casework_decision_guard();
"""

_HISTORY = """
create function casework_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'decisions and letters are not deleted' using errcode = 'check_violation';
  end if;
  -- The file may move to another division; what was decided and written stays.
  if to_jsonb(new) - '{division,label}'::text[] is distinct from
    to_jsonb(old) - '{division,label}'::text[]
  then
    raise exception 'decisions and letters are not rewritten' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger casework_decision_kept before update or delete on casework_decision
  for each row execute function casework_kept();
create trigger casework_letter_kept before update or delete on casework_letter
  for each row execute function casework_kept();
create function casework_hearing_kept() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' or old.outcome <> 'none' and
    to_jsonb(new) - '{division,label}'::text[] is distinct from
    to_jsonb(old) - '{division,label}'::text[]
    or (new.outcome_proposed, new.amount_proposed, new.planned_on, new.case_id) is distinct from
      (old.outcome_proposed, old.amount_proposed, old.planned_on, old.case_id)
    or old.notified_on is not null and (new.notified_on, new.answer_by) is distinct from
      (old.notified_on, old.answer_by)
  then
    raise exception 'what the household was told and what it said is not rewritten'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger casework_hearing_kept before update or delete on casework_hearing
  for each row execute function casework_hearing_kept();
"""
_WITHOUT_HISTORY = """
drop trigger casework_hearing_kept on casework_hearing;
drop function casework_hearing_kept();
drop trigger casework_letter_kept on casework_letter;
drop trigger casework_decision_kept on casework_decision;
drop function casework_kept();
"""

OPERATIONS = [
    *(migrations.RunSQL(with_case(each), without_case(each)) for each in CHILDREN),
    migrations.RunSQL(_PERSONS, _WITHOUT_PERSONS),
    migrations.RunSQL(_GUARD, _WITHOUT_GUARD),
    migrations.RunSQL(_HISTORY, _WITHOUT_HISTORY),
]
