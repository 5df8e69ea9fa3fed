"""Tasks."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Task",
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
            ("step", models.CharField(max_length=60, verbose_name="环节")),
            ("stage", models.CharField(blank=True, max_length=60, verbose_name="阶段")),
            ("title", models.CharField(max_length=100, verbose_name="任务")),
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            ("number", models.CharField(max_length=40, verbose_name="办件编号")),
            ("who", models.CharField(max_length=100, verbose_name="申请人姓名")),
            ("urgent", models.BooleanField(default=False, verbose_name="急难")),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="机关")),
            ("permission", models.CharField(max_length=40, verbose_name="权限")),
            (
                "not_by",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=60),
                    default=list,
                    size=None,
                    verbose_name="不得由以下环节的办理人办理",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "待办"),
                        ("taken", "办理中"),
                        ("done", "已办"),
                        ("cancelled", "已取消"),
                    ],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("opened_at", models.DateTimeField(verbose_name="产生时间")),
            ("opened_on", models.DateField(verbose_name="产生日期")),
            ("due_on", models.DateField(default=datetime.date(9999, 12, 31), verbose_name="期限")),
            ("promised_on", models.DateField(null=True, verbose_name="承诺期限")),
            ("taken_by", models.UUIDField(null=True, verbose_name="认领人")),
            (
                "taken_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="认领人姓名"),
            ),
            ("taken_at", models.DateTimeField(null=True, verbose_name="认领时间")),
            ("done_by", models.UUIDField(null=True, verbose_name="办理人")),
            (
                "done_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            (
                "done_by_name",
                models.CharField(blank=True, max_length=100, verbose_name="办理人姓名"),
            ),
            ("done_at", models.DateTimeField(null=True, verbose_name="办理时间")),
            ("done_on", models.DateField(null=True, verbose_name="办理日期")),
            ("result", models.CharField(blank=True, max_length=60, verbose_name="结果")),
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
            "verbose_name": "任务",
            "verbose_name_plural": "任务",
        },
    ),
    migrations.AddIndex(
        model_name="task",
        index=models.Index(
            condition=models.Q(("state__in", ["open", "taken"])),
            fields=["office", "due_on", "id"],
            include=("division", "label", "permission", "item", "step"),
            name="task_inbox",
        ),
    ),
    migrations.AddIndex(
        model_name="task",
        index=models.Index(fields=["case"], name="task_of_case"),
    ),
    migrations.AddIndex(
        model_name="task",
        index=models.Index(
            condition=models.Q(("state__in", ["open", "taken"]), _negated=True),
            fields=["office", "done_on"],
            name="task_done",
        ),
    ),
    migrations.AddConstraint(
        model_name="task",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state__in", ["open", "taken"])),
            fields=("case", "step"),
            name="task_live_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="task",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["open", "taken", "done", "cancelled"])),
            name="task_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="task",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "taken"), _negated=True),
                ("taken_by__isnull", False),
                _connector="OR",
            ),
            name="task_taken_by_somebody",
        ),
    ),
    migrations.AddConstraint(
        model_name="task",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "done"), _negated=True),
                models.Q(
                    ("done_at__isnull", False),
                    ("done_by__isnull", False),
                    ("done_on__isnull", False),
                ),
                _connector="OR",
            ),
            name="task_done_by_somebody",
        ),
    ),
]
