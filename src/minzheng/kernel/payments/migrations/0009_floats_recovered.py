"""What was paid out of floats is found where it was too much, and may be asked back."""

from django.db import migrations

from minzheng.kernel.payments.migrations.rules import counting_floats


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0008_deliveries"),
    ]
    operations = [*counting_floats.OPERATIONS]
