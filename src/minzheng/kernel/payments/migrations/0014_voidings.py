"""What came back and is not due any more is given up by two persons."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers
from minzheng.kernel.payments.migrations.rules import voiding


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0013_taken_anew"),
    ]

    operations = [
        migrations.CreateModel(
            name="Voiding",
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
                ("reason", models.CharField(max_length=300, verbose_name="作废理由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待批准"),
                            ("approved", "已作废"),
                            ("refused", "不予作废"),
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
                    "decided_because",
                    models.CharField(blank=True, max_length=300, verbose_name="批准意见"),
                ),
            ],
            options={
                "verbose_name": "退汇作废",
                "verbose_name_plural": "退汇作废",
            },
        ),
        migrations.RemoveConstraint(
            model_name="instruction",
            name="instruction_state",
        ),
        migrations.RemoveConstraint(
            model_name="instruction",
            name="instruction_settled_on_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="instruction",
            name="instruction_paid_to_an_account",
        ),
        migrations.RemoveConstraint(
            model_name="journal",
            name="journal_kind",
        ),
        migrations.AlterField(
            model_name="instruction",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "待发放"),
                    ("held", "暂缓"),
                    ("paid", "已发放"),
                    ("returned", "已退回"),
                    ("repaired", "已重发"),
                    ("cancelled", "已撤销"),
                    ("voided", "已作废"),
                ],
                default="pending",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="journal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("allotment", "下达资金"),
                    ("order", "确认发放"),
                    ("payment", "银行回盘"),
                    ("return", "退汇"),
                    ("voiding", "退汇作废"),
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
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["pending", "held", "paid", "returned", "repaired", "cancelled", "voided"],
                    )
                ),
                name="instruction_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="instruction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["pending", "paid", "returned", "repaired", "voided"]),
                        _negated=True,
                    ),
                    models.Q(
                        ("account_id__isnull", False),
                        ("account_index__isnull", False),
                        ("number__isnull", False),
                        models.Q(
                            ("payee_id__isnull", False),
                            ("settlement__isnull", False),
                            _connector="OR",
                        ),
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
                    models.Q(
                        ("state__in", ("paid", "returned", "repaired", "voided")), _negated=True
                    ),
                    ("settled_on__isnull", False),
                    _connector="OR",
                ),
                name="instruction_settled_on_a_day",
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
                            "voiding",
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
        migrations.AddField(
            model_name="voiding",
            name="instruction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="voidings",
                to="payments.instruction",
            ),
        ),
        migrations.AddIndex(
            model_name="voiding",
            index=models.Index(
                condition=models.Q(("state", "proposed")),
                fields=["division", "id"],
                name="voiding_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("instruction",),
                name="voiding_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "approved", "refused"])),
                name="voiding_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen__gt", 0)), name="voiding_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="voiding_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                        models.Q(("decided_person", models.F("proposed_person")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="voiding_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="voiding",
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
                name="voiding_decided_by_somebody",
            ),
        ),
        *voiding.OPERATIONS,
    ]
