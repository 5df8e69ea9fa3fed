"""Ordered price rises, and what the database refuses about them."""

from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers
from minzheng.kernel.payments.migrations.rules import price_rises


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0004_imprest"),
    ]
    operations = [
        migrations.CreateModel(
            name="PriceRise",
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
                ("benefit", models.CharField(max_length=120, verbose_name="待遇")),
                (
                    "index_month",
                    models.DateField(help_text="每月以首日表示", verbose_name="价格指数月份"),
                ),
                ("document", models.CharField(max_length=300, verbose_name="启动文件")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ordered", "正在生成名单"),
                            ("opened", "名单已生成"),
                            ("failed", "没有完成"),
                        ],
                        default="ordered",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="列入人数")),
                (
                    "refused",
                    models.PositiveIntegerField(default=0, verbose_name="已享受同类待遇人数"),
                ),
                (
                    "failure",
                    models.CharField(blank=True, max_length=300, verbose_name="没有完成的原因"),
                ),
                ("ordered_by", models.UUIDField(verbose_name="启动人")),
                (
                    "ordered_person",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32),
                ),
                ("ordered_at", models.DateTimeField(verbose_name="启动时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
            ],
            options={
                "verbose_name": "价格临时补贴启动",
                "verbose_name_plural": "价格临时补贴启动",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("division", "benefit", "index_month"), name="price_rise_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failure", ""), ("finished_at", None), ("state", "ordered")),
                            models.Q(
                                ("failure", ""),
                                ("finished_at__isnull", False),
                                ("state", "opened"),
                            ),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("state", "failed"),
                                models.Q(("failure", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="price_rise_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("index_month__day", 1), models.Q(("document", ""), _negated=True)
                        ),
                        name="price_rise_month",
                    ),
                ],
            },
        ),
        *price_rises.OPERATIONS,
    ]
