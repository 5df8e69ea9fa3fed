"""Cases and what happened to them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import minzheng.kernel.protection.fields
import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Case",
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
            ("number", models.CharField(max_length=40, unique=True, verbose_name="办件编号")),
            ("item", models.CharField(max_length=60, verbose_name="事项")),
            ("item_version", models.DateField(verbose_name="事项版本")),
            ("state", models.CharField(max_length=20, verbose_name="状态")),
            ("stage", models.CharField(blank=True, max_length=60, verbose_name="阶段")),
            (
                "open_steps",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=60),
                    default=list,
                    size=None,
                    verbose_name="正在办理的环节",
                ),
            ),
            (
                "done_steps",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=60),
                    default=list,
                    size=None,
                    verbose_name="已完成的环节",
                ),
            ),
            (
                "flags",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=60),
                    default=list,
                    size=None,
                    verbose_name="情形",
                ),
            ),
            ("outcome", models.CharField(blank=True, max_length=20, verbose_name="结果")),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("desk", "窗口"),
                        ("portal", "网上申请"),
                        ("village", "村（社区）代办"),
                        ("lead", "主动发现"),
                        ("transfer", "异地代收"),
                        ("review", "定期复核"),
                    ],
                    max_length=10,
                    verbose_name="来源",
                ),
            ),
            ("household_id", models.UUIDField(null=True, verbose_name="家庭")),
            ("applicant_id", models.UUIDField(null=True, verbose_name="申请人")),
            ("subject_id", models.UUIDField(null=True, verbose_name="对象")),
            (
                "concerned",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.UUIDField(),
                    default=list,
                    size=None,
                    verbose_name="其他涉及的人",
                ),
            ),
            ("who", models.CharField(max_length=100, verbose_name="申请人姓名")),
            ("confidential", models.BooleanField(default=False, verbose_name="不得公开")),
            ("urgent", models.BooleanField(default=False, verbose_name="急难")),
            ("duplicate_pending", models.BooleanField(default=False, verbose_name="疑似重复申请")),
            ("opened_at", models.DateTimeField(verbose_name="登记时间")),
            ("submitted_at", models.DateTimeField(null=True, verbose_name="提交时间")),
            ("applied_on", models.DateField(null=True, verbose_name="申请日期")),
            ("accepted_on", models.DateField(null=True, verbose_name="受理日期")),
            (
                "backdated_because",
                models.CharField(blank=True, max_length=300, verbose_name="受理日期更正原因"),
            ),
            ("window", models.CharField(blank=True, max_length=12, verbose_name="收件窗口")),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="现在办理的机关")),
            (
                "deciding_office",
                models.CharField(blank=True, max_length=12, verbose_name="审核确认机关"),
            ),
            ("due_on", models.DateField(null=True, verbose_name="法定期限")),
            ("promised_on", models.DateField(null=True, verbose_name="承诺期限")),
            ("handler", models.UUIDField(null=True, verbose_name="经办人")),
            ("opened_by", models.UUIDField(verbose_name="登记人")),
            (
                "opened_by_person",
                minzheng.kernel.protection.fields.BlindIndexField(max_length=32, null=True),
            ),
            ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
            ("closed_at", models.DateTimeField(null=True, verbose_name="办结时间")),
            ("continues", models.UUIDField(null=True, verbose_name="接续的办件")),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "answers",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="申报内容"
                ),
            ),
        ],
        options={
            "verbose_name": "办件",
            "verbose_name_plural": "办件",
            "indexes": [
                models.Index(fields=["division", "-opened_at", "id"], name="case_page"),
                models.Index(
                    condition=models.Q(("household_id", None), _negated=True),
                    fields=["household_id"],
                    name="case_household",
                ),
                models.Index(
                    condition=models.Q(("subject_id", None), _negated=True),
                    fields=["subject_id"],
                    name="case_subject",
                ),
                models.Index(
                    condition=models.Q(("applicant_id", None), _negated=True),
                    fields=["applicant_id"],
                    name="case_applicant",
                ),
                models.Index(
                    condition=models.Q(("closed_at", None)),
                    fields=["office", "due_on"],
                    name="case_of_office",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("id", "division", "label"), name="case_place"),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("closed_at", None),
                        ("duplicate_pending", False),
                        ("household_id__isnull", False),
                    ),
                    fields=("item", "household_id"),
                    name="case_one_open_of_household",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("closed_at", None),
                        ("duplicate_pending", False),
                        ("subject_id__isnull", False),
                    ),
                    fields=("item", "subject_id"),
                    name="case_one_open_of_person",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("household_id", None), ("subject_id", None), _connector="OR"
                    ),
                    name="case_of_one_file",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("accepted_on", None), ("submitted_at__isnull", False), _connector="OR"
                    ),
                    name="case_accepted_after_submission",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closed_at", None),
                        models.Q(("outcome", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="case_closed_with_outcome",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("decided_on", None),
                        ("decided_on__gte", models.F("accepted_on")),
                        _connector="OR",
                    ),
                    name="case_decided_after_acceptance",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseEvent",
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
            ("at", models.DateTimeField(verbose_name="时间")),
            ("on", models.DateField(verbose_name="业务日期")),
            ("act", models.CharField(max_length=60, verbose_name="事项")),
            ("step", models.CharField(blank=True, max_length=60, verbose_name="环节")),
            ("result", models.CharField(blank=True, max_length=60, verbose_name="结果")),
            ("by", models.UUIDField(null=True, verbose_name="经办人")),
            ("by_name", models.CharField(max_length=100, verbose_name="经办人姓名")),
            ("office", models.CharField(blank=True, max_length=12, verbose_name="机关")),
            (
                "note",
                minzheng.kernel.protection.fields.SecretField(
                    kind="text", null=True, verbose_name="说明"
                ),
            ),
            ("facts", models.JSONField(default=dict, verbose_name="要点")),
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
            "verbose_name": "办理记录",
            "verbose_name_plural": "办理记录",
            "indexes": [models.Index(fields=["case", "at"], name="case_event_of_case")],
        },
    ),
]
