"""Accounts and journals."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="LedgerAccount",
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
            ("code", models.CharField(max_length=60, verbose_name="科目编码")),
            ("title", models.CharField(max_length=100, verbose_name="科目名称")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("cash", "银行存款"),
                        ("appropriation", "拨款"),
                        ("expense", "救助支出"),
                        ("payable", "应付救助款"),
                        ("receivable", "应收追回款"),
                        ("imprest", "备用金"),
                        ("suspense", "待查款项"),
                        ("written_off", "核销"),
                    ],
                    max_length=16,
                    verbose_name="类别",
                ),
            ),
            (
                "book",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="accounts",
                    to="payments.book",
                ),
            ),
            (
                "fund",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="payments.fund",
                ),
            ),
        ],
        options={
            "verbose_name": "科目",
            "verbose_name_plural": "科目",
        },
    ),
    migrations.AddConstraint(
        model_name="ledgeraccount",
        constraint=models.UniqueConstraint(
            fields=("book", "code"), name="ledger_account_code_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="ledgeraccount",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "kind__in",
                    [
                        "cash",
                        "appropriation",
                        "expense",
                        "payable",
                        "receivable",
                        "imprest",
                        "suspense",
                        "written_off",
                    ],
                )
            ),
            name="ledger_account_kind",
        ),
    ),
    migrations.AddConstraint(
        model_name="ledgeraccount",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("fund__isnull", False), ("kind__in", ("appropriation", "expense"))),
                models.Q(
                    models.Q(("kind__in", ("appropriation", "expense")), _negated=True),
                    ("fund", None),
                ),
                _connector="OR",
            ),
            name="ledger_account_fund",
        ),
    ),
    migrations.CreateModel(
        name="Journal",
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
                "kind",
                models.CharField(
                    choices=[
                        ("allotment", "下达资金"),
                        ("order", "确认发放"),
                        ("payment", "银行回盘"),
                        ("return", "退汇"),
                        ("suspense", "待查款项"),
                        ("recovery", "追回"),
                        ("write_off", "核销"),
                        ("imprest", "备用金"),
                        ("provider", "服务结算"),
                        ("correction", "更正"),
                        ("reversal", "冲销"),
                    ],
                    max_length=12,
                    verbose_name="类别",
                ),
            ),
            ("ref", models.CharField(max_length=60, verbose_name="关联编号")),
            ("business_date", models.DateField(verbose_name="业务日期")),
            ("memo", models.CharField(max_length=300, verbose_name="摘要")),
            ("posted_by", models.UUIDField(verbose_name="记账人")),
            (
                "posted_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("posted_at", models.DateTimeField(verbose_name="记账时间")),
            ("posted_in", models.BigIntegerField(verbose_name="记账事务")),
            ("reverses", models.UUIDField(null=True, verbose_name="冲销的凭证")),
            (
                "book",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="payments.book",
                ),
            ),
        ],
        options={
            "verbose_name": "凭证",
            "verbose_name_plural": "凭证",
        },
    ),
    migrations.AddIndex(
        model_name="journal",
        index=models.Index(fields=["division", "business_date", "id"], name="journal_page"),
    ),
    migrations.AddIndex(
        model_name="journal",
        index=models.Index(fields=["ref"], name="journal_ref"),
    ),
    migrations.AddIndex(
        model_name="journal",
        index=models.Index(fields=["posted_at"], name="journal_posted"),
    ),
    migrations.AddConstraint(
        model_name="journal",
        constraint=models.UniqueConstraint(
            fields=("id", "division", "label"), name="journal_place"
        ),
    ),
    migrations.AddConstraint(
        model_name="journal",
        constraint=models.UniqueConstraint(
            condition=models.Q(("reverses", None), _negated=True),
            fields=("reverses",),
            name="journal_reversed_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="journal",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "kind__in",
                    [
                        "allotment",
                        "order",
                        "payment",
                        "return",
                        "suspense",
                        "recovery",
                        "write_off",
                        "imprest",
                        "provider",
                        "correction",
                        "reversal",
                    ],
                ),
                models.Q(
                    models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                    models.Q(models.Q(("kind", "reversal"), _negated=True), ("reverses", None)),
                    _connector="OR",
                ),
            ),
            name="journal_kind",
        ),
    ),
    migrations.AddConstraint(
        model_name="journal",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("reverses", None),
                models.Q(("reverses", models.F("id")), _negated=True),
                _connector="OR",
            ),
            name="journal_not_its_own_reversal",
        ),
    ),
]
