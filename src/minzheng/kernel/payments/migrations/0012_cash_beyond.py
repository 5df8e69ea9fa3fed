"""A town pays no cash beyond what was decided, wherever the file lies by now."""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules import cash_beyond


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0011_turnovers"),
    ]
    operations = [*cash_beyond.OPERATIONS]
