"""Who counted a float."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="ImprestCount",
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
            ("counted_on", models.DateField(verbose_name="对账日期")),
            ("book_fen", models.BigIntegerField(verbose_name="账面余额（分）")),
            ("counted_fen", models.BigIntegerField(verbose_name="实有金额（分）")),
            ("note", models.CharField(blank=True, max_length=300, verbose_name="差异说明")),
            ("counted_by", models.UUIDField(verbose_name="对账人")),
            (
                "counted_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
            ),
            ("counted_at", models.DateTimeField(verbose_name="登记时间")),
            (
                "imprest",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="counts",
                    to="payments.imprestfloat",
                ),
            ),
        ],
        options={
            "verbose_name": "备用金对账",
            "verbose_name_plural": "备用金对账",
        },
    ),
    migrations.AddIndex(
        model_name="imprestcount",
        index=models.Index(fields=["imprest", "-id"], name="imprest_count_page"),
    ),
    migrations.AddConstraint(
        model_name="imprestcount",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("counted_fen__gte", 0),
                models.Q(
                    ("counted_fen", models.F("book_fen")),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
            ),
            name="imprest_count_explained",
        ),
    ),
]
