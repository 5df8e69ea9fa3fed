"""What banks say of batches, and what the database refuses about it."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers
from minzheng.kernel.payments.migrations.rules import returning


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
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
                ("bank", models.CharField(max_length=100, verbose_name="银行")),
                ("name", models.CharField(max_length=300, verbose_name="文件名")),
                ("format", models.CharField(max_length=60, verbose_name="格式")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要值")),
                ("key", models.CharField(max_length=60, verbose_name="密钥类别")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="笔数")),
                ("total_fen", models.BigIntegerField(default=0, verbose_name="金额（分）")),
                ("paid_count", models.PositiveIntegerField(default=0, verbose_name="入账笔数")),
                ("paid_fen", models.BigIntegerField(default=0, verbose_name="入账金额（分）")),
                ("returned_count", models.PositiveIntegerField(default=0, verbose_name="退回笔数")),
                ("returned_fen", models.BigIntegerField(default=0, verbose_name="退回金额（分）")),
                ("unclear_count", models.PositiveIntegerField(default=0, verbose_name="待查笔数")),
                ("unclear_fen", models.BigIntegerField(default=0, verbose_name="待查金额（分）")),
                (
                    "refusal",
                    models.CharField(blank=True, max_length=300, verbose_name="未登记原因"),
                ),
                ("taken_by", models.UUIDField(verbose_name="登记人")),
                (
                    "taken_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
                ),
                ("taken_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="payments.batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "回盘文件",
                "verbose_name_plural": "回盘文件",
            },
        ),
        migrations.CreateModel(
            name="BankWord",
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
                ("place", models.PositiveIntegerField(verbose_name="行号")),
                ("end_to_end_id", models.CharField(max_length=35, verbose_name="支付编号")),
                ("sequence", models.PositiveIntegerField(verbose_name="序号")),
                ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
                ("paid", models.BooleanField(verbose_name="入账")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="银行说明")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("paid", "已入账"),
                            ("returned", "未入账退回"),
                            ("given_back", "入账后退回"),
                            ("repeated", "重复"),
                            ("unknown", "没有此笔"),
                            ("differs", "金额、账号或者结果不符"),
                            ("late", "明细已不能变动"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("instruction_id", models.UUIDField(null=True, verbose_name="发放明细")),
                (
                    "settled_text",
                    models.CharField(blank=True, max_length=300, verbose_name="处理意见"),
                ),
                ("settled_by", models.UUIDField(null=True, verbose_name="处理人")),
                (
                    "settled_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                (
                    "bank_return",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="words",
                        to="payments.return",
                    ),
                ),
            ],
            options={
                "verbose_name": "回盘明细",
                "verbose_name_plural": "回盘明细",
            },
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(fields=("bank", "digest"), name="bank_return_once"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("refusal", ""), _negated=True), ("count", 0)),
                    models.Q(("count__gt", 0), ("refusal", "")),
                    _connector="OR",
                ),
                name="bank_return_taken_or_refused",
            ),
        ),
        migrations.AddIndex(
            model_name="bankword",
            index=models.Index(fields=["bank_return", "place"], name="bank_word_page"),
        ),
        migrations.AddIndex(
            model_name="bankword",
            index=models.Index(
                condition=models.Q(("instruction_id", None), _negated=True),
                fields=["instruction_id"],
                name="bank_word_instruction",
            ),
        ),
        migrations.AddIndex(
            model_name="bankword",
            index=models.Index(
                condition=models.Q(
                    ("outcome__in", ("unknown", "differs", "late")), ("settled_by", None)
                ),
                fields=["division", "id"],
                name="bank_word_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankword",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome__in", ("paid", "returned", "given_back"))),
                fields=("end_to_end_id", "sequence"),
                name="bank_word_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "paid",
                            "returned",
                            "given_back",
                            "repeated",
                            "unknown",
                            "differs",
                            "late",
                        ],
                    )
                ),
                name="bank_word_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankword",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen__gt", 0)), name="bank_word_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_by", None), ("settled_text", "")),
                    models.Q(
                        ("settled_at__isnull", False), models.Q(("settled_text", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="bank_word_settled_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="instruction",
            index=models.Index(
                condition=models.Q(("state", "returned")),
                fields=["division", "id"],
                name="instruction_returned",
            ),
        ),
        *returning.OPERATIONS,
    ]
