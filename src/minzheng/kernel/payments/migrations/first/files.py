"""The funds of a batch, its file and its way to the bank."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="BankFile",
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
            ("format", models.CharField(max_length=60, verbose_name="格式")),
            ("name", models.CharField(max_length=300, verbose_name="文件名")),
            ("digest", models.CharField(max_length=64, unique=True, verbose_name="摘要值")),
            ("key", models.CharField(max_length=60, verbose_name="密钥类别")),
            ("size", models.PositiveIntegerField(verbose_name="字节数")),
            ("count", models.PositiveIntegerField(verbose_name="笔数")),
            ("total_fen", models.BigIntegerField(verbose_name="金额（分）")),
            ("made_by", models.UUIDField(verbose_name="生成人")),
            ("made_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("made_at", models.DateTimeField(verbose_name="生成时间")),
            (
                "batch",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="file",
                    to="payments.batch",
                ),
            ),
        ],
        options={
            "verbose_name": "银行文件",
            "verbose_name_plural": "银行文件",
        },
    ),
    migrations.CreateModel(
        name="BatchFund",
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
            ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
            ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="funds",
                    to="payments.batch",
                ),
            ),
            (
                "fund",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="payments.fund",
                ),
            ),
        ],
        options={
            "verbose_name": "批次资金",
            "verbose_name_plural": "批次资金",
        },
    ),
    migrations.AddConstraint(
        model_name="batchfund",
        constraint=models.UniqueConstraint(
            fields=("batch", "benefit", "fund"), name="payment_batch_fund_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="batchfund",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0)), name="payment_batch_fund_positive"
        ),
    ),
    migrations.CreateModel(
        name="Attempt",
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
            ("number", models.PositiveSmallIntegerField(verbose_name="次数")),
            ("begun_by", models.UUIDField(verbose_name="送出人")),
            ("begun_at", models.DateTimeField(verbose_name="送出时间")),
            (
                "batch",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="attempts",
                    to="payments.batch",
                ),
            ),
        ],
        options={
            "verbose_name": "送出记录",
            "verbose_name_plural": "送出记录",
            "constraints": [
                models.UniqueConstraint(fields=("batch", "number"), name="payment_attempt_once")
            ],
        },
    ),
]
