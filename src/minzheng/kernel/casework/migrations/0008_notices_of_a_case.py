"""The notices of a case are found by the case, also when they are over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_what_lapsed_does_not_run")]
    operations = [
        migrations.AddIndex(
            model_name="notice", index=models.Index(fields=["case"], name="notice_of_case")
        )
    ]
