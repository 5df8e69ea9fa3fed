"""Findings, comparisons and the transition table."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Finding",
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
            ("round", models.PositiveIntegerField(verbose_name="检查次数")),
            ("check_code", models.CharField(max_length=60, verbose_name="检查项")),
            ("instruction_id", models.UUIDField(null=True, verbose_name="发放明细")),
            ("text", models.CharField(max_length=300, verbose_name="说明")),
            ("settled_text", models.CharField(blank=True, max_length=300, verbose_name="处理意见")),
            ("settled_by", models.UUIDField(null=True, verbose_name="处理人")),
            (
                "settled_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("settled_at", models.DateTimeField(null=True, verbose_name="处理时间")),
            (
                "batch",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="findings",
                    to="payments.batch",
                ),
            ),
        ],
        options={
            "verbose_name": "发放前检查",
            "verbose_name_plural": "发放前检查",
        },
    ),
    migrations.AddIndex(
        model_name="finding",
        index=models.Index(fields=["batch", "check_code", "id"], name="payment_finding_page"),
    ),
    migrations.AddConstraint(
        model_name="finding",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("settled_by", None), ("settled_text", "")),
                models.Q(
                    ("settled_at__isnull", False),
                    ("settled_person__isnull", False),
                    models.Q(("settled_text", ""), _negated=True),
                ),
                _connector="OR",
            ),
            name="payment_finding_settled_by_somebody",
        ),
    ),
    migrations.CreateModel(
        name="Comparison",
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
            ("source", models.CharField(max_length=60, verbose_name="来源")),
            ("compared_on", models.DateField(verbose_name="比对日期")),
            ("recorded_by", models.UUIDField(verbose_name="登记人")),
            ("recorded_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
        ],
        options={
            "verbose_name": "数据比对",
            "verbose_name_plural": "数据比对",
            "indexes": [
                models.Index(
                    fields=["division", "source", "-compared_on"], name="payment_comparison_last"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Move",
        fields=[
            ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
            ("machine", models.CharField(max_length=10, verbose_name="对象")),
            ("before", models.CharField(max_length=12, verbose_name="之前")),
            ("after", models.CharField(max_length=12, verbose_name="之后")),
            ("during", models.CharField(blank=True, max_length=12, verbose_name="批次状态")),
        ],
        options={
            "verbose_name": "状态转换",
            "verbose_name_plural": "状态转换",
            "constraints": [
                models.UniqueConstraint(
                    fields=("machine", "before", "after", "during"), name="payment_move_once"
                )
            ],
        },
    ),
]
