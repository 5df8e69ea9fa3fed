"""What was granted once, or for a time that is over, does not run: the next is no cut of it."""

from django.db import migrations

_GUARD = """
create or replace function casework_decision_guard() returns trigger language plpgsql
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
  select case when d.outcome in ('granted', 'changed', 'unchanged') RUNS
    then d.amount_fen end
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
"""
_LAPSED = (
    "and (d.effective_to is null"
    " or d.effective_to >= new.month and d.effective_to <> d.effective_from)"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_letters_of_protected_files")]

    operations = [
        migrations.RunSQL(_GUARD.replace("RUNS", _LAPSED), _GUARD.replace("RUNS", "")),
    ]
