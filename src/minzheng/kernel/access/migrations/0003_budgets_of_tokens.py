"""How much a token may ask for, and what is left of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_rules_of_posts")]
    operations = [
        migrations.AddField(
            "token",
            "requests_per_minute",
            models.PositiveIntegerField(default=600, verbose_name="每分钟请求数上限"),
        ),
        migrations.AddField(
            "token",
            "records_per_day",
            models.PositiveIntegerField(default=5_000, verbose_name="每日查阅人次上限"),
        ),
        migrations.AlterField(
            "token",
            "created_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.account",
                verbose_name="签发人",
            ),
        ),
        migrations.CreateModel(
            "TokenUse",
            [
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="use",
                        serialize=False,
                        to="access.token",
                        verbose_name="令牌",
                    ),
                ),
                (
                    "requests",
                    models.DecimalField(decimal_places=6, max_digits=20, verbose_name="剩余请求数"),
                ),
                (
                    "records",
                    models.DecimalField(
                        decimal_places=6, max_digits=20, verbose_name="剩余查阅人次"
                    ),
                ),
                ("as_of", models.DateTimeField(verbose_name="计算时间")),
            ],
            options={"verbose_name": "接口令牌用量"},
        ),
    ]
