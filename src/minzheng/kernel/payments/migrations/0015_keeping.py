"""Floats are handed over and closed."""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules import keeping


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0014_voidings"),
    ]
    operations = [*keeping.OPERATIONS]
