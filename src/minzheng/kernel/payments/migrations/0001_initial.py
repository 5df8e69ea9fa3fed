"""The first tables, and what the database refuses about them."""

from django.db import migrations

from minzheng.kernel.payments.migrations.first import (
    accounts,
    batches,
    entries,
    files,
    findings,
    funds,
    lines,
)
from minzheng.kernel.payments.migrations.rules import approving, ledger, moves


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("entitlements", "0001_initial"),
        ("registry", "0010_transfers"),
        ("access", "0005_residents"),
    ]
    operations = [
        *funds.OPERATIONS,
        *accounts.OPERATIONS,
        *entries.OPERATIONS,
        *batches.OPERATIONS,
        *files.OPERATIONS,
        *lines.OPERATIONS,
        *findings.OPERATIONS,
        *approving.OPERATIONS,
        *moves.OPERATIONS,
        *ledger.OPERATIONS,
    ]
