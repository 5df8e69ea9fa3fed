"""Relatives, repeated requests, sessions, tokens; indexes and constraints."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="RelativeFiling",
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
                    max_length=32, verbose_name="备案人索引"
                ),
            ),
            (
                "relative",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, verbose_name="亲属证件索引"
                ),
            ),
            (
                "relative_name",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="亲属姓名"),
            ),
            (
                "relation",
                models.CharField(
                    choices=[
                        ("spouse", "配偶"),
                        ("parent", "父母"),
                        ("child", "子女"),
                        ("sibling", "兄弟姐妹"),
                        ("grandparent", "祖父母、外祖父母"),
                        ("grandchild", "孙子女、外孙子女"),
                        ("in_law", "近姻亲"),
                        ("other", "其他近亲属"),
                    ],
                    max_length=40,
                    verbose_name="关系",
                ),
            ),
            ("filed_at", models.DateTimeField(verbose_name="申报时间")),
            ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
            (
                "filed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="申报账号",
                ),
            ),
        ],
        options={
            "verbose_name": "近亲属备案",
        },
    ),
    migrations.CreateModel(
        name="RepeatedRequest",
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
            ("request_id", models.CharField(max_length=64)),
            (
                "digest",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, verbose_name="请求摘要"
                ),
            ),
            ("status", models.PositiveSmallIntegerField(default=0)),
            ("headers", models.JSONField(default=dict)),
            ("body", minzheng.kernel.protection.fields.SecretField(kind="text", null=True)),
            ("created", models.DateTimeField()),
            (
                "account",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Session",
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
                "digest",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, unique=True, verbose_name="会话摘要"
                ),
            ),
            ("content", models.TextField(verbose_name="内容")),
            ("created", models.DateTimeField(verbose_name="建立时间")),
            ("signed_in", models.DateTimeField(null=True, verbose_name="登录时间")),
            ("last_seen", models.DateTimeField(verbose_name="最近使用")),
            ("expires", models.DateTimeField(verbose_name="失效时间")),
            ("address", models.GenericIPAddressField(null=True, verbose_name="网络地址")),
            ("agent", models.CharField(blank=True, max_length=200, verbose_name="浏览器")),
            (
                "account",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="sessions",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="账号",
                ),
            ),
            (
                "post",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="access.post",
                    verbose_name="岗位",
                ),
            ),
        ],
        options={
            "verbose_name": "会话",
        },
    ),
    migrations.CreateModel(
        name="Token",
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
                "digest",
                minzheng.kernel.protection.fields.BlindIndexField(
                    max_length=32, unique=True, verbose_name="令牌摘要"
                ),
            ),
            ("title", models.CharField(max_length=100, verbose_name="用途说明")),
            (
                "permissions",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=40), size=None, verbose_name="权限"
                ),
            ),
            ("created", models.DateTimeField(verbose_name="签发时间")),
            ("expires", models.DateTimeField(verbose_name="失效时间")),
            ("revoked", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
            (
                "created_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="签发人",
                ),
            ),
            (
                "post",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="tokens",
                    to="access.post",
                    verbose_name="岗位",
                ),
            ),
        ],
        options={
            "verbose_name": "接口令牌",
        },
    ),
    migrations.AddIndex(
        model_name="post",
        index=models.Index(fields=["account", "state"], name="post_account_state"),
    ),
    migrations.AddConstraint(
        model_name="relativefiling",
        constraint=models.UniqueConstraint(
            condition=models.Q(("ended_at", None)),
            fields=("holder", "relative"),
            name="relative_filed_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="repeatedrequest",
        constraint=models.UniqueConstraint(fields=("account", "request_id"), name="request_once"),
    ),
    migrations.AddIndex(
        model_name="session",
        index=models.Index(fields=["account"], name="session_account"),
    ),
    migrations.AddIndex(
        model_name="session",
        index=models.Index(fields=["expires"], name="session_expires"),
    ),
]
