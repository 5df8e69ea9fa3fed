import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_contacts"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityDocument",
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
                            ("resident", "居民身份证"),
                            ("residence_permit", "港澳台居民居住证"),
                            ("foreign_resident", "外国人永久居留身份证"),
                            ("passport", "护照"),
                            ("military", "军官证、士兵证"),
                            ("birth_certificate", "出生医学证明"),
                            ("other", "其他证件"),
                        ],
                        max_length=20,
                        verbose_name="证件类型",
                    ),
                ),
                ("number", minzheng.kernel.protection.fields.SecretField(kind="identity")),
                ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待核实"),
                            ("confirmed", "已核实"),
                            ("disputed", "待上级核实"),
                            ("superseded", "已停用"),
                        ],
                        default="pending",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "first_generation",
                    models.BooleanField(default=False, verbose_name="登记时为15位号码"),
                ),
                (
                    "officially_confirmed",
                    models.BooleanField(default=False, verbose_name="经公安机关确认"),
                ),
                (
                    "check_digit_wrong",
                    models.BooleanField(default=False, verbose_name="校验位不符"),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="有效期起")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效期止")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "身份证件",
                "verbose_name_plural": "身份证件",
            },
        ),
        migrations.CreateModel(
            name="IdentityDispute",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待处理"),
                            ("first", "归先登记人"),
                            ("second", "归后登记人"),
                            ("same", "为同一人"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("decided_by", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.identitydocument",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.identitydocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "证件号码争议",
                "verbose_name_plural": "证件号码争议",
            },
        ),
        migrations.AddIndex(
            model_name="identitydocument",
            index=models.Index(fields=["person"], name="identity_person"),
        ),
        migrations.AddIndex(
            model_name="identitydocument",
            index=models.Index(fields=["index"], name="identity_index"),
        ),
        migrations.AddIndex(
            model_name="identitydocument",
            index=models.Index(
                condition=models.Q(("state", "pending")),
                fields=["created_at"],
                name="identity_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitydocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "confirmed")),
                fields=("index",),
                name="identity_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitydocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "resident"), ("state", "confirmed")),
                fields=("person",),
                name="identity_one_resident_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitydocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("check_digit_wrong", False), ("officially_confirmed", True), _connector="OR"
                ),
                name="identity_wrong_digit_is_confirmed",
            ),
        ),
        migrations.AddIndex(
            model_name="identitydispute",
            index=models.Index(fields=["division", "state", "id"], name="dispute_page"),
        ),
        migrations.AddConstraint(
            model_name="identitydispute",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="dispute_once"),
        ),
    ]
