"""Providers and their accounts."""

from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Provider",
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
            ("organisation_id", models.UUIDField(verbose_name="机构")),
            ("name", models.CharField(max_length=200, verbose_name="名称")),
            ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
            ("from_month", models.DateField(help_text="每月以首日表示", verbose_name="起始月份")),
            (
                "to_month",
                models.DateField(help_text="每月以首日表示", null=True, verbose_name="最后月份"),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "待复核"),
                        ("approved", "已确定"),
                        ("rejected", "未通过"),
                        ("ended", "已终止"),
                    ],
                    default="proposed",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("basis", models.CharField(max_length=300, verbose_name="依据")),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ("proposed_by", models.UUIDField(verbose_name="提出人")),
            ("proposed_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
            ("approved_by", models.UUIDField(null=True, verbose_name="复核人")),
            (
                "approved_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("approved_at", models.DateTimeField(null=True, verbose_name="复核时间")),
        ],
        options={
            "verbose_name": "服务机构",
            "verbose_name_plural": "服务机构",
        },
    ),
    migrations.CreateModel(
        name="ProviderAccount",
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
            ("organisation_id", models.UUIDField(verbose_name="机构")),
            ("version", models.PositiveIntegerField(verbose_name="版本")),
            ("bank", models.CharField(max_length=80, verbose_name="开户银行")),
            ("holder", models.CharField(max_length=100, verbose_name="户名")),
            (
                "number",
                minzheng.kernel.protection.fields.SecretField(
                    kind="bank_account", verbose_name="账号"
                ),
            ),
            ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "待复核"),
                        ("approved", "已复核"),
                        ("rejected", "已退回"),
                        ("superseded", "已停用"),
                    ],
                    default="proposed",
                    max_length=12,
                    verbose_name="状态",
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="变更原因")),
            ("proposed_by", models.UUIDField(verbose_name="提出人")),
            ("proposed_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
            ("approved_by", models.UUIDField(null=True, verbose_name="复核人")),
            (
                "approved_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("approved_at", models.DateTimeField(null=True, verbose_name="复核时间")),
            ("usable_from", models.DateField(null=True, verbose_name="可用日期")),
        ],
        options={
            "verbose_name": "服务机构账户",
            "verbose_name_plural": "服务机构账户",
        },
    ),
    migrations.AddIndex(
        model_name="provider",
        index=models.Index(fields=["division", "benefit", "id"], name="provider_page"),
    ),
    migrations.AddConstraint(
        model_name="provider",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state__in", ["proposed", "approved"])),
            fields=("division", "organisation_id", "benefit"),
            name="provider_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="provider",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["proposed", "approved", "rejected", "ended"])),
            name="provider_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="provider",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("from_month__day", 1),
                models.Q(("to_month", None), ("to_month__day", 1), _connector="OR"),
            ),
            name="provider_months",
        ),
    ),
    migrations.AddConstraint(
        model_name="provider",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("approved_by", None),
                models.Q(
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    models.Q(("approved_person", models.F("proposed_person")), _negated=True),
                ),
                _connector="OR",
            ),
            name="provider_two_persons",
        ),
    ),
    migrations.AddConstraint(
        model_name="provider",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state__in", ["approved", "ended"]), _negated=True),
                models.Q(
                    ("approved_at__isnull", False),
                    ("approved_by__isnull", False),
                    ("approved_person__isnull", False),
                ),
                _connector="OR",
            ),
            name="provider_approved_by_somebody",
        ),
    ),
    migrations.AddConstraint(
        model_name="provider",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "ended"), _negated=True),
                ("to_month__isnull", False),
                _connector="OR",
            ),
            name="provider_ended_in_a_month",
        ),
    ),
    migrations.AddConstraint(
        model_name="provideraccount",
        constraint=models.UniqueConstraint(
            fields=("division", "organisation_id", "version"), name="provider_account_version_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="provideraccount",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state", "approved")),
            fields=("division", "organisation_id"),
            name="provider_account_one_approved",
        ),
    ),
    migrations.AddConstraint(
        model_name="provideraccount",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["proposed", "approved", "rejected", "superseded"])),
            name="provider_account_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="provideraccount",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("approved_by", None),
                models.Q(
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    models.Q(("approved_person", models.F("proposed_person")), _negated=True),
                ),
                _connector="OR",
            ),
            name="provider_account_two_persons",
        ),
    ),
    migrations.AddConstraint(
        model_name="provideraccount",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state__in", ["approved", "superseded"]), _negated=True),
                models.Q(
                    ("approved_at__isnull", False),
                    ("approved_by__isnull", False),
                    ("approved_person__isnull", False),
                    ("usable_from__isnull", False),
                ),
                _connector="OR",
            ),
            name="provider_account_approved_by_somebody",
        ),
    ),
]
