import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0004_identities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
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
                        choices=[("assistance", "共同生活的家庭"), ("registration", "户籍户")],
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="家庭编号")),
                (
                    "address",
                    minzheng.kernel.protection.fields.SecretField(kind="address", null=True),
                ),
                ("valid_from", models.DateField(verbose_name="立户日期")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="自该日起不再存在", null=True, verbose_name="销户日期"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "家庭",
                "verbose_name_plural": "家庭",
                "indexes": [
                    models.Index(fields=["division", "number", "id"], name="household_page")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("division", "kind", "number"), name="household_number_once"
                    ),
                    models.UniqueConstraint(fields=("id", "kind"), name="household_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["assistance", "registration"])),
                        name="household_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                        name="household_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                        choices=[("assistance", "共同生活的家庭"), ("registration", "户籍户")],
                        max_length=12,
                        verbose_name="家庭类型",
                    ),
                ),
                (
                    "relation",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "户主"),
                            (1, "配偶"),
                            (2, "子女"),
                            (4, "孙子女或外孙子女"),
                            (5, "父母"),
                            (6, "祖父母或外祖父母"),
                            (7, "兄弟姐妹"),
                            (8, "其他"),
                        ],
                        verbose_name="与户主关系",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="成员序号")),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="期间"),
                ),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="事由")),
                ("evidence", models.UUIDField(blank=True, null=True, verbose_name="依据材料")),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="memberships",
                        to="registry.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭成员",
                "verbose_name_plural": "家庭成员",
                "indexes": [
                    models.Index(fields=["person"], name="membership_person"),
                    models.Index(fields=["household"], name="membership_household"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("person", "="), ("kind", "="), ("valid", "&&")],
                        name="membership_one_household_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid__isempty", False)), name="membership_has_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid__lower_inf", False)),
                        name="membership_has_a_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supporter",
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
                    "relation",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "户主"),
                            (1, "配偶"),
                            (2, "子女"),
                            (4, "孙子女或外孙子女"),
                            (5, "父母"),
                            (6, "祖父母或外祖父母"),
                            (7, "兄弟姐妹"),
                            (8, "其他"),
                        ],
                        verbose_name="与被赡养人关系",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="姓名")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "number",
                    minzheng.kernel.protection.fields.SecretField(kind="identity", null=True),
                ),
                (
                    "index",
                    minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="序号")),
                ("valid_from", models.DateField(verbose_name="起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="止")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supporters",
                        to="registry.person",
                    ),
                ),
                (
                    "registered",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="supports",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "法定赡养抚养扶养义务人",
                "verbose_name_plural": "法定赡养抚养扶养义务人",
                "indexes": [
                    models.Index(fields=["person"], name="supporter_person"),
                    models.Index(
                        condition=models.Q(("registered__isnull", False)),
                        fields=["registered"],
                        name="supporter_registered",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered", None),
                            models.Q(("registered", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="supporter_is_somebody_else",
                    )
                ],
            },
        ),
    ]
