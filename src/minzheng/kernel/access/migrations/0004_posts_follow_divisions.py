"""A post goes on where its division went: the same but for the place, naming what it follows."""

import django.db.models.deletion
from django.db import migrations, models

_CHECKS = """
alter table access_post
  drop constraint post_origin,
  drop constraint post_proposed_by_another,
  drop constraint post_active_is_approved,
  add constraint post_origin check (origin in ('granted', 'installation', 'succession')
    and (origin = 'succession') = (follows_id is not null)),
  add constraint post_proposed_by_another check (
    origin = 'installation' or (origin = 'succession' and proposed_by_id is null)
    or (proposed_by_id is not null and proposed_by_person is not null
      and proposed_at is not null and proposed_by_person <> person)),
  add constraint post_active_is_approved check (
    state <> 'active' or origin = 'installation' or approved_by_id is not null
    or (origin = 'succession' and proposed_by_id is null));
"""

_HISTORY = """
create or replace function access_post_history() returns trigger language plpgsql
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
    if new.origin = 'succession' and not exists (
      select from access_post earlier where earlier.id = new.follows_id and earlier.state <> 'ended'
        and earlier.division <> new.division and new.valid_from >= earlier.valid_from
        and (earlier.account_id, earlier.person, earlier.role, earlier.compartment, earlier.state,
            earlier.valid_to, earlier.proposed_by_id, earlier.approved_by_id)
          is not distinct from (new.account_id, new.person, new.role, new.compartment, new.state,
            new.valid_to, new.proposed_by_id, new.approved_by_id))
    then
      raise exception 'a post that follows another is the same but for its division'
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.account_id, new.person, new.role, new.division, new.compartment, new.origin,
      new.valid_from, new.proposed_by_id, new.follows_id)
    is distinct from (old.account_id, old.person, old.role, old.division, old.compartment,
      old.origin, old.valid_from, old.proposed_by_id, old.follows_id)
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
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_budgets_of_tokens")]
    operations = [
        migrations.AddField(
            "post",
            "follows",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.post",
                verbose_name="承接的岗位",
            ),
        ),
        migrations.AlterField(
            "post",
            "origin",
            models.CharField(
                choices=[
                    ("granted", "授予"),
                    ("installation", "安装时设立"),
                    ("succession", "随区划变更承接"),
                ],
                default="granted",
                max_length=40,
                verbose_name="来源",
            ),
        ),
        migrations.RunSQL(_CHECKS, migrations.RunSQL.noop),
        migrations.RunSQL(_HISTORY, migrations.RunSQL.noop),
    ]
