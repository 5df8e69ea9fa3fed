"""The rest of a month is paid beside its first payment; whoever was answered by a bank is known.

A month of which a part was paid in cash, or paid back, may turn out to be due after all, by the
same line of the award: it is paid by another line of the next turn.
"""

from django.db import migrations, models

from minzheng.kernel.payments.migrations.rules import turns


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0009_floats_recovered"),
    ]
    operations = [
        migrations.AddField(
            model_name="instruction",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="第几次"),
        ),
        migrations.RemoveConstraint(model_name="instruction", name="instruction_once"),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("pending", "paid", "returned"))),
                fields=("award_id", "period", "component", "line_id", "turn"),
                name="instruction_once",
            ),
        ),
        *turns.OPERATIONS,
    ]
