"""Floats of towns, and what the database refuses about them."""

from django.db import migrations

from minzheng.kernel.payments.migrations.imprest import counts, floats
from minzheng.kernel.payments.migrations.rules import imprest


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0003_recovery"),
    ]
    operations = [*floats.OPERATIONS, *counts.OPERATIONS, *imprest.OPERATIONS]
