from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0009_rules_of_rows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="divisionchange",
            name="state",
            field=models.CharField(
                choices=[("ordered", "待执行"), ("done", "已执行"), ("cancelled", "已撤回")],
                default="ordered",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Transfer",
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
                ("person", models.UUIDField(null=True, verbose_name="人员")),
                ("household", models.UUIDField(null=True, verbose_name="家庭")),
                ("destination", models.CharField(max_length=12, verbose_name="迁往")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "等待对方接收"),
                            ("done", "已迁出"),
                            ("declined", "对方退回"),
                            ("ended", "已终止"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="结果说明")),
                ("proposed_by", models.UUIDField(verbose_name="提出人")),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="办结时间")),
            ],
            options={
                "verbose_name": "档案迁出",
                "verbose_name_plural": "档案迁出",
                "indexes": [
                    models.Index(fields=["division", "-proposed_at", "id"], name="transfer_page"),
                    models.Index(
                        condition=models.Q(("state", "proposed")),
                        fields=["id"],
                        name="transfer_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("household__isnull", False), ("person", None)),
                            models.Q(("household", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="transfer_of_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("person",),
                        name="transfer_of_a_person_once_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("household",),
                        name="transfer_of_a_household_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="transfer_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferOffer",
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
                ("transfer", models.UUIDField(unique=True, verbose_name="迁出")),
                ("giver", models.CharField(max_length=12, verbose_name="迁出地")),
                ("summary", minzheng.kernel.protection.fields.SecretField(kind="text", null=True)),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待接收"),
                            ("accepted", "已同意，正在迁入"),
                            ("declined", "已退回"),
                            ("done", "已迁入"),
                            ("ended", "对方已终止"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
                ("arrived_at", models.DateTimeField(auto_now_add=True, verbose_name="送达时间")),
                ("decided_by", models.UUIDField(null=True, verbose_name="决定人")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
            ],
            options={
                "verbose_name": "档案迁入",
                "verbose_name_plural": "档案迁入",
                "indexes": [
                    models.Index(
                        fields=["division", "-arrived_at", "id"], name="transfer_offer_page"
                    )
                ],
            },
        ),
    ]
