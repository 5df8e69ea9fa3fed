"""Floats and what moves in and out of them."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="ImprestFloat",
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
            ("limit_fen", models.BigIntegerField(verbose_name="限额（分）")),
            ("warn_fen", models.BigIntegerField(verbose_name="低于此额提醒（分）")),
            ("balance_fen", models.BigIntegerField(default=0, verbose_name="余额（分）")),
            ("custodian", models.UUIDField(verbose_name="保管人")),
            (
                "custodian_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
            ),
            ("closed", models.BooleanField(default=False, verbose_name="已停用")),
            ("opened_at", models.DateTimeField(verbose_name="设立时间")),
            (
                "book",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="payments.book",
                ),
            ),
        ],
        options={
            "verbose_name": "备用金",
            "verbose_name_plural": "备用金",
        },
    ),
    migrations.CreateModel(
        name="ImprestMovement",
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
                        ("top_up", "拨入"),
                        ("spend", "支付救助"),
                        ("give_back", "缴回"),
                        ("reversal", "更正支付"),
                    ],
                    max_length=10,
                    verbose_name="类别",
                ),
            ),
            ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
            ("moved_on", models.DateField(verbose_name="日期")),
            ("voucher", models.CharField(max_length=300, verbose_name="票据号")),
            ("case_id", models.UUIDField(null=True, verbose_name="办件")),
            ("benefit", models.CharField(blank=True, max_length=120, verbose_name="待遇")),
            ("reverses", models.UUIDField(null=True, verbose_name="更正的支付")),
            ("journal", models.UUIDField(null=True, verbose_name="凭证")),
            ("recorded_by", models.UUIDField(verbose_name="登记人")),
            (
                "recorded_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
            ),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
            (
                "imprest",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="movements",
                    to="payments.imprestfloat",
                ),
            ),
        ],
        options={
            "verbose_name": "备用金收支",
            "verbose_name_plural": "备用金收支",
        },
    ),
    migrations.AddConstraint(
        model_name="imprestfloat",
        constraint=models.UniqueConstraint(
            condition=models.Q(("closed", False)),
            fields=("division",),
            name="imprest_float_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestfloat",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("limit_fen__gt", 0),
                ("warn_fen__gte", 0),
                ("warn_fen__lte", models.F("limit_fen")),
            ),
            name="imprest_float_bounds",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestfloat",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("balance_fen__gte", 0), ("balance_fen__lte", models.F("limit_fen"))
            ),
            name="imprest_float_balance",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestfloat",
        constraint=models.CheckConstraint(
            condition=models.Q(("closed", False), ("balance_fen", 0), _connector="OR"),
            name="imprest_float_closed_empty",
        ),
    ),
    migrations.AddIndex(
        model_name="imprestmovement",
        index=models.Index(fields=["imprest", "id"], name="imprest_movement_page"),
    ),
    migrations.AddIndex(
        model_name="imprestmovement",
        index=models.Index(
            condition=models.Q(("case_id", None), _negated=True),
            fields=["case_id"],
            name="imprest_movement_case",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestmovement",
        constraint=models.UniqueConstraint(
            condition=models.Q(("reverses", None), _negated=True),
            fields=("reverses",),
            name="imprest_reversed_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestmovement",
        constraint=models.CheckConstraint(
            condition=models.Q(("kind__in", ["top_up", "spend", "give_back", "reversal"])),
            name="imprest_movement_kind",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestmovement",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("amount_fen__gt", 0), ("kind__in", ["top_up", "reversal"])),
                models.Q(("amount_fen__lt", 0), ("kind__in", ["spend", "give_back"])),
                _connector="OR",
            ),
            name="imprest_movement_sign",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestmovement",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("case_id__isnull", False),
                    ("kind__in", ["spend", "reversal"]),
                    models.Q(("benefit", ""), _negated=True),
                ),
                models.Q(("benefit", ""), ("case_id", None), ("kind__in", ["top_up", "give_back"])),
                _connector="OR",
            ),
            name="imprest_movement_for_a_case",
        ),
    ),
    migrations.AddConstraint(
        model_name="imprestmovement",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                models.Q(models.Q(("kind", "reversal"), _negated=True), ("reverses", None)),
                _connector="OR",
            ),
            name="imprest_movement_reverses",
        ),
    ),
]
