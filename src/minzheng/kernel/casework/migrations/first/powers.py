"""Delegated power to decide."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

import minzheng.kernel.casework.models.powers
import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Delegation",
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
            ("county", models.CharField(max_length=12, verbose_name="县（区）")),
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "待批准"),
                        ("approved", "已批准"),
                        ("refused", "未批准"),
                        ("ended", "已收回"),
                    ],
                    default="proposed",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("valid_from", models.DateField(verbose_name="自")),
            ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
            ("document", models.CharField(max_length=300, verbose_name="委托文件")),
            ("proposed_by", models.UUIDField(verbose_name="提出人")),
            ("proposed_by_name", models.CharField(max_length=100, verbose_name="提出人姓名")),
            ("proposed_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
            ("approved_by", models.UUIDField(null=True, verbose_name="批准人")),
            (
                "approved_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="批准人姓名"),
            ),
            (
                "approved_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
            (
                "ended_because",
                models.CharField(blank=True, max_length=300, verbose_name="收回原因"),
            ),
        ],
        options={
            "verbose_name": "委托审核确认",
            "verbose_name_plural": "委托审核确认",
            "indexes": [models.Index(fields=["county", "item"], name="delegation_of_county")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("approved_person", None),
                        models.Q(("approved_person", models.F("proposed_person")), _negated=True),
                        _connector="OR",
                    ),
                    name="delegation_two_persons",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "approved"), _negated=True),
                        models.Q(
                            ("approved_by__isnull", False), ("approved_person__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="delegation_approved_by_another",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("valid_to", None),
                        ("valid_to__gte", models.F("valid_from")),
                        _connector="OR",
                    ),
                    name="delegation_ends_after_start",
                ),
                django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=models.Q(("state", "approved")),
                    expressions=[
                        ("county", "="),
                        ("item", "="),
                        (
                            minzheng.kernel.casework.models.powers._Days(
                                "valid_from",
                                "valid_to",
                                django.contrib.postgres.fields.ranges.RangeBoundary(
                                    inclusive_upper=True
                                ),
                            ),
                            "&&",
                        ),
                    ],
                    name="delegation_one_at_a_time",
                ),
            ],
        },
    ),
]
