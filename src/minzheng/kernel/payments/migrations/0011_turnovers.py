"""Balances are asked for a period: the function that gave them for a day goes."""

from django.db import migrations

_DROPPED = "drop function if exists public.payments_balances(text, text, date)"


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0010_turns"),
    ]
    # The function is made after the migrations from `privileged`: going back finds it there again.
    operations = [migrations.RunSQL(_DROPPED, migrations.RunSQL.noop)]
