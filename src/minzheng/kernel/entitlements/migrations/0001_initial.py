"""The first tables."""

from django.db import migrations

from minzheng.kernel.entitlements.migrations.first import (
    awards,
    covers,
    due,
    holds,
    leads,
    lines,
    rules,
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("casework", "0006_letters_of_protected_files")]
    operations = [
        *awards.OPERATIONS,
        *lines.OPERATIONS,
        *covers.OPERATIONS,
        *holds.OPERATIONS,
        *leads.OPERATIONS,
        *rules.OPERATIONS,
        *due.OPERATIONS,
    ]
