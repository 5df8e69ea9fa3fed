"""Visits, inquiries, appraisals, assessments, notices."""

from django.db import migrations

from minzheng.kernel.casework.migrations.field import (
    assessments,
    boards,
    gate,
    inquiries,
    notices,
    orders,
    rules,
    visits,
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_decisions")]
    operations = [
        *orders.OPERATIONS,
        *visits.OPERATIONS,
        *inquiries.OPERATIONS,
        *assessments.OPERATIONS,
        *notices.OPERATIONS,
        *boards.OPERATIONS,
        *rules.OPERATIONS,
        *gate.OPERATIONS,
    ]
