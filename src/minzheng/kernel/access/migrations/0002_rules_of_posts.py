"""What the database itself refuses, whoever asks: grants to oneself, roles that exclude each other.

The lists of roles repeat `roles.ROLES` as it is today; tests/kernel/access/test_posts.py compares
them, so that a new role comes with a migration.
"""

from django.db import migrations

_LEVEL = """
case when length(division) = 12 then 'village'
     when length(division) = 9 then 'township'
     when length(division) = 6 and right(division, 4) = '0000' then 'province'
     when length(division) = 6 and right(division, 2) = '00' then 'prefecture'
     when length(division) = 6 then 'county'
     else 'none' end
"""

_POST_CHECKS = f"""
alter table access_post
  add constraint post_role_fits_division check (
    case
      when role = 'village_officer' then {_LEVEL} = 'village'
      when role in ('town_clerk', 'town_approver') then {_LEVEL} = 'township'
      when role in ('county_officer', 'county_approver') then {_LEVEL} = 'county'
        or division in ('441900', '442000', '460400', '620200')
      when role = 'city_officer' then {_LEVEL} = 'prefecture'
      when role in ('finance', 'inspector', 'auditor', 'system_admin', 'security_admin',
        'audit_admin', 'partner_department') then {_LEVEL} in ('county', 'prefecture', 'province')
      when role in ('institution_user', 'resident') then {_LEVEL} <> 'none'
      else false end),
  add constraint post_family check (
    family = case role when 'system_admin' then 'system' when 'security_admin' then 'security'
      when 'audit_admin' then 'audit' else 'business' end),
  add constraint post_compartment check (
    compartment = '' or (compartment = 'child_protection'
      and role in ('county_officer', 'county_approver', 'city_officer'))),
  add constraint post_term check (valid_to is null or valid_to >= valid_from),
  add constraint post_state check (state in ('proposed', 'active', 'ended')),
  add constraint post_origin check (origin in ('granted', 'installation')),
  add constraint post_proposed_by_another check (
    origin = 'installation' or (proposed_by_id is not null and proposed_by_person is not null
      and proposed_at is not null and proposed_by_person <> person)),
  add constraint post_approved_by_a_third check (
    origin = 'installation' or approved_by_id is null
    or (approved_by_person is not null and approved_at is not null
      and approved_by_person <> person and approved_by_person <> proposed_by_person)),
  add constraint post_active_is_approved check (
    state <> 'active' or origin = 'installation' or approved_by_id is not null),
  add constraint post_person foreign key (account_id, person)
    references access_account (id, person),
  add constraint post_proposer foreign key (proposed_by_id, proposed_by_person)
    references access_account (id, person),
  add constraint post_approver foreign key (approved_by_id, approved_by_person)
    references access_account (id, person),
  add constraint post_administrators_apart exclude using gist (
    person with =, family with <>, daterange(valid_from, valid_to, '[]') with &&
  ) where (state <> 'ended'),
  add constraint post_once exclude using gist (
    account_id with =, role with =, division with =,
    daterange(valid_from, valid_to, '[]') with &&
  ) where (state <> 'ended');
"""

_POST_HISTORY = """
create function access_post_history() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'posts are ended, not deleted' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.origin = 'installation' then
      -- One after the other, so that two installers do not both find the door open.
      perform pg_advisory_xact_lock(hashtext('access_post installation'));
      if new.family = 'business' or (
        current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
        and exists (select from access_post where role = 'security_admin' and state = 'active'
          and (valid_to is null or valid_to >= current_date)))
      then
        raise exception 'only the first administrators are set up by the installer'
          using errcode = 'check_violation';
      end if;
    end if;
    return new;
  end if;
  if (new.account_id, new.person, new.role, new.division, new.compartment, new.origin,
      new.valid_from, new.proposed_by_id)
    is distinct from (old.account_id, old.person, old.role, old.division, old.compartment,
      old.origin, old.valid_from, old.proposed_by_id)
    or (old.approved_by_id is not null and new.approved_by_id is distinct from old.approved_by_id)
  then
    raise exception 'a post is not rewritten' using errcode = 'check_violation';
  end if;
  if (old.state = 'ended' and new.state <> 'ended')
    or (old.state = 'active' and new.state = 'proposed') then
    raise exception 'a post that ended stays ended' using errcode = 'check_violation';
  end if;
  if old.state <> 'proposed' and (new.valid_to is null or new.valid_to > old.valid_to) then
    if new.valid_to is distinct from old.valid_to then
      raise exception 'a term is not prolonged' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger access_post_history before insert or update or delete on access_post
  for each row execute function access_post_history();
"""

_EMERGENCIES = """
alter table access_emergencygrant
  add constraint emergency_is_short check (
    expires > opened and expires <= opened + interval '30 minutes');
alter table access_emergencyalert
  add constraint emergency_reviewer foreign key (reviewed_by_id, reviewed_by_person)
    references access_account (id, person),
  add constraint emergency_reviewed_by_another check (
    reviewed_by_id is null or (reviewed_by_person is not null and reviewed_at is not null
      and verdict <> '' and reviewed_by_person <> holder));
create function access_emergency_alert() returns trigger language plpgsql
set search_path = pg_catalog, public as $$
begin
  insert into access_emergencyalert (id, grant_id, holder, raised, verdict, remark)
    select gen_random_uuid(), new.id, person, new.opened, '', '' from access_account
    where id = new.account_id;
  return new;
end $$;
create trigger access_emergency_alert after insert on access_emergencygrant
  for each row execute function access_emergency_alert();
create function access_emergency_open(wanted bytea) returns boolean language sql stable
set search_path = pg_catalog, public as $$
  select exists (
    select from access_emergencygrant
    where person = wanted and expires > now()
      and account_id::text = current_setting('app.account', true))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunSQL(_POST_CHECKS, migrations.RunSQL.noop),
        migrations.RunSQL(_POST_HISTORY, migrations.RunSQL.noop),
        migrations.RunSQL(_EMERGENCIES, migrations.RunSQL.noop),
    ]
