"""Documents about an event that is nobody's file; the platform's own letters among them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        migrations.AddField(
            "document",
            "case",
            models.UUIDField("办件", null=True, help_text="只在没有登记的人和家庭时填写"),
        ),
        migrations.AddIndex(
            "document",
            models.Index(fields=["case"], name="document_case", condition=~models.Q(case=None)),
        ),
        migrations.RemoveConstraint("document", "document_of_one_subject"),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                name="document_of_one_subject",
                condition=models.Q(person=None, household__isnull=False, case=None)
                | models.Q(person__isnull=False, household=None, case=None)
                | models.Q(person=None, household=None, case__isnull=False),
            ),
        ),
    ]
