"""A file of a bank that was not taken can be taken once what stood in its way is mended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0012_cash_beyond"),
    ]
    operations = [
        migrations.RemoveConstraint(model_name="return", name="bank_return_once"),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                condition=models.Q(("refusal", "")),
                fields=("bank", "digest"),
                name="bank_return_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                condition=models.Q(("refusal", ""), _negated=True),
                fields=("bank", "digest"),
                name="bank_return_refused_once",
            ),
        ),
    ]
