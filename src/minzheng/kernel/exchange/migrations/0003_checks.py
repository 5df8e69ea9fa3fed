"""Means checks."""

from django.db import migrations

from minzheng.kernel.exchange.migrations.checks import (
    answers,
    authorisations,
    differences,
    questions,
    rounds,
)


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_imports"),
    ]

    operations = [
        *authorisations.OPERATIONS,
        *rounds.OPERATIONS,
        *questions.OPERATIONS,
        *answers.OPERATIONS,
        *differences.OPERATIONS,
    ]
