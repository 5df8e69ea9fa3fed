"""Posts."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Post",
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
            (
                "person",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, verbose_name="任职人索引"
                ),
            ),
            (
                "role",
                models.CharField(max_length=40, verbose_name="角色"),
            ),
            (
                "family",
                models.CharField(max_length=40, verbose_name="角色类别"),
            ),
            ("division", models.CharField(max_length=12, verbose_name="区划")),
            (
                "compartment",
                models.CharField(
                    blank=True,
                    choices=[("child_protection", "未成年人保护")],
                    max_length=40,
                    verbose_name="保密范围",
                ),
            ),
            ("valid_from", models.DateField(verbose_name="任期起")),
            ("valid_to", models.DateField(blank=True, null=True, verbose_name="任期止")),
            (
                "state",
                models.CharField(
                    choices=[("proposed", "待批准"), ("active", "在任"), ("ended", "已终止")],
                    default="proposed",
                    max_length=40,
                    verbose_name="状态",
                ),
            ),
            (
                "origin",
                models.CharField(
                    choices=[("granted", "授予"), ("installation", "安装时设立")],
                    default="granted",
                    max_length=40,
                    verbose_name="来源",
                ),
            ),
            (
                "proposed_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(
                    blank=True, max_length=32, null=True
                ),
            ),
            (
                "proposed_at",
                models.DateTimeField(blank=True, null=True, verbose_name="提出时间"),
            ),
            (
                "approved_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(
                    blank=True, max_length=32, null=True
                ),
            ),
            (
                "approved_at",
                models.DateTimeField(blank=True, null=True, verbose_name="批准时间"),
            ),
            ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
            (
                "end_reason",
                models.CharField(blank=True, max_length=200, verbose_name="终止原因"),
            ),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="posts",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="账号",
                ),
            ),
            (
                "approved_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="批准人",
                ),
            ),
            (
                "proposed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="提出人",
                ),
            ),
        ],
        options={
            "verbose_name": "岗位",
            "ordering": ["division", "role", "id"],
        },
    ),
    migrations.AddField(
        model_name="emergencygrant",
        name="post",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="access.post",
            verbose_name="岗位",
        ),
    ),
]
