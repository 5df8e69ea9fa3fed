"""Notices: interruptions, objections, what strangers see."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="ObjectionBox",
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
            ("notice", models.UUIDField()),
            ("request", models.UUIDField(unique=True)),
            ("text", minzheng.kernel.protection.fields.SecretField(kind="text")),
            ("name", minzheng.kernel.protection.fields.SecretField(kind="text", null=True)),
            ("contact", minzheng.kernel.protection.fields.SecretField(kind="text", null=True)),
            ("received_at", models.DateTimeField()),
        ],
        options={
            "verbose_name": "待转交的异议",
            "verbose_name_plural": "待转交的异议",
        },
    ),
    migrations.CreateModel(
        name="NoticeInterruption",
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
            ("posted_on", models.DateField(verbose_name="中断前的张贴日期")),
            ("last_day", models.DateField(verbose_name="中断前的最后一日")),
            ("because", models.CharField(max_length=200, verbose_name="中断原因")),
            ("recorded_by", models.UUIDField()),
            ("recorded_by_name", models.CharField(max_length=100)),
            ("recorded_at", models.DateTimeField()),
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
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="interruptions",
                    to="casework.notice",
                ),
            ),
        ],
        options={
            "verbose_name": "公示中断",
            "verbose_name_plural": "公示中断",
        },
    ),
    migrations.CreateModel(
        name="NoticeObjection",
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
            ("objection", models.UUIDField()),
            ("named", models.BooleanField(verbose_name="署名")),
            ("received_at", models.DateTimeField()),
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
                "notice",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="objections",
                    to="casework.notice",
                ),
            ),
        ],
        options={
            "verbose_name": "公示期间的异议",
            "verbose_name_plural": "公示期间的异议",
        },
    ),
    migrations.CreateModel(
        name="PublicNotice",
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
            ("village", models.CharField(max_length=12)),
            (
                "kind",
                models.CharField(
                    choices=[("proposed", "公示"), ("decided", "公布")], max_length=12
                ),
            ),
            ("title", models.CharField(max_length=100)),
            ("office", models.CharField(max_length=100, verbose_name="受理异议的单位")),
            ("lines", models.JSONField()),
            ("posted_on", models.DateField()),
            ("last_day", models.DateField()),
            ("ends_at", models.DateTimeField()),
            ("over", models.BooleanField(default=False)),
        ],
        options={
            "verbose_name": "公开的公示",
            "verbose_name_plural": "公开的公示",
            "indexes": [models.Index(fields=["village", "ends_at"], name="public_notice_running")],
        },
    ),
]
