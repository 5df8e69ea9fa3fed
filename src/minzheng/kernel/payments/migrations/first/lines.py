"""Lines."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Instruction",
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
            ("sequence", models.PositiveIntegerField(verbose_name="序号")),
            ("end_to_end_id", models.CharField(max_length=35, verbose_name="支付编号")),
            ("award_id", models.UUIDField(verbose_name="享受资格")),
            ("line_id", models.UUIDField(verbose_name="待遇明细")),
            ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
            ("household_id", models.UUIDField(null=True, verbose_name="家庭")),
            ("person_id", models.UUIDField(null=True, verbose_name="人员")),
            ("payee_id", models.UUIDField(null=True, verbose_name="领款人")),
            ("period", models.DateField(help_text="每月以首日表示", verbose_name="所属月份")),
            (
                "component",
                models.CharField(
                    choices=[("regular", "当月"), ("backpay", "补发")],
                    max_length=10,
                    verbose_name="构成",
                ),
            ),
            ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("pending", "待发放"),
                        ("held", "暂缓"),
                        ("paid", "已发放"),
                        ("returned", "已退回"),
                        ("repaired", "已重发"),
                        ("cancelled", "已撤销"),
                    ],
                    default="pending",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("hold_reason", models.CharField(blank=True, max_length=60, verbose_name="暂缓原因")),
            ("account_id", models.UUIDField(null=True, verbose_name="账户版本")),
            ("bank", models.CharField(blank=True, max_length=80, verbose_name="开户银行")),
            ("holder", models.CharField(blank=True, max_length=100, verbose_name="户名")),
            ("number", models.BinaryField(null=True, verbose_name="账号密文")),
            (
                "account_index",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("repairs", models.UUIDField(null=True, verbose_name="重发的原明细")),
            ("settled_on", models.DateField(null=True, verbose_name="银行处理日期")),
            (
                "outcome_reason",
                models.CharField(blank=True, max_length=300, verbose_name="银行说明"),
            ),
            (
                "batch",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="lines",
                    to="payments.batch",
                ),
            ),
        ],
        options={
            "verbose_name": "发放明细",
            "verbose_name_plural": "发放明细",
        },
    ),
    migrations.AddIndex(
        model_name="instruction",
        index=models.Index(fields=["batch", "sequence"], name="instruction_page"),
    ),
    migrations.AddIndex(
        model_name="instruction",
        index=models.Index(fields=["payee_id", "period"], name="instruction_payee"),
    ),
    migrations.AddIndex(
        model_name="instruction",
        index=models.Index(
            condition=models.Q(("person_id", None), _negated=True),
            fields=["person_id"],
            name="instruction_person",
        ),
    ),
    migrations.AddIndex(
        model_name="instruction",
        index=models.Index(
            condition=models.Q(("household_id", None), _negated=True),
            fields=["household_id"],
            name="instruction_household",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.UniqueConstraint(
            fields=("end_to_end_id",), name="instruction_end_to_end_id"
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state__in", ("pending", "paid", "returned"))),
            fields=("award_id", "period", "component", "line_id"),
            name="instruction_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.UniqueConstraint(
            condition=models.Q(
                models.Q(("repairs", None), _negated=True),
                ("state__in", ("pending", "paid", "returned")),
            ),
            fields=("repairs",),
            name="instruction_repaired_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("state__in", ["pending", "held", "paid", "returned", "repaired", "cancelled"])
            ),
            name="instruction_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(("component__in", ["regular", "backpay"])),
            name="instruction_component",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0)), name="instruction_positive"
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(("period__day", 1)), name="instruction_month"
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "held"), _negated=True),
                models.Q(("hold_reason", ""), _negated=True),
                _connector="OR",
            ),
            name="instruction_held_for_a_reason",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state__in", ["pending", "paid", "returned", "repaired"]), _negated=True),
                models.Q(
                    ("account_id__isnull", False),
                    ("account_index__isnull", False),
                    ("number__isnull", False),
                    ("payee_id__isnull", False),
                ),
                _connector="OR",
            ),
            name="instruction_paid_to_an_account",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state__in", ("paid", "returned", "repaired")), _negated=True),
                ("settled_on__isnull", False),
                _connector="OR",
            ),
            name="instruction_settled_on_a_day",
        ),
    ),
]
