"""What is owed, month by month."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Receivable",
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
            ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
            ("debtor_id", models.UUIDField(verbose_name="返还义务人")),
            (
                "role",
                models.CharField(
                    choices=[("payee", "领款人"), ("heir", "继承人"), ("guardian", "监护人")],
                    max_length=10,
                    verbose_name="身份",
                ),
            ),
            (
                "ground",
                models.CharField(
                    choices=[
                        ("death", "死亡后仍发放"),
                        ("ended", "不再符合条件后仍发放"),
                        ("amount", "金额多发"),
                        ("false_statement", "骗取救助"),
                        ("mistake", "经办差错"),
                    ],
                    max_length=20,
                    verbose_name="原因",
                ),
            ),
            ("basis", models.CharField(max_length=1000, verbose_name="事实和依据")),
            ("amount_fen", models.BigIntegerField(verbose_name="应追回金额（分）")),
            (
                "received_fen",
                models.BigIntegerField(default=0, verbose_name="已追回金额（分）"),
            ),
            (
                "written_off_fen",
                models.BigIntegerField(default=0, verbose_name="已核销金额（分）"),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("proposed", "待确认"),
                        ("confirmed", "追回中"),
                        ("settled", "已结清"),
                        ("withdrawn", "已撤回"),
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
            ("confirmed_by", models.UUIDField(null=True, verbose_name="确认人")),
            (
                "confirmed_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
            ("journal", models.UUIDField(null=True, verbose_name="凭证")),
            (
                "withdrawn_because",
                models.CharField(blank=True, max_length=300, verbose_name="撤回原因"),
            ),
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
            "verbose_name": "追回款",
            "verbose_name_plural": "追回款",
        },
    ),
    migrations.CreateModel(
        name="ReceivableMonth",
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
            ("period", models.DateField(help_text="每月以首日表示", verbose_name="所属月份")),
            ("paid_fen", models.BigIntegerField(verbose_name="已发金额（分）")),
            ("due_fen", models.BigIntegerField(verbose_name="应发金额（分）")),
            ("amount_fen", models.BigIntegerField(verbose_name="应追回金额（分）")),
            (
                "receivable",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="months",
                    to="payments.receivable",
                ),
            ),
        ],
        options={
            "verbose_name": "追回月份",
            "verbose_name_plural": "追回月份",
        },
    ),
    migrations.AddIndex(
        model_name="receivable",
        index=models.Index(fields=["division", "state", "id"], name="receivable_page"),
    ),
    migrations.AddIndex(
        model_name="receivable",
        index=models.Index(fields=["award_id"], name="receivable_award"),
    ),
    migrations.AddIndex(
        model_name="receivable",
        index=models.Index(fields=["debtor_id"], name="receivable_debtor"),
    ),
    migrations.AddConstraint(
        model_name="receivable",
        constraint=models.CheckConstraint(
            condition=models.Q(("state__in", ["proposed", "confirmed", "settled", "withdrawn"])),
            name="receivable_state",
        ),
    ),
    migrations.AddConstraint(
        model_name="receivable",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0)), name="receivable_positive"
        ),
    ),
    migrations.AddConstraint(
        model_name="receivable",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("received_fen__gte", 0),
                ("written_off_fen__gte", 0),
                (
                    "amount_fen__gte",
                    django.db.models.expressions.CombinedExpression(
                        models.F("received_fen"), "+", models.F("written_off_fen")
                    ),
                ),
            ),
            name="receivable_no_more_than_owed",
        ),
    ),
    migrations.AddConstraint(
        model_name="receivable",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("confirmed_by", None),
                models.Q(
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    models.Q(("confirmed_person", models.F("proposed_person")), _negated=True),
                ),
                _connector="OR",
            ),
            name="receivable_two_persons",
        ),
    ),
    migrations.AddConstraint(
        model_name="receivable",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("state__in", ["proposed", "withdrawn"]),
                models.Q(
                    ("confirmed_at__isnull", False),
                    ("confirmed_by__isnull", False),
                    ("confirmed_person__isnull", False),
                    ("journal__isnull", False),
                ),
                _connector="OR",
            ),
            name="receivable_confirmed_by_somebody",
        ),
    ),
    migrations.AddConstraint(
        model_name="receivable",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("state", "settled"), _negated=True),
                (
                    "amount_fen",
                    django.db.models.expressions.CombinedExpression(
                        models.F("received_fen"), "+", models.F("written_off_fen")
                    ),
                ),
                _connector="OR",
            ),
            name="receivable_settled_whole",
        ),
    ),
    migrations.AddIndex(
        model_name="receivablemonth",
        index=models.Index(fields=["award_id", "period"], name="receivable_month_award"),
    ),
    migrations.AddConstraint(
        model_name="receivablemonth",
        constraint=models.UniqueConstraint(
            fields=("receivable", "period"), name="receivable_month_once"
        ),
    ),
    migrations.AddConstraint(
        model_name="receivablemonth",
        constraint=models.CheckConstraint(
            condition=models.Q(("amount_fen__gt", 0), ("period__day", 1)),
            name="receivable_month_positive",
        ),
    ),
]
