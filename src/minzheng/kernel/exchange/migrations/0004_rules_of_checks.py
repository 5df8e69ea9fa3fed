"""What the database itself refuses of means checks (救助法 art. 41 and 70(6)).

A question goes to a department only while its check is open and the authorisation that it names is
live, for that person and that case; an answer is kept only of a question that was not called off;
what was withdrawn or ended stays so.
"""

from django.db import migrations

_RULES = """
create function exchange_question_is_allowed() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (
    select from exchange_checkround r
    where r.id = new.round_id and r."case" = new."case" and r.state = 'open'
  ) then
    raise exception 'a department is asked for an open case only' using errcode = 'check_violation';
  end if;
  if not exists (
    select from exchange_authorisation a
    where a.id = new.authorisation_id and a."case" = new."case" and a.person = new.person
      and a.supporter is not distinct from new.supporter and a.state = 'given'
      and (a.valid_until is null
        or a.valid_until >= (now() at time zone 'Asia/Shanghai')::date)
  ) then
    raise exception 'a department is asked with a live authorisation only'
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger question_is_allowed before insert or update of state, authorisation_id, round_id,
    person, supporter, "case", source on exchange_checkrequest
  for each row when (new.state in ('queued', 'asked')) execute function
  exchange_question_is_allowed();

create function exchange_answer_is_wanted() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if not exists (
    select from exchange_checkrequest q
    where q.id = new.request_id and q.person = new.person and q.asked_at is not null
      and q.state <> 'called_off'
  ) then
    raise exception 'an answer is kept of a question that was asked' using
      errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger answer_is_wanted before insert on exchange_checkanswer
  for each row execute function exchange_answer_is_wanted();

create function exchange_stays_ended() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  raise exception 'what was withdrawn or ended stays so' using errcode = 'check_violation';
end $$;
create trigger authorisation_stays_withdrawn before update of state on exchange_authorisation
  for each row when (old.state = 'withdrawn' and new.state is distinct from old.state)
  execute function exchange_stays_ended();
create trigger check_stays_ended before update of state on exchange_checkround
  for each row when (old.state <> 'open' and new.state is distinct from old.state)
  execute function exchange_stays_ended();
create trigger question_stays_called_off before update of state on exchange_checkrequest
  for each row when (old.state = 'called_off' and new.state is distinct from old.state)
  execute function exchange_stays_ended();
"""

_WITHOUT = """
drop trigger question_stays_called_off on exchange_checkrequest;
drop trigger check_stays_ended on exchange_checkround;
drop trigger authorisation_stays_withdrawn on exchange_authorisation;
drop trigger answer_is_wanted on exchange_checkanswer;
drop trigger question_is_allowed on exchange_checkrequest;
drop function exchange_stays_ended(), exchange_answer_is_wanted(), exchange_question_is_allowed();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_checks")]

    operations = [migrations.RunSQL(_RULES, _WITHOUT)]
