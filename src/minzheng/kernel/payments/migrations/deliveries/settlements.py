"""Settlements with providers."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Settlement",
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
            ("number", models.CharField(max_length=35, unique=True, verbose_name="结算单号")),
            ("month", models.DateField(help_text="每月以首日表示", verbose_name="月份")),
            ("count", models.PositiveIntegerField(verbose_name="笔数")),
            ("price_fen", models.BigIntegerField(verbose_name="服务价格（分）")),
            ("amount_fen", models.BigIntegerField(verbose_name="结算金额（分）")),
            (
                "state",
                models.CharField(
                    choices=[("prepared", "待对账"), ("agreed", "已对账"), ("withdrawn", "已撤回")],
                    default="prepared",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("prepared_by", models.UUIDField(verbose_name="编制人")),
            ("prepared_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("prepared_at", models.DateTimeField(verbose_name="编制时间")),
            (
                "agreed_name",
                models.CharField(blank=True, max_length=100, verbose_name="机构确认人"),
            ),
            ("agreed_on", models.DateField(null=True, verbose_name="机构确认日期")),
            ("agreed_by", models.UUIDField(null=True, verbose_name="登记人")),
            (
                "agreed_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="撤回原因")),
        ],
        options={
            "verbose_name": "服务结算单",
            "verbose_name_plural": "服务结算单",
        },
    ),
    migrations.AddField(
        model_name="settlement",
        name="provider",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name="settlements",
            to="payments.provider",
        ),
    ),
    migrations.AddIndex(
        model_name="settlement",
        index=models.Index(fields=["division", "-id"], name="settlement_page"),
    ),
    migrations.AddConstraint(
        model_name="settlement",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state", "withdrawn"), _negated=True),
            fields=("provider", "month", "label"),
            name="settlement_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="settlement",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["prepared", "agreed", "withdrawn"])),
            name="settlement_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="settlement",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0), ("month__day", 1)), name="settlement_positive"
        ),
    ),
    migrations.AddConstraint(
        model_name="settlement",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "agreed"), _negated=True),
                models.Q(
                    models.Q(("agreed_name", ""), _negated=True),
                    ("agreed_by__isnull", False),
                    ("agreed_on__isnull", False),
                    ("agreed_person__isnull", False),
                ),
                _connector="OR",
            ),
            name="settlement_agreed_by_somebody",
        ),
    ),
    migrations.AddConstraint(
        model_name="settlement",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "withdrawn"), _negated=True),
                models.Q(("reason", ""), _negated=True),
                _connector="OR",
            ),
            name="settlement_withdrawn_for_a_reason",
        ),
    ),
]
