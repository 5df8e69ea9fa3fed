"""Checks of cases, and departments that cannot be reached."""

from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="SourceCircuit",
        fields=[
            (
                "source",
                models.CharField(
                    max_length=24, primary_key=True, serialize=False, verbose_name="部门"
                ),
            ),
            ("failures", models.PositiveIntegerField(default=0, verbose_name="连续失败次数")),
            ("open_until", models.DateTimeField(null=True, verbose_name="暂停到")),
            ("failed_at", models.DateTimeField(null=True, verbose_name="最近失败")),
            ("reached_at", models.DateTimeField(null=True, verbose_name="最近连通")),
        ],
        options={
            "verbose_name": "部门连通情况",
            "verbose_name_plural": "部门连通情况",
        },
    ),
    migrations.CreateModel(
        name="CheckRound",
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
            ("case", models.UUIDField(verbose_name="办件")),
            ("case_number", models.CharField(max_length=40, verbose_name="办件编号")),
            ("household", models.UUIDField(null=True, verbose_name="家庭")),
            ("person", models.UUIDField(null=True, verbose_name="人员")),
            ("number", models.PositiveSmallIntegerField(verbose_name="第几次核对")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "核对中"),
                        ("replaced", "已重新核对"),
                        ("closed", "已结束"),
                    ],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            (
                "because",
                models.CharField(blank=True, max_length=200, verbose_name="重新核对的原因"),
            ),
            ("ordered_by", models.UUIDField(verbose_name="发起人")),
            ("orderer", models.CharField(max_length=100, verbose_name="发起人姓名")),
            ("ordered_at", models.DateTimeField(verbose_name="发起时间")),
            ("told_on", models.DateField(null=True, verbose_name="告知家庭的日期")),
            ("told_how", models.CharField(blank=True, max_length=200, verbose_name="告知方式")),
            ("explain_by", models.DateField(null=True, verbose_name="说明期限")),
            ("report", models.UUIDField(null=True, verbose_name="核对报告")),
            ("reported_at", models.DateTimeField(null=True, verbose_name="报告时间")),
            ("ended_at", models.DateTimeField(null=True, verbose_name="结束时间")),
        ],
        options={
            "verbose_name": "核对",
            "verbose_name_plural": "核对",
            "constraints": [
                models.UniqueConstraint(fields=("case", "number"), name="check_round_once"),
                models.UniqueConstraint(
                    condition=models.Q(("state", "open")),
                    fields=("case",),
                    name="check_round_one_open",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("household", None), ("person__isnull", False)),
                        models.Q(("household__isnull", False), ("person", None)),
                        _connector="OR",
                    ),
                    name="check_round_of_one_subject",
                ),
            ],
        },
    ),
]
