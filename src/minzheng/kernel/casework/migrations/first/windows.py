"""Hand-overs, receipts and incoming applications."""

import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Handover",
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
            ("from_office", models.CharField(blank=True, max_length=12, verbose_name="转出机关")),
            ("to_office", models.CharField(blank=True, max_length=12, verbose_name="转入机关")),
            ("reason", models.CharField(max_length=300, verbose_name="原因")),
            ("at", models.DateTimeField(verbose_name="时间")),
            ("by", models.UUIDField(verbose_name="经办人")),
            ("by_name", models.CharField(max_length=100, verbose_name="经办人姓名")),
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
            "verbose_name": "转办",
            "verbose_name_plural": "转办",
        },
    ),
    migrations.CreateModel(
        name="Incoming",
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
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            ("target", models.CharField(blank=True, max_length=12, verbose_name="办理地")),
            (
                "name",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="姓名"),
            ),
            (
                "identity",
                minzheng.kernel.protection.fields.SecretField(
                    kind="identity", verbose_name="证件号码"
                ),
            ),
            ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            (
                "phone",
                minzheng.kernel.protection.fields.SecretField(
                    kind="phone", null=True, verbose_name="联系电话"
                ),
            ),
            (
                "answers",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="申报内容"
                ),
            ),
            (
                "note",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="说明"
                ),
            ),
            ("received_at", models.DateTimeField(verbose_name="收件时间")),
            ("received_on", models.DateField(verbose_name="收件日期")),
            ("window", models.CharField(blank=True, max_length=12, verbose_name="收件窗口")),
            ("receipt", models.UUIDField(unique=True, verbose_name="回执")),
            ("number", models.CharField(max_length=40, verbose_name="收件编号")),
            (
                "state",
                models.CharField(
                    choices=[("open", "待登记"), ("opened", "已登记"), ("declined", "退回")],
                    default="open",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("case_id", models.UUIDField(null=True, verbose_name="办件")),
            ("reason", models.CharField(blank=True, max_length=300, verbose_name="退回原因")),
        ],
        options={
            "verbose_name": "异地代收的申请",
            "verbose_name_plural": "异地代收的申请",
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "open")),
                    fields=["division", "received_on", "id"],
                    name="incoming_page",
                ),
                models.Index(
                    condition=models.Q(("case_id", None), _negated=True),
                    fields=["case_id"],
                    name="incoming_of_case",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Receipt",
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
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            ("target", models.CharField(blank=True, max_length=12, verbose_name="办理地")),
            (
                "name",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="姓名"),
            ),
            (
                "identity",
                minzheng.kernel.protection.fields.SecretField(
                    kind="identity", verbose_name="证件号码"
                ),
            ),
            ("index", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            (
                "phone",
                minzheng.kernel.protection.fields.SecretField(
                    kind="phone", null=True, verbose_name="联系电话"
                ),
            ),
            (
                "answers",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="申报内容"
                ),
            ),
            (
                "note",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="说明"
                ),
            ),
            ("received_at", models.DateTimeField(verbose_name="收件时间")),
            ("received_on", models.DateField(verbose_name="收件日期")),
            ("window", models.CharField(blank=True, max_length=12, verbose_name="收件窗口")),
            ("number", models.CharField(max_length=40, unique=True, verbose_name="收件编号")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "等待送达办理地"),
                        ("delivered", "已送达办理地"),
                        ("accepted", "已受理"),
                        ("returned", "需要补正"),
                        ("declined", "不予受理"),
                        ("closed", "已办结"),
                    ],
                    default="waiting",
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            ("state_on", models.DateField(verbose_name="状态日期")),
            (
                "missing",
                models.CharField(blank=True, max_length=300, verbose_name="需要补正的内容"),
            ),
            ("taken_by", models.UUIDField(verbose_name="收件人")),
        ],
        options={
            "verbose_name": "异地代收回执",
            "verbose_name_plural": "异地代收回执",
            "indexes": [
                models.Index(fields=["division", "-received_at", "id"], name="receipt_page")
            ],
        },
    ),
    migrations.AddIndex(
        model_name="handover",
        index=models.Index(fields=["case"], name="handover_of_case"),
    ),
]
