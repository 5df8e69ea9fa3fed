"""Published tables of payments, and the gate that they go through."""

import django.contrib.postgres.fields
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers
from minzheng.kernel.payments.migrations.rules import tables


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0006_inspections"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaymentTable",
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
                        choices=[("named", "发放名单"), ("sums", "发放汇总")],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
                ("month", models.DateField(help_text="每月以首日表示", verbose_name="发放月份")),
                ("columns", models.JSONField(verbose_name="栏目")),
                ("shown", models.JSONField(verbose_name="公开内容")),
                (
                    "award_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        size=None,
                        verbose_name="涉及的待遇",
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="户（人）数")),
                ("total_fen", models.BigIntegerField(verbose_name="合计金额（分）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "待审核"),
                            ("posted", "公示中"),
                            ("over", "已期满"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("prepared_by", models.UUIDField(verbose_name="编制人")),
                (
                    "prepared_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
                ),
                ("prepared_name", models.CharField(max_length=100, verbose_name="编制人姓名")),
                ("prepared_at", models.DateTimeField(verbose_name="编制时间")),
                ("approved_by", models.UUIDField(null=True, verbose_name="审核人")),
                (
                    "approved_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
                ),
                (
                    "approved_name",
                    models.CharField(blank=True, max_length=100, verbose_name="审核人姓名"),
                ),
                ("posted_on", models.DateField(null=True, verbose_name="张贴日期")),
                ("last_day", models.DateField(null=True, verbose_name="最后一日")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="期满时刻")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                (
                    "closed_because",
                    models.CharField(blank=True, max_length=300, verbose_name="撤下原因"),
                ),
            ],
            options={
                "verbose_name": "发放公示",
                "verbose_name_plural": "发放公示",
                "indexes": [
                    models.Index(fields=["division", "month", "id"], name="payment_table_page"),
                    models.Index(
                        condition=models.Q(("state", "posted")),
                        fields=["ends_at"],
                        name="payment_table_running",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("prepared", "posted"))),
                        fields=("division", "benefit", "month"),
                        name="payment_table_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="payment_table_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label", "ordinary")), name="payment_table_ordinary"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(
                                models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                                models.Q(
                                    ("approved_person", models.F("prepared_person")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="payment_table_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("prepared", "withdrawn")),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_person__isnull", False),
                                ("ends_at__isnull", False),
                                ("posted_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="payment_table_posted_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("closed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="payment_table_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicTable",
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
                ("division", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=100)),
                ("office", models.CharField(max_length=100, verbose_name="受理意见的单位")),
                ("month", models.DateField(help_text="每月以首日表示", verbose_name="发放月份")),
                ("columns", models.JSONField()),
                ("shown", models.JSONField()),
                ("posted_on", models.DateField()),
                ("last_day", models.DateField()),
                ("ends_at", models.DateTimeField()),
                ("over", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "公开的发放公示",
                "verbose_name_plural": "公开的发放公示",
                "indexes": [
                    models.Index(fields=["division", "ends_at"], name="public_table_running")
                ],
            },
        ),
        *tables.OPERATIONS,
    ]
