"""A post of the county may be let in to sealed files: their running cases must go on.

The town loses sight of a file that is sealed, and its tasks go to the county; there the approvers
alone saw it, who may neither examine nor propose.
"""

from django.db import migrations, models

_OFFICER = """
alter table access_post
  drop constraint post_compartment,
  add constraint post_compartment check (
    compartment = '' or (compartment = 'child_protection'
      and role in ('county_officer', 'county_approver', 'city_officer'))
    or (compartment = 'sealed' and role = 'county_officer'));
"""
_NOBODY = """
alter table access_post
  drop constraint post_compartment,
  add constraint post_compartment check (
    compartment = '' or (compartment = 'child_protection'
      and role in ('county_officer', 'county_approver', 'city_officer')));
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_residents")]

    operations = [
        migrations.AlterField(
            "post",
            "compartment",
            models.CharField(
                blank=True,
                choices=[("child_protection", "未成年人保护"), ("sealed", "封存保护的档案")],
                max_length=40,
                verbose_name="保密范围",
            ),
        ),
        migrations.RunSQL(_OFFICER, _NOBODY),
    ]
