"""Decisions and the editions of rules."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="RuleEdition",
        fields=[
            ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
            ("content", models.BinaryField()),
            ("kept_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name": "规则版本",
            "verbose_name_plural": "规则版本",
        },
    ),
    migrations.CreateModel(
        name="Decision",
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
            ("award", models.CharField(max_length=100, verbose_name="待遇")),
            ("outcome", models.CharField(max_length=60, verbose_name="结果")),
            ("amount_fen", models.BigIntegerField(null=True, verbose_name="金额（分）")),
            ("before_fen", models.BigIntegerField(null=True, verbose_name="此前金额（分）")),
            ("lowers", models.BooleanField(default=False, verbose_name="减少或停止")),
            ("month", models.DateField(verbose_name="测算月份")),
            ("effective_from", models.DateField(null=True, verbose_name="起始月份")),
            ("effective_to", models.DateField(null=True, verbose_name="终止月份")),
            (
                "start_basis",
                models.CharField(blank=True, max_length=300, verbose_name="起始月份依据"),
            ),
            ("facts", models.JSONField(default=dict, verbose_name="所依据的事实")),
            ("results", models.JSONField(default=list, verbose_name="测算结果")),
            ("explanation", models.JSONField(default=list, verbose_name="计算说明")),
            ("proposed", models.CharField(blank=True, max_length=60, verbose_name="规则的结论")),
            ("proposed_fen", models.BigIntegerField(null=True, verbose_name="规则的金额（分）")),
            ("deviates", models.BooleanField(default=False, verbose_name="与规则结论不同")),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="决定机关")),
            ("decided_by", models.UUIDField(verbose_name="决定人")),
            ("decided_by_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("decided_by_name", models.CharField(max_length=100, verbose_name="决定人姓名")),
            ("decided_on", models.DateField(verbose_name="决定日期")),
            ("decided_at", models.DateTimeField(verbose_name="决定时间")),
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
            (
                "edition",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="casework.ruleedition",
                ),
            ),
        ],
        options={
            "verbose_name": "决定",
            "verbose_name_plural": "决定",
        },
    ),
    migrations.AddIndex(
        model_name="decision",
        index=models.Index(fields=["case"], name="decision_of_case"),
    ),
    migrations.AddIndex(
        model_name="decision",
        index=models.Index(fields=["decided_by_person", "decided_at"], name="decision_pace"),
    ),
    migrations.AddConstraint(
        model_name="decision",
        constraint=models.UniqueConstraint(fields=("case",), name="decision_once"),
    ),
    migrations.AddConstraint(
        model_name="decision",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "outcome__in",
                    ["granted", "refused", "changed", "ended", "unchanged", "completed"],
                )
            ),
            name="decision_outcome",
        ),
    ),
    migrations.AddConstraint(
        model_name="decision",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("deviates", False), models.Q(("reason", ""), _negated=True), _connector="OR"
            ),
            name="decision_otherwise_with_reason",
        ),
    ),
    migrations.AddConstraint(
        model_name="decision",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("deviates", True),
                models.Q(("edition", None), ("proposed", "")),
                models.Q(
                    ("amount_fen__isnull", True),
                    ("outcome", models.F("proposed")),
                    ("proposed_fen__isnull", True),
                ),
                models.Q(
                    ("amount_fen", models.F("proposed_fen")), ("outcome", models.F("proposed"))
                ),
                _connector="OR",
            ),
            name="decision_is_the_rules_or_deviates",
        ),
    ),
    migrations.AddConstraint(
        model_name="decision",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("amount_fen", None), ("amount_fen__gte", 0), _connector="OR"),
                models.Q(("before_fen", None), ("before_fen__gte", 0), _connector="OR"),
            ),
            name="decision_amounts",
        ),
    ),
    migrations.AddConstraint(
        model_name="decision",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("effective_from", None),
                ("effective_from__gte", models.F("month")),
                models.Q(("start_basis", ""), _negated=True),
                _connector="OR",
            ),
            name="decision_earlier_month_has_basis",
        ),
    ),
]
