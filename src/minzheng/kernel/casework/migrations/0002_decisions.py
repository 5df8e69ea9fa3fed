"""Decisions, hearings, letters, and what watches over those who decide."""

from django.db import migrations

from minzheng.kernel.casework.migrations.deciding import (
    decisions,
    hearings,
    letters,
    rules,
    watching,
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("documents", "0002_files_of_events")]
    operations = [
        *decisions.OPERATIONS,
        *hearings.OPERATIONS,
        *letters.OPERATIONS,
        *watching.OPERATIONS,
        *rules.OPERATIONS,
    ]
