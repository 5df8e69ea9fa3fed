"""What is given in a month."""

from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Delivery",
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
            ("award_id", models.UUIDField(verbose_name="享受资格")),
            ("line_id", models.UUIDField(verbose_name="待遇明细")),
            ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
            ("household_id", models.UUIDField(null=True, verbose_name="家庭")),
            ("person_id", models.UUIDField(null=True, verbose_name="人员")),
            ("month", models.DateField(help_text="每月以首日表示", verbose_name="月份")),
            ("amount_fen", models.BigIntegerField(verbose_name="额度（分）")),
            ("used_fen", models.BigIntegerField(default=0, verbose_name="已使用（分）")),
            ("valid_until", models.DateField(verbose_name="有效期至")),
            (
                "state",
                models.CharField(
                    choices=[("open", "可使用"), ("expired", "已到期")],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("ordered_at", models.DateTimeField(verbose_name="生成时间")),
        ],
        options={
            "verbose_name": "服务和实物待遇",
            "verbose_name_plural": "服务和实物待遇",
        },
    ),
    migrations.AddIndex(
        model_name="delivery",
        index=models.Index(fields=["month", "division", "id"], name="delivery_page"),
    ),
    migrations.AddIndex(
        model_name="delivery",
        index=models.Index(
            condition=models.Q(("state", "open")), fields=["valid_until"], name="delivery_open"
        ),
    ),
    migrations.AddIndex(
        model_name="delivery",
        index=models.Index(
            condition=models.Q(("person_id", None), _negated=True),
            fields=["person_id"],
            name="delivery_person",
        ),
    ),
    migrations.AddIndex(
        model_name="delivery",
        index=models.Index(
            condition=models.Q(("household_id", None), _negated=True),
            fields=["household_id"],
            name="delivery_household",
        ),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.UniqueConstraint(fields=("award_id", "month"), name="delivery_once"),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.UniqueConstraint(fields=("id", "label"), name="delivery_place"),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["open", "expired"])), name="delivery_state"
        ),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.CheckConstraint(
            condition=models.Q(("month__day", 1)), name="delivery_month"
        ),
    ),
    migrations.AddConstraint(
        model_name="delivery",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("amount_fen__gt", 0),
                ("used_fen__gte", 0),
                ("used_fen__lte", models.F("amount_fen")),
            ),
            name="delivery_within_the_month",
        ),
    ),
]
