"""Clocks, and what stops them."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Suspension",
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
            (
                "kind",
                models.CharField(
                    choices=[
                        ("completion", "补正材料"),
                        ("publicity", "公示"),
                        ("appraisal", "民主评议"),
                        ("assessment", "能力评估、鉴定"),
                        ("inquiry", "异地协查"),
                        ("other", "其他依法中止的情形"),
                    ],
                    max_length=12,
                    verbose_name="事由",
                ),
            ),
            ("from_on", models.DateField(verbose_name="起")),
            ("to_on", models.DateField(null=True, verbose_name="止")),
            ("basis", models.CharField(max_length=300, verbose_name="依据")),
            ("by", models.UUIDField(null=True, verbose_name="决定人")),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="casework.case",
                ),
            ),
        ],
        options={
            "verbose_name": "时限中止",
            "verbose_name_plural": "时限中止",
        },
    ),
    migrations.CreateModel(
        name="Clock",
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
            ("code", models.CharField(max_length=60, verbose_name="时限")),
            ("title", models.CharField(max_length=100, verbose_name="名称")),
            (
                "kind",
                models.CharField(
                    choices=[("statutory", "法定"), ("promised", "承诺")],
                    max_length=10,
                    verbose_name="类型",
                ),
            ),
            ("started_on", models.DateField(verbose_name="起算日期")),
            ("due_on", models.DateField(verbose_name="届满日期")),
            ("extended_on", models.DateField(null=True, verbose_name="延长日期")),
            (
                "extended_because",
                models.CharField(blank=True, max_length=300, verbose_name="延长理由"),
            ),
            ("stopped_on", models.DateField(null=True, verbose_name="停止日期")),
            ("alarmed_on", models.DateField(null=True, verbose_name="提醒日期")),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="casework.case",
                ),
            ),
        ],
        options={
            "verbose_name": "时限",
            "verbose_name_plural": "时限",
            "indexes": [
                models.Index(fields=["case"], name="clock_of_case"),
                models.Index(
                    condition=models.Q(("stopped_on", None)),
                    fields=["due_on"],
                    name="clock_running",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("stopped_on", None)),
                    fields=("case", "code", "kind"),
                    name="clock_runs_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("extended_on", None),
                        models.Q(("extended_because", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="clock_extended_with_reason",
                ),
            ],
        },
    ),
    migrations.AddIndex(
        model_name="suspension",
        index=models.Index(fields=["case"], name="suspension_of_case"),
    ),
    migrations.AddConstraint(
        model_name="suspension",
        constraint=models.UniqueConstraint(
            condition=models.Q(("to_on", None)),
            fields=("case", "kind"),
            name="suspension_runs_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="suspension",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
            ),
            name="suspension_ends_after_start",
        ),
    ),
    migrations.AddConstraint(
        model_name="suspension",
        constraint=models.CheckConstraint(
            condition=models.Q(("basis", ""), _negated=True), name="suspension_has_basis"
        ),
    ),
]
