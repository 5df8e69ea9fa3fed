"""What this machine computes is computed by machine code."""

from django.db import migrations, models

_NAMES = """
alter table entitlements_run drop constraint run_engine;
update entitlements_run set engine = '{now}' where engine = '{before}';
alter table entitlements_run add constraint run_engine check (engine in ('{now}', 'spark'));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("entitlements", "0004_numbers"),
    ]

    operations = [
        migrations.RunSQL(
            _NAMES.format(before="duckdb", now="native"),
            _NAMES.format(before="native", now="duckdb"),
            state_operations=[
                migrations.AlterField(
                    "run",
                    "engine",
                    models.CharField(
                        choices=[("native", "本机"), ("spark", "Spark 集群")],
                        default="native",
                        max_length=10,
                        verbose_name="计算引擎",
                    ),
                ),
                migrations.RemoveConstraint("run", "run_engine"),
                migrations.AddConstraint(
                    "run",
                    models.CheckConstraint(
                        condition=models.Q(("engine__in", ["native", "spark"])), name="run_engine"
                    ),
                ),
            ],
        ),
    ]
