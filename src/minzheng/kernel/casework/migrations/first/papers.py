"""What is missing, and evidence."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="CaseProof",
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
            ("proof", models.CharField(max_length=60, verbose_name="材料")),
            ("document", models.UUIDField(verbose_name="文件")),
            ("title", models.CharField(max_length=120, verbose_name="名称")),
            (
                "state",
                models.CharField(
                    choices=[("held", "已收"), ("refused", "不符合要求"), ("withdrawn", "已撤下")],
                    default="held",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("added_at", models.DateTimeField(verbose_name="收取时间")),
            ("added_by", models.UUIDField(null=True, verbose_name="收取人")),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="casework.case",
                ),
            ),
        ],
        options={
            "verbose_name": "办件材料",
            "verbose_name_plural": "办件材料",
            "indexes": [models.Index(fields=["case"], name="proof_of_case")],
            "constraints": [
                models.UniqueConstraint(fields=("case", "proof", "document"), name="proof_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Completion",
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
            ("asked_at", models.DateTimeField(verbose_name="告知时间")),
            ("asked_on", models.DateField(verbose_name="告知日期")),
            ("asked_by", models.UUIDField(verbose_name="告知人")),
            ("missing", models.JSONField(verbose_name="应补正的内容")),
            (
                "note",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="说明"
                ),
            ),
            ("met_at", models.DateTimeField(null=True, verbose_name="补齐时间")),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="casework.case",
                ),
            ),
        ],
        options={
            "verbose_name": "补正告知",
            "verbose_name_plural": "补正告知",
            "indexes": [models.Index(fields=["case"], name="completion_of_case")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("met_at", None)),
                    fields=("case",),
                    name="completion_open_once",
                )
            ],
        },
    ),
]
