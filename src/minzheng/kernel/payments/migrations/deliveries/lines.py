"""Lines and batches that pay a provider."""

import django.db.models.deletion
from django.db import migrations, models

OPERATIONS = [
    migrations.RemoveConstraint(
        model_name="batch",
        name="payment_batch_kind",
    ),
    migrations.RemoveConstraint(
        model_name="instruction",
        name="instruction_paid_to_an_account",
    ),
    migrations.AlterField(
        model_name="batch",
        name="kind",
        field=models.CharField(
            choices=[
                ("regular", "月度发放"),
                ("backpay", "补发"),
                ("once", "一次性发放"),
                ("price_rise", "价格临时补贴"),
                ("repair", "退汇重发"),
                ("imprest", "备用金"),
                ("provider", "服务结算"),
            ],
            max_length=16,
            verbose_name="类别",
        ),
    ),
    migrations.AlterField(
        model_name="instruction",
        name="award_id",
        field=models.UUIDField(null=True, verbose_name="享受资格"),
    ),
    migrations.AlterField(
        model_name="instruction",
        name="line_id",
        field=models.UUIDField(null=True, verbose_name="待遇明细"),
    ),
    migrations.AddConstraint(
        model_name="batch",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "kind__in",
                    ["regular", "backpay", "once", "price_rise", "repair", "imprest", "provider"],
                )
            ),
            name="payment_batch_kind",
        ),
    ),
    migrations.AddField(
        model_name="instruction",
        name="settlement",
        field=models.ForeignKey(
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="lines",
            to="payments.settlement",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.UniqueConstraint(
            condition=models.Q(
                models.Q(("settlement", None), _negated=True),
                ("state__in", ("pending", "paid", "returned")),
            ),
            fields=("settlement",),
            name="instruction_settlement_once",
        ),
    ),
    migrations.AddConstraint(
        model_name="instruction",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("award_id__isnull", False), ("line_id__isnull", False), ("settlement", None)
                ),
                models.Q(
                    ("award_id", None),
                    ("household_id", None),
                    ("line_id", None),
                    ("payee_id", None),
                    ("person_id", None),
                    ("settlement__isnull", False),
                ),
                _connector="OR",
            ),
            name="instruction_for_an_award_or_a_provider",
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
                    models.Q(
                        ("payee_id__isnull", False), ("settlement__isnull", False), _connector="OR"
                    ),
                ),
                _connector="OR",
            ),
            name="instruction_paid_to_an_account",
        ),
    ),
]
