"""Whom awards cover, and who paid before a file moved."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Cover",
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
            ("person_id", models.UUIDField(verbose_name="人员")),
            ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("exclusion_group", models.CharField(max_length=201, verbose_name="互斥组")),
            ("months", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="月份")),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="entitlements.award",
                ),
            ),
        ],
        options={
            "verbose_name": "保障人员",
            "verbose_name_plural": "保障人员",
            "indexes": [
                models.Index(fields=["award"], name="cover_of_award"),
                models.Index(fields=["person_id"], name="cover_of_person"),
            ],
            "constraints": [
                django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("index", "="), ("exclusion_group", "="), ("months", "&&")],
                    name="cover_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("months__lower_inf", False)), name="cover_has_a_start"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="FormerPayer",
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
            ("payer", models.CharField(max_length=12, verbose_name="发放地")),
            ("from_month", models.DateField(verbose_name="起始月份")),
            ("to_month", models.DateField(verbose_name="终止月份")),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="entitlements.award",
                ),
            ),
        ],
        options={
            "verbose_name": "原发放地",
            "verbose_name_plural": "原发放地",
            "constraints": [
                django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[
                        ("award", "="),
                        (
                            models.Func(
                                models.F("from_month"),
                                models.F("to_month"),
                                models.Value("[]"),
                                function="daterange",
                                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                            ),
                            "&&",
                        ),
                    ],
                    name="former_payer_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("from_month__day", 1),
                        ("to_month__day", 1),
                        ("to_month__gte", models.F("from_month")),
                    ),
                    name="former_payer_months",
                ),
            ],
        },
    ),
]
