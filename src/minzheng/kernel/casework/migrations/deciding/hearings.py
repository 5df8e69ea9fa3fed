"""Hearings."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Hearing",
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
            ("outcome_proposed", models.CharField(max_length=60, verbose_name="拟作决定")),
            ("amount_proposed", models.BigIntegerField(null=True, verbose_name="拟定金额（分）")),
            ("because", models.CharField(max_length=300, verbose_name="拟作决定的理由")),
            (
                "method",
                models.CharField(
                    choices=[
                        ("written", "书面陈述"),
                        ("office", "到场陈述"),
                        ("home", "上门听取"),
                        ("phone", "电话听取"),
                    ],
                    max_length=10,
                    verbose_name="方式",
                ),
            ),
            ("planned_on", models.DateField(verbose_name="告知书日期")),
            ("planned_by", models.UUIDField()),
            ("notified_on", models.DateField(null=True, verbose_name="告知送达日期")),
            ("answer_by", models.DateField(null=True, verbose_name="陈述期限")),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("none", "待听取"),
                        ("heard", "已听取"),
                        ("waived", "书面放弃"),
                        ("expired", "逾期未陈述"),
                    ],
                    default="none",
                    max_length=10,
                    verbose_name="结果",
                ),
            ),
            ("held_on", models.DateField(null=True, verbose_name="听取日期")),
            (
                "statement",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="陈述内容"
                ),
            ),
            ("document", models.UUIDField(null=True, verbose_name="笔录或者书面材料")),
            ("closed_on", models.DateField(null=True, verbose_name="记录日期")),
            ("recorded_by", models.UUIDField(null=True)),
            (
                "recorded_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("recorded_by_name", models.CharField(blank=True, max_length=100)),
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
            "verbose_name": "听取意见",
            "verbose_name_plural": "听取意见",
        },
    ),
    migrations.AddIndex(
        model_name="hearing",
        index=models.Index(fields=["case"], name="hearing_of_case"),
    ),
    migrations.AddConstraint(
        model_name="hearing",
        constraint=models.UniqueConstraint(
            condition=models.Q(("outcome", "none")), fields=("case",), name="hearing_one_open"
        ),
    ),
    migrations.AddConstraint(
        model_name="hearing",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("closed_on", None), ("outcome", "none")),
                models.Q(
                    models.Q(("outcome", "none"), _negated=True),
                    ("closed_on__gte", models.F("notified_on")),
                    ("notified_on__isnull", False),
                ),
                _connector="OR",
            ),
            name="hearing_closed_after_notice",
        ),
    ),
    migrations.AddConstraint(
        model_name="hearing",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("outcome", "heard"), _negated=True),
                models.Q(
                    ("held_on__gte", models.F("notified_on")), ("recorded_by_person__isnull", False)
                ),
                _connector="OR",
            ),
            name="hearing_heard_on_a_day",
        ),
    ),
    migrations.AddConstraint(
        model_name="hearing",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("outcome", "waived"), _negated=True),
                ("document__isnull", False),
                _connector="OR",
            ),
            name="hearing_waived_in_writing",
        ),
    ),
    migrations.AddConstraint(
        model_name="hearing",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("outcome", "expired"), _negated=True),
                models.Q(("answer_by__isnull", False), ("closed_on__gt", models.F("answer_by"))),
                _connector="OR",
            ),
            name="hearing_expired_after_the_last_day",
        ),
    ),
    migrations.AddConstraint(
        model_name="hearing",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("answer_by", None), ("answer_by__gt", models.F("notified_on")), _connector="OR"
            ),
            name="hearing_leaves_time",
        ),
    ),
]
