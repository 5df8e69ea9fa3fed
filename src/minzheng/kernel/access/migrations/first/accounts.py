"""Accounts, emergency views and their alerts."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Account",
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
            ("password", models.CharField(max_length=128, verbose_name="password")),
            (
                "last_login",
                models.DateTimeField(blank=True, null=True, verbose_name="last login"),
            ),
            ("username", models.CharField(max_length=100, unique=True, verbose_name="账号")),
            ("name", models.CharField(max_length=100, verbose_name="姓名")),
            (
                "person",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, verbose_name="本人证件索引"
                ),
            ),
            ("division", models.CharField(blank=True, max_length=12, verbose_name="所属区划")),
            (
                "password_is_temporary",
                models.BooleanField(default=False, verbose_name="首次登录须改密码"),
            ),
            ("is_active", models.BooleanField(default=True, verbose_name="启用")),
            ("demo", models.BooleanField(default=False, verbose_name="演示账号")),
            (
                "disabled_at",
                models.DateTimeField(blank=True, null=True, verbose_name="停用时间"),
            ),
            (
                "disabled_reason",
                models.CharField(blank=True, max_length=200, verbose_name="停用原因"),
            ),
            ("created", models.DateTimeField(auto_now_add=True, verbose_name="开设时间")),
        ],
        options={
            "verbose_name": "账号",
            "constraints": [
                models.UniqueConstraint(fields=("id", "person"), name="account_person")
            ],
        },
    ),
    migrations.CreateModel(
        name="EmergencyGrant",
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
            ("division", models.CharField(max_length=12, verbose_name="查询人区划")),
            (
                "person",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, verbose_name="被查人证件索引"
                ),
            ),
            (
                "reason",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="理由"),
            ),
            ("opened", models.DateTimeField(verbose_name="开始时间")),
            ("expires", models.DateTimeField(verbose_name="失效时间")),
            ("views", models.PositiveIntegerField(default=0, verbose_name="查看次数")),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="账号",
                ),
            ),
        ],
        options={
            "verbose_name": "紧急查询",
        },
    ),
    migrations.CreateModel(
        name="EmergencyAlert",
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
                "holder",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, verbose_name="查询人索引"
                ),
            ),
            ("raised", models.DateTimeField(verbose_name="告警时间")),
            (
                "reviewed_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(
                    blank=True, max_length=32, null=True
                ),
            ),
            (
                "reviewed_at",
                models.DateTimeField(blank=True, null=True, verbose_name="核查时间"),
            ),
            (
                "verdict",
                models.CharField(
                    blank=True,
                    choices=[("justified", "属正当使用"), ("unjustified", "不属正当使用")],
                    max_length=40,
                    verbose_name="核查结论",
                ),
            ),
            ("remark", models.CharField(blank=True, max_length=500, verbose_name="核查意见")),
            (
                "reviewed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="核查人",
                ),
            ),
            (
                "grant",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="alert",
                    to="access.emergencygrant",
                    verbose_name="紧急查询",
                ),
            ),
        ],
        options={
            "verbose_name": "紧急查询告警",
        },
    ),
]
