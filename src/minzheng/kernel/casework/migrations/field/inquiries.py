"""Inquiries and appraisals."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Appraisal",
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
            ("held_on", models.DateField(verbose_name="评议日期")),
            ("venue", models.CharField(max_length=100, verbose_name="地点")),
            (
                "attendees",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="参加人"),
            ),
            ("present", models.PositiveSmallIntegerField(verbose_name="到会人数")),
            ("votes_for", models.PositiveSmallIntegerField(verbose_name="认为属实")),
            ("votes_against", models.PositiveSmallIntegerField(verbose_name="认为不属实")),
            ("abstained", models.PositiveSmallIntegerField(verbose_name="弃权")),
            (
                "minutes",
                minzheng.kernel.protection.fields.SecretField(kind="text", verbose_name="评议记录"),
            ),
            (
                "conclusion",
                models.CharField(
                    choices=[("true", "申报情况属实"), ("doubtful", "申报情况存疑")],
                    max_length=12,
                    verbose_name="评议意见",
                ),
            ),
            ("document", models.UUIDField(null=True, verbose_name="签到和记录原件")),
            ("recorded_by", models.UUIDField()),
            ("recorded_name", models.CharField(max_length=100)),
            ("recorded_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("recorded_at", models.DateTimeField()),
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
            "verbose_name": "民主评议",
            "verbose_name_plural": "民主评议",
            "indexes": [models.Index(fields=["case"], name="appraisal_of_case")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "present",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("votes_for"), "+", models.F("votes_against")
                                ),
                                "+",
                                models.F("abstained"),
                            ),
                        )
                    ),
                    name="appraisal_votes_are_of_those_present",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("conclusion", "true"), ("votes_for__gt", models.F("votes_against"))
                        ),
                        models.Q(
                            ("conclusion", "doubtful"),
                            ("votes_for__lte", models.F("votes_against")),
                        ),
                        _connector="OR",
                    ),
                    name="appraisal_concludes_as_voted",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Inquiry",
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
            ("asked_on", models.DateField(verbose_name="访问日期")),
            (
                "standing",
                models.CharField(
                    choices=[
                        ("neighbour", "邻居"),
                        ("village", "村（社区）干部"),
                        ("employer", "用人单位"),
                        ("relative", "亲属"),
                        ("other", "其他知情人"),
                    ],
                    max_length=12,
                    verbose_name="被访人身份",
                ),
            ),
            (
                "asked",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="被访人"
                ),
            ),
            (
                "answer",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", verbose_name="反映的情况"
                ),
            ),
            (
                "agreement",
                models.CharField(
                    choices=[
                        ("agrees", "与申报一致"),
                        ("differs", "与申报不一致"),
                        ("unclear", "说不清"),
                    ],
                    max_length=12,
                    verbose_name="与申报是否一致",
                ),
            ),
            ("recorded_by", models.UUIDField()),
            ("recorded_name", models.CharField(max_length=100)),
            ("recorded_person", minzheng.kernel.protection.fields.BlindIndexField(max_length=32)),
            ("recorded_at", models.DateTimeField()),
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
            "verbose_name": "邻里访问",
            "verbose_name_plural": "邻里访问",
            "indexes": [models.Index(fields=["case"], name="inquiry_of_case")],
        },
    ),
]
