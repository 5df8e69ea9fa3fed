"""Batches."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Batch",
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
            ("number", models.CharField(max_length=35, unique=True, verbose_name="批次号")),
            ("month", models.DateField(help_text="每月以首日表示", verbose_name="月份")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("regular", "月度发放"),
                        ("backpay", "补发"),
                        ("once", "一次性发放"),
                        ("price_rise", "价格临时补贴"),
                        ("repair", "退汇重发"),
                        ("imprest", "备用金"),
                    ],
                    max_length=16,
                    verbose_name="类别",
                ),
            ),
            (
                "benefits",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=120), size=None, verbose_name="待遇"
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "编制中"),
                        ("checked", "已检查"),
                        ("approved", "已批准"),
                        ("frozen", "已锁定"),
                        ("filed", "已生成文件"),
                        ("sent", "已送银行"),
                        ("unknown", "待银行确认"),
                        ("confirmed", "已到账核对"),
                        ("cancelled", "已撤销"),
                    ],
                    default="draft",
                    max_length=12,
                    verbose_name="状态",
                ),
            ),
            ("count", models.PositiveIntegerField(default=0, verbose_name="笔数")),
            ("total_fen", models.BigIntegerField(default=0, verbose_name="金额（分）")),
            ("held_count", models.PositiveIntegerField(default=0, verbose_name="暂缓笔数")),
            ("held_fen", models.BigIntegerField(default=0, verbose_name="暂缓金额（分）")),
            ("lines_hash", models.CharField(blank=True, max_length=64, verbose_name="明细摘要")),
            (
                "approved_hash",
                models.CharField(blank=True, max_length=64, verbose_name="批准的明细摘要"),
            ),
            ("maker", models.UUIDField(verbose_name="编制人")),
            ("maker_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("made_at", models.DateTimeField(verbose_name="编制时间")),
            ("checked_at", models.DateTimeField(null=True, verbose_name="检查时间")),
            ("approver", models.UUIDField(null=True, verbose_name="批准人")),
            (
                "approver_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
            ("frozen_by", models.UUIDField(null=True, verbose_name="确认人")),
            (
                "frozen_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("frozen_on", models.DateField(null=True, verbose_name="确认日期")),
            ("journal", models.UUIDField(null=True, verbose_name="凭证")),
            ("receipt", models.CharField(blank=True, max_length=300, verbose_name="银行回执")),
            ("sent_at", models.DateTimeField(null=True, verbose_name="送出时间")),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ("version", models.PositiveIntegerField(default=1)),
        ],
        options={
            "verbose_name": "发放批次",
            "verbose_name_plural": "发放批次",
        },
    ),
    migrations.AddField(
        model_name="batch",
        name="book",
        field=models.ForeignKey(
            db_index=False,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to="payments.book",
        ),
    ),
    migrations.AddIndex(
        model_name="batch",
        index=models.Index(fields=["division", "-id"], name="payment_batch_page"),
    ),
    migrations.AddIndex(
        model_name="batch",
        index=models.Index(fields=["state", "id"], name="payment_batch_state"),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "state__in",
                    [
                        "draft",
                        "checked",
                        "approved",
                        "frozen",
                        "filed",
                        "sent",
                        "unknown",
                        "confirmed",
                        "cancelled",
                    ],
                )
            ),
            name="payment_batch_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("kind__in", ["regular", "backpay", "once", "price_rise", "repair", "imprest"])
            ),
            name="payment_batch_kind",
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(("month__day", 1)), name="payment_batch_month"
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("approver", None),
                models.Q(("approver", models.F("maker")), _negated=True),
                _connector="OR",
            ),
            name="payment_batch_two_accounts",
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("approver_person", None),
                models.Q(("approver_person", models.F("maker_person")), _negated=True),
                _connector="OR",
            ),
            name="payment_batch_two_persons",
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("state__in", ("approved", "frozen", "filed", "sent", "unknown", "confirmed")),
                    _negated=True,
                ),
                models.Q(
                    ("approved_at__isnull", False),
                    ("approved_hash", models.F("lines_hash")),
                    ("approver__isnull", False),
                    ("approver_person__isnull", False),
                    models.Q(("lines_hash", ""), _negated=True),
                ),
                _connector="OR",
            ),
            name="payment_batch_approved_by_somebody",
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("state__in", ("frozen", "filed", "sent", "unknown", "confirmed")),
                    _negated=True,
                ),
                models.Q(
                    ("frozen_by__isnull", False),
                    ("frozen_on__isnull", False),
                    ("frozen_person__isnull", False),
                    ("journal__isnull", False),
                ),
                _connector="OR",
            ),
            name="payment_batch_frozen_by_somebody",
        ),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state__in", ["sent", "confirmed"]), _negated=True),
                models.Q(("sent_at__isnull", False), models.Q(("receipt", ""), _negated=True)),
                _connector="OR",
            ),
            name="payment_batch_sent_with_receipt",
        ),
    ),
]
