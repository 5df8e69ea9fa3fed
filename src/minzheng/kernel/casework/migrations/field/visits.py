"""Home visits: reports."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Visit",
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
            ("client", models.UUIDField(unique=True)),
            (
                "way",
                models.CharField(
                    choices=[("home", "入户走访"), ("remote", "视频等远程方式")],
                    default="home",
                    max_length=12,
                    verbose_name="方式",
                ),
            ),
            (
                "way_because",
                models.CharField(blank=True, max_length=200, verbose_name="未入户的原因"),
            ),
            (
                "visited_at",
                models.DateTimeField(
                    help_text="调查人所填，不用来计算期限", verbose_name="入户时间"
                ),
            ),
            ("received_at", models.DateTimeField(verbose_name="收到时间")),
            (
                "met",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="在场人"),
            ),
            (
                "findings",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", verbose_name="查明的情况"
                ),
            ),
            (
                "remarks",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="其他情况"
                ),
            ),
            (
                "position",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="位置"
                ),
            ),
            (
                "signed_how",
                models.CharField(
                    choices=[
                        ("drawn", "手写签名"),
                        ("typed", "输入姓名确认"),
                        ("declined", "未签名"),
                    ],
                    max_length=12,
                    verbose_name="签名方式",
                ),
            ),
            (
                "signed_by",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="签名人"
                ),
            ),
            (
                "unsigned_because",
                models.CharField(blank=True, max_length=200, verbose_name="未签名的原因"),
            ),
            ("signature", models.UUIDField(null=True, verbose_name="签名图片")),
            (
                "photos",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.UUIDField(), default=list, size=None, verbose_name="照片"
                ),
            ),
            ("recorded_by", models.UUIDField()),
            ("recorded_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("confirmed_by", models.UUIDField(null=True)),
            (
                "confirmed_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
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
            (
                "order",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="visit",
                    to="casework.visitorder",
                ),
            ),
        ],
        options={
            "verbose_name": "入户调查",
            "verbose_name_plural": "入户调查",
        },
    ),
    migrations.AddIndex(
        model_name="visit",
        index=models.Index(fields=["case"], name="visit_of_case"),
    ),
    migrations.AddConstraint(
        model_name="visit",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("confirmed_at", None), ("confirmed_by", None), ("confirmed_person", None)
                ),
                models.Q(
                    ("confirmed_at__isnull", False),
                    ("confirmed_person__isnull", False),
                    models.Q(("confirmed_by", None), _negated=True),
                    models.Q(("confirmed_by", models.F("recorded_by")), _negated=True),
                    models.Q(("confirmed_person", models.F("recorded_person")), _negated=True),
                ),
                _connector="OR",
            ),
            name="visit_confirmed_by_another",
        ),
    ),
    migrations.AddConstraint(
        model_name="visit",
        constraint=models.CheckConstraint(
            condition=models.Q(
                ("way", "home"), models.Q(("way_because", ""), _negated=True), _connector="OR"
            ),
            name="visit_other_way_with_reason",
        ),
    ),
    migrations.AddConstraint(
        model_name="visit",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(("signed_how", "declined"), _negated=True),
                models.Q(("unsigned_because", ""), _negated=True),
                _connector="OR",
            ),
            name="visit_unsigned_with_reason",
        ),
    ),
]
