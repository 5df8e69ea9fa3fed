"""Entries and what counts them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Entry",
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
            ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
            ("instruction_id", models.UUIDField(null=True, verbose_name="发放明细")),
            ("about", models.UUIDField(null=True, verbose_name="关联对象")),
            (
                "journal",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="entries",
                    to="payments.journal",
                ),
            ),
            (
                "account",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="payments.ledgeraccount",
                ),
            ),
        ],
        options={
            "verbose_name": "分录",
            "verbose_name_plural": "分录",
        },
    ),
    migrations.AddIndex(
        model_name="entry",
        index=models.Index(fields=["journal"], name="entry_journal"),
    ),
    migrations.AddIndex(
        model_name="entry",
        index=models.Index(fields=["account"], name="entry_account"),
    ),
    migrations.AddIndex(
        model_name="entry",
        index=models.Index(
            condition=models.Q(("instruction_id", None), _negated=True),
            fields=["instruction_id"],
            name="entry_instruction",
        ),
    ),
    migrations.AddIndex(
        model_name="entry",
        index=models.Index(
            condition=models.Q(("about", None), _negated=True), fields=["about"], name="entry_about"
        ),
    ),
    migrations.AddConstraint(
        model_name="entry",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen", 0), _negated=True), name="entry_not_nothing"
        ),
    ),
    migrations.CreateModel(
        name="Posting",
        fields=[
            ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ("journal", models.UUIDField(verbose_name="凭证")),
        ],
        options={
            "verbose_name": "记账动作",
            "verbose_name_plural": "记账动作",
        },
    ),
    migrations.CreateModel(
        name="LedgerDay",
        fields=[
            ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
            ("journals", models.BigIntegerField(verbose_name="凭证数")),
            ("entries", models.BigIntegerField(verbose_name="分录数")),
            ("hash", models.CharField(max_length=64, verbose_name="摘要值")),
            ("sealed_at", models.DateTimeField(verbose_name="封存时间")),
        ],
        options={
            "verbose_name": "账簿日摘要",
            "verbose_name_plural": "账簿日摘要",
        },
    ),
]
