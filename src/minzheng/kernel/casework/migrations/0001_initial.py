"""The first tables."""

from django.db import migrations

from minzheng.kernel.casework.migrations.first import (
    cases,
    clocks,
    papers,
    powers,
    rules,
    voices,
    windows,
    work,
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("registry", "0009_rules_of_rows"), ("access", "0001_initial")]
    operations = [
        *cases.OPERATIONS,
        *work.OPERATIONS,
        *clocks.OPERATIONS,
        *papers.OPERATIONS,
        *voices.OPERATIONS,
        *powers.OPERATIONS,
        *windows.OPERATIONS,
        *rules.OPERATIONS,
    ]
