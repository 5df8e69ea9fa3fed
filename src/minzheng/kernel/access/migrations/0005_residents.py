"""A resident signs in with a code sent to the telephone on file: nobody grants that post."""

from django.db import migrations, models

_CHECKS = """
alter table access_post
  drop constraint post_origin,
  drop constraint post_proposed_by_another,
  drop constraint post_active_is_approved,
  add constraint post_origin check (
    origin in ('granted', 'installation', 'succession', 'registration')
    and (origin = 'succession') = (follows_id is not null)
    and (origin <> 'registration' or role = 'resident')),
  add constraint post_proposed_by_another check (
    origin in ('installation', 'registration')
    or (origin = 'succession' and proposed_by_id is null)
    or (proposed_by_id is not null and proposed_by_person is not null
      and proposed_at is not null and proposed_by_person <> person)),
  add constraint post_active_is_approved check (
    state <> 'active' or origin in ('installation', 'registration') or approved_by_id is not null
    or (origin = 'succession' and proposed_by_id is null));
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_posts_follow_divisions")]
    operations = [
        migrations.AlterField(
            "post",
            "origin",
            models.CharField(
                choices=[
                    ("granted", "授予"),
                    ("installation", "安装时设立"),
                    ("succession", "随区划变更承接"),
                    ("registration", "居民本人登录"),
                ],
                default="granted",
                max_length=40,
                verbose_name="来源",
            ),
        ),
        migrations.RunSQL(_CHECKS, migrations.RunSQL.noop),
    ]
