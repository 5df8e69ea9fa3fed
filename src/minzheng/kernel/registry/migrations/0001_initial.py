import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DivisionChange",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rename", "更名"),
                            ("merge", "合并"),
                            ("split", "分设"),
                            ("move", "变更隶属或代码"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("on", models.DateField(verbose_name="生效日期")),
                ("approval", models.CharField(blank=True, max_length=100, verbose_name="批准文号")),
                ("before", models.JSONField(default=list, verbose_name="变更前")),
                ("after", models.JSONField(default=list, verbose_name="变更后")),
                ("recoded", models.JSONField(blank=True, default=dict, verbose_name="代码对照")),
                (
                    "households",
                    models.JSONField(blank=True, default=dict, verbose_name="按户指定的去向"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("ordered", "待执行"), ("done", "已执行")],
                        default="ordered",
                        max_length=10,
                    ),
                ),
                ("ordered_by", models.UUIDField(null=True)),
                (
                    "moved_rows",
                    models.PositiveBigIntegerField(default=0, verbose_name="调整的记录数"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "区划变更",
                "verbose_name_plural": "区划变更",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=12, primary_key=True, serialize=False, verbose_name="代码"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("level", models.PositiveSmallIntegerField(verbose_name="层级")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("administrative", "行政区划"),
                            ("community", "村（社区）"),
                            ("zone", "非行政区划的功能区"),
                        ],
                        default="administrative",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="自该日起不再使用", null=True, verbose_name="撤销日期"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="registry.division",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^([0-9]{6}|[0-9]{9}|[0-9]{12})$")),
                        name="division_code_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="division_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.CharField(db_index=True, max_length=12, verbose_name="原代码")),
                ("new", models.CharField(db_index=True, max_length=12, verbose_name="新代码")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="registry.divisionchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "新旧代码对照",
                "verbose_name_plural": "新旧代码对照",
                "constraints": [
                    models.UniqueConstraint(fields=("change", "old", "new"), name="succession_once")
                ],
            },
        ),
    ]
