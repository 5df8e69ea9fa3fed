"""Letters of protected files are numbered apart: a gap among the others would tell of them."""

from django.db import migrations, models


def _series() -> models.CharField:  # type: ignore[type-arg]  # generic in the stubs alone
    return models.CharField(blank=True, default="", max_length=4, verbose_name="字号")


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_visitors_do_not_decide")]

    operations = [
        migrations.AddField("lettercounter", "series", _series()),
        migrations.AddField("letter", "series", _series()),
        migrations.RemoveConstraint("lettercounter", "letter_counter_once"),
        migrations.AddConstraint(
            "lettercounter",
            models.UniqueConstraint(
                fields=["office", "year", "series"], name="letter_counter_once"
            ),
        ),
        migrations.RemoveConstraint("letter", "letter_number"),
        migrations.AddConstraint(
            "letter",
            models.UniqueConstraint(
                fields=["office", "year", "series", "sequence"], name="letter_number"
            ),
        ),
    ]
