import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0002_persons"),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
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
                        choices=[
                            ("registered", "户籍地址"),
                            ("residence", "居住地址"),
                            ("mailing", "通讯地址"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("within", models.CharField(blank=True, max_length=12, verbose_name="所在区划")),
                ("text", minzheng.kernel.protection.fields.SecretField(kind="address")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="止")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "地址",
                "verbose_name_plural": "地址",
                "indexes": [models.Index(fields=["person"], name="address_person")],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                    "whose",
                    models.CharField(
                        blank=True, help_text="本人留空", max_length=50, verbose_name="联系人"
                    ),
                ),
                ("phone", minzheng.kernel.protection.fields.SecretField(kind="phone")),
                ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系电话",
                "verbose_name_plural": "联系电话",
                "indexes": [
                    models.Index(fields=["person"], name="contact_person"),
                    models.Index(fields=["index"], name="contact_index"),
                ],
            },
        ),
    ]
