"""Books, funds and who bears which share."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Book",
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
            ("payer_name", models.CharField(blank=True, max_length=100, verbose_name="付款户名")),
            ("bank", models.CharField(blank=True, max_length=100, verbose_name="开户银行")),
            ("format", models.CharField(blank=True, max_length=60, verbose_name="文件格式")),
            (
                "number",
                minzheng.kernel.protection.fields.SecretField(
                    kind="bank_account", null=True, verbose_name="付款账号"
                ),
            ),
            ("closed", models.BooleanField(default=False, verbose_name="已结转")),
        ],
        options={
            "verbose_name": "账套",
            "verbose_name_plural": "账套",
            "constraints": [
                models.UniqueConstraint(fields=("id", "division"), name="payment_book_place"),
                models.UniqueConstraint(
                    condition=models.Q(("closed", False)),
                    fields=("division",),
                    name="payment_book_open_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Fund",
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
            ("code", models.CharField(max_length=60, verbose_name="编码")),
            ("title", models.CharField(max_length=100, verbose_name="名称")),
            (
                "source",
                models.CharField(
                    choices=[
                        ("central", "中央补助"),
                        ("provincial", "省级补助"),
                        ("city", "市级补助"),
                        ("county", "县级安排"),
                        ("lottery", "福利彩票公益金"),
                    ],
                    max_length=12,
                    verbose_name="来源",
                ),
            ),
        ],
        options={
            "verbose_name": "资金",
            "verbose_name_plural": "资金",
            "constraints": [
                models.UniqueConstraint(fields=("division", "code"), name="fund_code_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("source__in", ["central", "provincial", "city", "county", "lottery"])
                    ),
                    name="fund_source",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="FundShare",
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
            ("from_month", models.DateField(help_text="每月以首日表示", verbose_name="起始月份")),
            ("permille", models.PositiveSmallIntegerField(verbose_name="千分比")),
            (
                "fund",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="shares",
                    to="payments.fund",
                ),
            ),
        ],
        options={
            "verbose_name": "资金分担",
            "verbose_name_plural": "资金分担",
        },
    ),
    migrations.AddConstraint(
        model_name="fundshare",
        constraint=models.UniqueConstraint(
            fields=("division", "benefit", "from_month", "fund"), name="fund_share_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="fundshare",
        constraint=models.CheckConstraint(
            condition=models.Q(("permille__gte", 1), ("permille__lte", 1000)),
            name="fund_share_permille",
        ),
    ),
    migrations.AddConstraint(
        model_name="fundshare",
        constraint=models.CheckConstraint(
            condition=models.Q(("from_month__day", 1)), name="fund_share_month"
        ),
    ),
]
