"""Objections and conferences."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Conference",
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
                "state",
                models.CharField(
                    choices=[("called", "待召开"), ("held", "已召开"), ("cancelled", "已取消")],
                    default="called",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("planned_on", models.DateField(verbose_name="召开日期")),
            ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
            ("subject", models.CharField(max_length=300, verbose_name="议题")),
            ("attendees", models.JSONField(default=list, verbose_name="参加人")),
            (
                "record",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="会商记录"
                ),
            ),
            (
                "agreed",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="会商结论"
                ),
            ),
            ("called_by", models.UUIDField(verbose_name="召集人")),
            ("called_by_name", models.CharField(max_length=100, verbose_name="召集人姓名")),
            ("held_on", models.DateField(null=True, verbose_name="实际召开日期")),
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
            "verbose_name": "个案会商",
            "verbose_name_plural": "个案会商",
        },
    ),
    migrations.CreateModel(
        name="ConferenceTask",
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
            ("text", models.CharField(max_length=300, verbose_name="事项")),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="责任单位")),
            ("responsible", models.CharField(max_length=100, verbose_name="责任单位或责任人")),
            ("due_on", models.DateField(verbose_name="完成期限")),
            (
                "state",
                models.CharField(
                    choices=[("open", "待完成"), ("done", "已完成"), ("dropped", "不再需要")],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("result", models.CharField(blank=True, max_length=300, verbose_name="完成情况")),
            ("done_by", models.UUIDField(null=True, verbose_name="确认人")),
            ("done_on", models.DateField(null=True, verbose_name="完成日期")),
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
                "conference",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="tasks",
                    to="casework.conference",
                ),
            ),
        ],
        options={
            "verbose_name": "会商议定事项",
            "verbose_name_plural": "会商议定事项",
        },
    ),
    migrations.CreateModel(
        name="Objection",
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
                "source",
                models.CharField(
                    choices=[
                        ("public", "公示期间群众提出"),
                        ("applicant", "申请人提出"),
                        ("report", "信访举报"),
                    ],
                    max_length=12,
                    verbose_name="来源",
                ),
            ),
            (
                "text",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="内容"),
            ),
            ("received_at", models.DateTimeField(verbose_name="收到时间")),
            ("received_on", models.DateField(verbose_name="收到日期")),
            ("due_on", models.DateField(null=True, verbose_name="期限")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "待处理"),
                        ("upheld", "成立"),
                        ("rejected", "不成立"),
                        ("withdrawn", "已撤回"),
                    ],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            (
                "answer",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="处理结果"
                ),
            ),
            ("answered_by", models.UUIDField(null=True, verbose_name="处理人")),
            ("answered_on", models.DateField(null=True, verbose_name="处理日期")),
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
            "verbose_name": "异议",
            "verbose_name_plural": "异议",
        },
    ),
    migrations.AddIndex(
        model_name="conference",
        index=models.Index(fields=["case"], name="conference_of_case"),
    ),
    migrations.AddIndex(
        model_name="conferencetask",
        index=models.Index(fields=["case"], name="conference_task_of_case"),
    ),
    migrations.AddIndex(
        model_name="conferencetask",
        index=models.Index(
            condition=models.Q(("state", "open")),
            fields=["office", "due_on", "id"],
            name="conference_task_open",
        ),
    ),
    migrations.AddConstraint(
        model_name="conferencetask",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("state", "open"), models.Q(("result", ""), _negated=True), _connector="OR"
            ),
            name="conference_task_ended_with_result",
        ),
    ),
    migrations.AddIndex(
        model_name="objection",
        index=models.Index(fields=["case"], name="objection_of_case"),
    ),
    migrations.AddConstraint(
        model_name="objection",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("state", "open"),
                models.Q(("answered_by__isnull", False), ("answered_on__isnull", False)),
                _connector="OR",
            ),
            name="objection_answered_by_somebody",
        ),
    ),
]
