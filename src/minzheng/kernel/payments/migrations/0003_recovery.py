"""What was overpaid and is asked back, and what the database refuses about it."""

from django.db import migrations

from minzheng.kernel.payments.migrations.recovery import owed, repaid
from minzheng.kernel.payments.migrations.rules import recovering


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_returns"),
    ]
    operations = [*owed.OPERATIONS, *repaid.OPERATIONS, *recovering.OPERATIONS]
