"""What of it is planned, received or given up."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Receipt",
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
            ("received_on", models.DateField(verbose_name="收款日期")),
            ("voucher", models.CharField(max_length=300, verbose_name="票据号")),
            ("recorded_by", models.UUIDField(verbose_name="登记人")),
            (
                "recorded_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
            ),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
            (
                "receivable",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="receipts",
                    to="payments.receivable",
                ),
            ),
        ],
        options={
            "verbose_name": "追回收款",
            "verbose_name_plural": "追回收款",
        },
    ),
    migrations.CreateModel(
        name="Instalment",
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
            ("plan", models.PositiveSmallIntegerField(verbose_name="计划次数")),
            ("number", models.PositiveSmallIntegerField(verbose_name="期次")),
            ("due_on", models.DateField(verbose_name="应还日期")),
            ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
            ("agreed_by", models.UUIDField(verbose_name="登记人")),
            ("agreed_at", models.DateTimeField(verbose_name="登记时间")),
            (
                "receivable",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="instalments",
                    to="payments.receivable",
                ),
            ),
        ],
        options={
            "verbose_name": "分期返还",
            "verbose_name_plural": "分期返还",
        },
    ),
    migrations.CreateModel(
        name="WriteOff",
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
            ("reason", models.CharField(max_length=1000, verbose_name="困难情况和依据")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "待批准"),
                        ("approved", "已核销"),
                        ("refused", "不予核销"),
                    ],
                    default="proposed",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("proposed_by", models.UUIDField(verbose_name="提出人")),
            (
                "proposed_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
            ),
            ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
            ("decided_by", models.UUIDField(null=True, verbose_name="批准人")),
            (
                "decided_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
            (
                "decided_in",
                models.CharField(blank=True, max_length=12, verbose_name="批准机关"),
            ),
            (
                "decided_because",
                models.CharField(blank=True, max_length=300, verbose_name="批准意见"),
            ),
            (
                "receivable",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="write_offs",
                    to="payments.receivable",
                ),
            ),
        ],
        options={
            "verbose_name": "追回款核销",
            "verbose_name_plural": "追回款核销",
        },
    ),
    migrations.AddConstraint(
        model_name="receipt",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0)), name="receipt_positive"
        ),
    ),
    migrations.AddConstraint(
        model_name="instalment",
        constraint=models.UniqueConstraint(
            fields=("receivable", "plan", "number"), name="instalment_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="instalment",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0)), name="instalment_positive"
        ),
    ),
    migrations.AddConstraint(
        model_name="writeoff",
        constraint=models.UniqueConstraint(
            condition=models.Q(("state", "proposed")),
            fields=("receivable",),
            name="write_off_waits_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="writeoff",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["proposed", "approved", "refused"])),
            name="write_off_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="writeoff",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0)), name="write_off_positive"
        ),
    ),
    migrations.AddConstraint(
        model_name="writeoff",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("decided_by", None),
                models.Q(
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    models.Q(("decided_person", models.F("proposed_person")), _negated=True),
                ),
                _connector="OR",
            ),
            name="write_off_two_persons",
        ),
    ),
    migrations.AddConstraint(
        model_name="writeoff",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("state", "proposed"),
                models.Q(
                    ("decided_at__isnull", False),
                    ("decided_by__isnull", False),
                    ("decided_person__isnull", False),
                ),
                _connector="OR",
            ),
            name="write_off_decided_by_somebody",
        ),
    ),
]
