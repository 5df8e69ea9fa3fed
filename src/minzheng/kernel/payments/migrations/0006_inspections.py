"""What inspections of payments and books found; lines that are paid again are found by index."""

import django.contrib.postgres.fields
from django.db import migrations, models

import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0005_price_rises"),
    ]
    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=minzheng.kernel.protection.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("division", models.CharField(max_length=12, verbose_name="所属区划")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("sealed", "封存保护"),
                            ("child_protection", "儿童保护"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="敏感标签",
                    ),
                ),
                ("inspected_at", models.DateTimeField(verbose_name="核对时间")),
                (
                    "broken",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), verbose_name="不符的规则"
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="不符数")),
                (
                    "subjects",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), verbose_name="不符的记录"
                    ),
                ),
            ],
            options={
                "verbose_name": "账务核对",
                "verbose_name_plural": "账务核对",
                "indexes": [
                    models.Index(fields=["division", "-id"], name="payment_inspection_last"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("broken", []), ("count", 0))
                        | (models.Q(("count__gt", 0)) & ~models.Q(("broken", []))),
                        name="payment_inspection_says_what",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(
                condition=models.Q(("state", "repaired")),
                fields=["award_id"],
                name="instruction_repaired",
            ),
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(
                condition=models.Q(("repairs", None), _negated=True),
                fields=["repairs"],
                name="instruction_repairs",
            ),
        ),
    ]
