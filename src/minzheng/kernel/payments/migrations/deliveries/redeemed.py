"""What was used of it, and what is disputed."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Dispute",
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
            ("reason", models.CharField(max_length=300, verbose_name="争议内容")),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("open", "待处理"),
                        ("upheld", "属实，已冲销"),
                        ("dismissed", "不属实"),
                    ],
                    default="open",
                    max_length=10,
                    verbose_name="处理结果",
                ),
            ),
            ("finding", models.CharField(blank=True, max_length=300, verbose_name="核查情况")),
            ("raised_by", models.UUIDField(verbose_name="提出登记人")),
            ("raised_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("raised_at", models.DateTimeField(verbose_name="提出时间")),
            ("settled_by", models.UUIDField(null=True, verbose_name="处理人")),
            (
                "settled_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("settled_at", models.DateTimeField(null=True, verbose_name="处理时间")),
        ],
        options={
            "verbose_name": "服务争议",
            "verbose_name_plural": "服务争议",
        },
    ),
    migrations.CreateModel(
        name="Redemption",
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
            ("mode", models.CharField(max_length=60, verbose_name="服务方式")),
            ("content", models.CharField(max_length=300, verbose_name="服务内容")),
            ("price_fen", models.BigIntegerField(verbose_name="价格（分）")),
            ("amount_fen", models.BigIntegerField(verbose_name="补贴承担（分）")),
            ("used_on", models.DateField(verbose_name="服务日期")),
            ("voucher", models.CharField(max_length=300, verbose_name="凭据号")),
            ("reverses", models.UUIDField(null=True, verbose_name="冲销的核销")),
            ("recorded_by", models.UUIDField(verbose_name="登记人")),
            ("recorded_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
        ],
        options={
            "verbose_name": "服务核销",
            "verbose_name_plural": "服务核销",
        },
    ),
    migrations.AddField(
        model_name="redemption",
        name="delivery",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name="redemptions",
            to="payments.delivery",
        ),
    ),
    migrations.AddField(
        model_name="redemption",
        name="provider",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="payments.provider"
        ),
    ),
    migrations.AddField(
        model_name="dispute",
        name="redemption",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name="disputes",
            to="payments.redemption",
        ),
    ),
    migrations.AddField(
        model_name="redemption",
        name="settlement",
        field=models.ForeignKey(
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="redemptions",
            to="payments.settlement",
        ),
    ),
    migrations.AddConstraint(
        model_name="dispute",
        constraint=models.UniqueConstraint(
            condition=models.Q(("outcome", "open")),
            fields=("redemption",),
            name="dispute_open_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="dispute",
        constraint=models.CheckConstraint(
            condition=models.Q(("outcome__in", ["open", "upheld", "dismissed"])),
            name="dispute_outcome",
        ),
    ),
    migrations.AddConstraint(
        model_name="dispute",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("outcome", "open"), ("settled_by", None)),
                models.Q(
                    models.Q(("outcome", "open"), _negated=True),
                    models.Q(("finding", ""), _negated=True),
                    models.Q(("settled_by", models.F("raised_by")), _negated=True),
                    models.Q(("settled_person", models.F("raised_person")), _negated=True),
                    ("settled_at__isnull", False),
                    ("settled_by__isnull", False),
                    ("settled_person__isnull", False),
                ),
                _connector="OR",
            ),
            name="dispute_settled_by_another",
        ),
    ),
    migrations.AddIndex(
        model_name="redemption",
        index=models.Index(
            condition=models.Q(("settlement", None)),
            fields=["provider", "used_on"],
            name="redemption_to_settle",
        ),
    ),
    migrations.AddConstraint(
        model_name="redemption",
        constraint=models.UniqueConstraint(fields=("id", "label"), name="redemption_place"),
    ),
    migrations.AddConstraint(
        model_name="redemption",
        constraint=models.UniqueConstraint(
            condition=models.Q(("reverses", None), _negated=True),
            fields=("reverses",),
            name="redemption_reversed_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="redemption",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("amount_fen__gt", 0),
                    ("price_fen__gte", models.F("amount_fen")),
                    ("reverses", None),
                ),
                models.Q(
                    ("amount_fen__lt", 0),
                    ("price_fen__lte", models.F("amount_fen")),
                    ("reverses__isnull", False),
                ),
                _connector="OR",
            ),
            name="redemption_sign",
        ),
    ),
]
