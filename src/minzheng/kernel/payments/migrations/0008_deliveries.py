"""Services and things that are given, providers, settlements, and lines that pay those."""

from django.db import migrations

from minzheng.kernel.payments.migrations.deliveries import (
    given,
    lines,
    providers,
    redeemed,
    settlements,
)
from minzheng.kernel.payments.migrations.rules import delivering, paying_providers, providing


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0007_tables"),
    ]
    operations = [
        *providers.OPERATIONS,
        *settlements.OPERATIONS,
        *given.OPERATIONS,
        *redeemed.OPERATIONS,
        *lines.OPERATIONS,
        *providing.OPERATIONS,
        *delivering.OPERATIONS,
        *paying_providers.OPERATIONS,
    ]
