"""Assessments."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Assessment",
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
            ("first", models.UUIDField(verbose_name="调查人一")),
            ("first_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("first_name", models.CharField(max_length=100)),
            ("second", models.UUIDField(verbose_name="调查人二")),
            ("second_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("second_name", models.CharField(max_length=100)),
            ("person", models.UUIDField(verbose_name="被评估人")),
            ("step", models.CharField(max_length=60, verbose_name="环节")),
            ("form", models.CharField(max_length=20, verbose_name="评估表")),
            (
                "reason",
                models.CharField(
                    choices=[
                        ("first", "首次评估"),
                        ("regular", "常规评估"),
                        ("change", "即时评估（状况变化）"),
                        ("dispute", "复评（对结果有异议）"),
                        ("other", "其他"),
                    ],
                    max_length=12,
                    verbose_name="评估原因",
                ),
            ),
            ("assessed_on", models.DateField(verbose_name="评估日期")),
            ("venue", models.CharField(max_length=100, verbose_name="地点")),
            (
                "informant",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="信息提供者"
                ),
            ),
            (
                "scores",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="得分"),
            ),
            ("total", models.SmallIntegerField(null=True, verbose_name="总分")),
            ("level", models.SmallIntegerField(verbose_name="等级")),
            ("level_title", models.CharField(max_length=40)),
            ("rule", models.CharField(max_length=100, verbose_name="所用规则")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("recorded", "待另一评估人员确认"),
                        ("confirmed", "已确认"),
                        ("void", "已作废"),
                    ],
                    default="recorded",
                    max_length=12,
                ),
            ),
            ("void_because", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
            ("recorded_by", models.UUIDField()),
            ("recorded_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("recorded_at", models.DateTimeField()),
            ("confirmed_by", models.UUIDField(null=True)),
            (
                "confirmed_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
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
            "verbose_name": "评估",
            "verbose_name_plural": "评估",
            "indexes": [
                models.Index(fields=["case"], name="assessment_of_case"),
                models.Index(fields=["person"], name="assessment_person"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("first_person", models.F("second_person")), _negated=True),
                        models.Q(("first", models.F("second")), _negated=True),
                    ),
                    name="assessment_two_persons",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("confirmed_at", None),
                            ("confirmed_by", None),
                            ("confirmed_person", None),
                        ),
                        models.Q(
                            ("confirmed_at__isnull", False),
                            ("confirmed_person__isnull", False),
                            models.Q(("confirmed_by", None), _negated=True),
                            models.Q(("confirmed_by", models.F("recorded_by")), _negated=True),
                            models.Q(
                                ("confirmed_person", models.F("recorded_person")), _negated=True
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="assessment_confirmed_by_another",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "void"), _negated=True),
                        models.Q(("void_because", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="assessment_void_with_reason",
                ),
            ],
        },
    ),
]
