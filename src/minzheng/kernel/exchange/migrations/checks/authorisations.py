"""Who allowed to be asked about."""

from django.db import migrations, models

import minzheng.kernel.protection.identifiers

OPERATIONS = [
    migrations.CreateModel(
        name="Authorisation",
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
            ("case", models.UUIDField(verbose_name="办件")),
            ("person", models.UUIDField(verbose_name="人员")),
            ("supporter", models.UUIDField(null=True, verbose_name="义务人")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("member", "共同生活的家庭成员"),
                        ("guardian", "监护人代未成年人或无民事行为能力人"),
                        ("supporter", "法定赡养抚养扶养义务人"),
                    ],
                    max_length=10,
                    verbose_name="身份",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("given", "已授权"),
                        ("refused", "不同意查询"),
                        ("withdrawn", "已撤回"),
                    ],
                    max_length=10,
                    verbose_name="状态",
                ),
            ),
            (
                "method",
                models.CharField(
                    blank=True,
                    choices=[
                        ("paper", "书面签字"),
                        ("electronic", "电子签名"),
                        ("witnessed", "按手印，两名工作人员在场"),
                    ],
                    max_length=12,
                    verbose_name="方式",
                ),
            ),
            ("signed_on", models.DateField(verbose_name="日期")),
            ("valid_until", models.DateField(null=True, verbose_name="有效期至")),
            ("document", models.UUIDField(null=True, verbose_name="授权书")),
            (
                "guardian_name",
                models.CharField(blank=True, max_length=100, verbose_name="监护人"),
            ),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ("recorded_by", models.UUIDField(verbose_name="登记人")),
            ("recorder", models.CharField(max_length=100, verbose_name="登记人姓名")),
            ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
            ("withdrawn_on", models.DateField(null=True, verbose_name="撤回日期")),
            (
                "withdrawn_because",
                models.CharField(blank=True, max_length=200, verbose_name="撤回原因"),
            ),
            ("withdrawal_document", models.UUIDField(null=True, verbose_name="撤回材料")),
        ],
        options={
            "verbose_name": "核对授权",
            "verbose_name_plural": "核对授权",
            "indexes": [
                models.Index(fields=["case"], name="authorisation_case"),
                models.Index(fields=["person"], name="authorisation_person"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("state", "withdrawn"), _negated=True),
                    fields=("case", "person", "supporter"),
                    name="authorisation_one_live",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state", "refused"),
                        models.Q(
                            ("document__isnull", False), models.Q(("method", ""), _negated=True)
                        ),
                        _connector="OR",
                    ),
                    name="authorisation_signed",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "guardian"), _negated=True),
                        models.Q(("guardian_name", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="authorisation_guardian_named",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "supporter"), ("supporter__isnull", False)),
                        models.Q(
                            models.Q(("kind", "supporter"), _negated=True), ("supporter", None)
                        ),
                        _connector="OR",
                    ),
                    name="authorisation_supporter_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        models.Q(
                            ("withdrawn_on__isnull", False),
                            models.Q(("withdrawn_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="authorisation_withdrawn_with_reason",
                ),
            ],
        },
    ),
]
