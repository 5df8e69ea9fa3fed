import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.identifiers
import minzheng.kernel.protection.labels


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NameToken",
            fields=[
                ("token", models.BigIntegerField()),
                ("division", models.CharField(max_length=12)),
                ("name_sort", models.CharField(max_length=80)),
                ("subject", models.UUIDField()),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("ordinary", "一般"),
                            ("sealed", "封存保护"),
                            ("child_protection", "儿童保护"),
                        ],
                        default=minzheng.kernel.protection.labels.Label["ORDINARY"],
                        max_length=20,
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "token",
                        "division",
                        "name_sort",
                        "subject",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "verbose_name": "姓名检索",
                "verbose_name_plural": "姓名检索",
                "indexes": [models.Index(fields=["subject"], name="name_token_subject")],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("name", models.CharField(max_length=100, verbose_name="姓名")),
                ("name_sort", models.CharField(max_length=80, verbose_name="姓名排序键")),
                (
                    "sex",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "未知"), (1, "男"), (2, "女"), (9, "未说明")],
                        default=0,
                        verbose_name="性别",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                ("death_date", models.DateField(blank=True, null=True, verbose_name="死亡日期")),
                ("ethnicity", models.CharField(blank=True, max_length=2, verbose_name="民族")),
                ("no_identity", models.BooleanField(default=False, verbose_name="无身份证件")),
                (
                    "temporary_code",
                    models.CharField(blank=True, max_length=20, verbose_name="临时编号"),
                ),
                (
                    "registration_division",
                    models.CharField(blank=True, max_length=12, verbose_name="户籍地"),
                ),
                (
                    "residence_division",
                    models.CharField(blank=True, max_length=12, verbose_name="居住地"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员",
                "verbose_name_plural": "人员",
            },
        ),
        migrations.CreateModel(
            name="PersonName",
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
                ("name", models.CharField(max_length=100, verbose_name="姓名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("former", "曾用名"),
                            ("alias", "别名"),
                            ("variant", "异体或不同写法"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="registry.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "别名",
                "verbose_name_plural": "别名",
            },
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["division", "name_sort", "id"],
                name="person_page",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="person_merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("birth_date", None),
                    ("death_date__gte", models.F("birth_date")),
                    _connector="OR",
                ),
                name="person_dies_after_birth",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("sex__in", [0, 1, 2, 9])), name="person_sex"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="person_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("temporary_code", ""), ("no_identity", True), _connector="OR"),
                name="person_temporary_code_only_without_identity",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="person_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("temporary_code", ""), _negated=True),
                fields=("temporary_code",),
                name="person_temporary_code_once",
            ),
        ),
        migrations.AddIndex(
            model_name="personname",
            index=models.Index(fields=["person"], name="person_name_person"),
        ),
        migrations.AddConstraint(
            model_name="personname",
            constraint=models.UniqueConstraint(fields=("person", "name"), name="person_name_once"),
        ),
        migrations.AddConstraint(
            model_name="personname",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="person_name_not_empty"
            ),
        ),
    ]
