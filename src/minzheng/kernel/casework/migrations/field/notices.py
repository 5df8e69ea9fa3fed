"""Notices: the file."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Notice",
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
            (
                "kind",
                models.CharField(
                    choices=[("proposed", "公示"), ("decided", "公布")],
                    max_length=12,
                    verbose_name="种类",
                ),
            ),
            ("village", models.CharField(max_length=12, verbose_name="张贴的村（社区）")),
            ("title", models.CharField(max_length=100, verbose_name="事项")),
            ("shown", models.JSONField(verbose_name="公开内容")),
            ("days", models.PositiveSmallIntegerField(verbose_name="公示天数")),
            ("posted_on", models.DateField(verbose_name="张贴日期")),
            ("last_day", models.DateField(verbose_name="最后一日")),
            ("ends_at", models.DateTimeField(verbose_name="期满时刻")),
            (
                "state",
                models.CharField(
                    choices=[("open", "公示期内"), ("over", "已期满"), ("withdrawn", "已撤下")],
                    default="open",
                    max_length=12,
                ),
            ),
            ("posted_by", models.UUIDField()),
            ("posted_by_name", models.CharField(max_length=100)),
            ("posted_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("posted_at", models.DateTimeField()),
            ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
            (
                "closed_because",
                models.CharField(blank=True, max_length=200, verbose_name="撤下原因"),
            ),
            (
                "board_photos",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.UUIDField(),
                    default=list,
                    size=None,
                    verbose_name="公示栏照片",
                ),
            ),
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
            "verbose_name": "公示公布",
            "verbose_name_plural": "公示公布",
        },
    ),
    migrations.AddIndex(
        model_name="notice",
        index=models.Index(fields=["division", "last_day", "id"], name="notice_in_division"),
    ),
    migrations.AddIndex(
        model_name="notice",
        index=models.Index(
            condition=models.Q(("state", "open")), fields=["ends_at"], name="notice_running"
        ),
    ),
    migrations.AddConstraint(
        model_name="notice",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state", "open")),
            fields=("case", "step"),
            name="notice_one_running",
        ),
    ),
    migrations.AddConstraint(
        model_name="notice",
        constraint=models.CheckConstraint(
            condition=models.Q(("last_day__gt", models.F("posted_on"))),
            name="notice_ends_after_posting",
        ),
    ),
    migrations.AddConstraint(
        model_name="notice",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("closed_at", None), ("state", "open")),
                models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                _connector="OR",
            ),
            name="notice_closed_when_over",
        ),
    ),
    migrations.AddConstraint(
        model_name="notice",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "withdrawn"), _negated=True),
                models.Q(("closed_because", ""), _negated=True),
                _connector="OR",
            ),
            name="notice_withdrawn_with_reason",
        ),
    ),
]
